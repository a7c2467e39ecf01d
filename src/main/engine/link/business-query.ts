import type { AttestationEvent, DomainEvent, PersonRef } from '../events.ts'
import { LinkError } from '../ports.ts'
import { child, children, isLid, personJid } from './address.ts'
import { attestationOf, withName } from './attestations.ts'
import { type BinaryNode, USyncQuery, USyncUser } from './library.ts'

/** The protocol that the library does not have (facts, 3a). */
export const businessProtocol = (parser: (node: BinaryNode) => unknown): USyncQuery['protocols'][number] => ({
  name: 'business',
  getQueryElement: () => ({ tag: 'business', attrs: {}, content: [{ tag: 'verified_name', attrs: {} }] }),
  getUserElement: () => null,
  parser,
})

/** A query about businesses. Keeps the whole answer: the library's reading of it drops errors, and "none" looks the same. */
export class BusinessQuery extends USyncQuery {
  #answer: BinaryNode | undefined

  constructor(people: readonly PersonRef[]) {
    super()
    this.withMode('full').withContext('background')
    this.protocols.push(businessProtocol(() => null))
    // Whose number it is: what the server says of it says nothing of who had it before.
    this.withLIDProtocol()
    for (const { pn, lid } of people) {
      const jid = pn ?? lid
      if (jid !== null) this.withUser(new USyncUser().withId(jid))
    }
  }

  override parseUSyncQueryResult(answer: BinaryNode | undefined): ReturnType<USyncQuery['parseUSyncQueryResult']> {
    this.#answer = answer
    return { list: [], sideList: [] }
  }

  /**
   * Who had a number that the server says is another account's by now: nothing is attested of them any more, until their own
   * LID is asked about. To be applied before {@link events}: a verified business does not let go of its number.
   * @throws LinkError when the server could not look at all: that lowers nobody.
   */
  losses(people: readonly PersonRef[], at: number): DomainEvent[] {
    return this.#told(people).flatMap(({ asked, holder }): DomainEvent[] =>
      holder === asked ? [] : [{ type: 'attestation', attestation: bare({ pn: null, lid: asked.lid }, at, true) }],
    )
  }

  /**
   * What the server said. A person without a business node is no business, one without a name has nothing attested (any
   * more), and where an error stands nothing was said.
   * @throws LinkError when the server could not look at all: that lowers nobody.
   */
  events(people: readonly PersonRef[], at: number): DomainEvent[] {
    return this.#told(people).flatMap(({ user, holder }): DomainEvent[] => {
      const business = child(user, 'business')
      if (!business) return [{ type: 'attestation', attestation: bare(holder, at, false) }]
      if (child(business, 'error')) return []
      const name = child(business, 'verified_name')
      if (name) return withName(attestationOf(name, holder, 'lookup', at))
      return [{ type: 'attestation', attestation: bare(holder, at, true) }]
    })
  }

  /** Those of whom the server said anything. */
  #told(people: readonly PersonRef[]): Told[] {
    const usync = child(this.#answer, 'usync')
    const failure = child(child(child(usync, 'result'), 'business'), 'error')
    if (!usync || failure)
      throw new LinkError('SERVER_REFUSED', `The server answered ${failure?.attrs.code ?? 'nothing'}`)
    return children(child(usync, 'list'), 'user').flatMap(user => {
      const jid = personJid(user.attrs.jid)
      const asked = jid === null ? undefined : people.find(({ pn, lid }) => pn === jid || lid === jid)
      if (!asked || child(user, 'error')) return []
      return [{ user, asked, holder: holderOf(asked, jid, personJid(child(user, 'lid')?.attrs.val)) }]
    })
  }
}

interface Told {
  user: BinaryNode
  asked: PersonRef
  /** Whom it is said of: `asked` itself, or who has that number now. */
  holder: PersonRef
}

/** Who has the number that was asked about: the person it was known of, unless the server names another LID for it. */
function holderOf(asked: PersonRef, jid: string | null, told: string | null): PersonRef {
  const isAnother = jid === asked.pn && asked.lid !== null && told !== null && isLid(told) && told !== asked.lid
  return isAnother ? { pn: jid, lid: told } : asked
}

/** A business without a name, or no business at all. */
function bare(person: PersonRef, at: number, business: boolean): AttestationEvent {
  return {
    person,
    source: 'lookup',
    level: business ? 'unknown' : null,
    business,
    chosenName: null,
    issuer: null,
    serial: null,
    hostStorage: null,
    actualActors: null,
    privacyModeAt: null,
    at,
  }
}
