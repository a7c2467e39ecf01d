import type { PersonRef } from '../events.ts'
import { LinkError } from '../ports.ts'
import { contradictsOwn, isLid, type Me, pairEvents, personJid } from './address.ts'
import { blocklistEvents } from './blocklist.ts'
import { type BinaryNode, USyncQuery, USyncUser, type WASocket } from './library.ts'
import type { LinkDeps } from './link.ts'
import { ANSWER_MS, answered, ask, within } from './server-query.ts'

/** The block list at the server. */
export interface Blocking {
  /** Fetches the whole list. */
  fetch(): Promise<void>
  readonly fetching: boolean
  /**
   * Blocks or unblocks. Who it was is an event once the server has agreed, and nothing before.
   * @throws LinkError `IDENTITY_UNKNOWN` when the server needs a number or a LID that nobody knows
   */
  set(person: PersonRef, on: boolean): Promise<void>
}

/** @param socket the open socket; throws a LinkError when there is none. @param me the account's own JIDs */
export function createBlocking(deps: LinkDeps, socket: () => WASocket, me: () => Me | null): Blocking {
  const now = deps.now ?? Date.now
  const limit = ANSWER_MS * (deps.haste ?? 1)
  /** One at a time: a list that was asked for before a change must not be read after it. */
  let turn: Promise<unknown> = Promise.resolve()

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work)
    turn = mine.catch(() => undefined)
    return mine
  }

  /** What a closed connection still brings must not reach a store that may be closed as well. */
  const demandCurrent = (wa: WASocket): void => {
    if (socket() !== wa) throw new LinkError('OFFLINE', 'The connection closed')
  }

  let fetching = false
  const fetch = async (): Promise<void> => {
    const wa = socket()
    fetching = true
    try {
      const answer = await ask(wa, query('get'), limit)
      demandCurrent(wa)
      deps.listener.apply({ events: blocklistEvents(answer), journal: [] })
    } finally {
      fetching = false
    }
  }

  const set = async (person: PersonRef, on: boolean): Promise<void> => {
    const wa = socket()
    const known = await completed(wa, person)
    const own = me()
    if (own !== null && contradictsOwn(known, own)) throw unknown()
    const item = itemOf(known, on)
    await ask(wa, query('set', [item]), limit)
    demandCurrent(wa)
    const events = [...pairEvents(known), { type: 'block' as const, person: known, on, at: now() }]
    deps.listener.apply({ events, journal: [] })
  }

  /** The person with number and LID, as far as they can be learned. */
  const completed = async (wa: WASocket, { pn, lid }: PersonRef): Promise<PersonRef> => {
    const { lidMapping } = wa.signalRepository
    if (lid !== null) return { pn: pn ?? personJid(await lidMapping.getPNForLID(lid)), lid }
    if (pn === null) throw unknown()
    await deps.turn?.()
    demandCurrent(wa)
    const asked = new USyncQuery().withLIDProtocol().withContext('background').withUser(new USyncUser().withId(pn))
    const answer = await within(limit, answered(wa.executeUSyncQuery(asked)))
    if (!answer) throw new LinkError('TIMEOUT', 'The server did not answer')
    const told = answer.list[0]?.lid
    const found = typeof told === 'string' ? personJid(told) : null
    if (found === null || !isLid(found)) return { pn, lid: null }
    await lidMapping.storeLIDPNMappings([{ pn, lid: found }])
    return { pn, lid: found }
  }

  return {
    fetch: () => inTurn(fetch),
    get fetching() {
      return fetching
    },
    set: (person, on) =>
      inTurn(async () => {
        try {
          await set(person, on)
        } catch (error) {
          // Unanswered, it may have been done all the same. After a broken line the next connection asks anyway.
          if (error instanceof LinkError && error.code === 'TIMEOUT') inTurn(fetch).catch(() => undefined)
          throw error
        }
      }),
  }
}

/**
 * Blocking names both, the LID first; unblocking the LID alone (baileys' updateBlockStatus, and what other clients report of
 * the server since accounts have LIDs). Of an account without a LID the number is all there is.
 */
function itemOf({ pn, lid }: PersonRef, on: boolean): BinaryNode {
  const action = on ? 'block' : 'unblock'
  if (lid === null) return { tag: 'item', attrs: { action, jid: pn ?? '' } }
  if (!on) return { tag: 'item', attrs: { action, jid: lid } }
  if (pn === null) throw unknown()
  return { tag: 'item', attrs: { action, jid: lid, pn_jid: pn } }
}

function query(type: 'get' | 'set', content?: BinaryNode[]): BinaryNode {
  const attrs = { xmlns: 'blocklist', to: 's.whatsapp.net', type }
  return content === undefined ? { tag: 'iq', attrs } : { tag: 'iq', attrs, content }
}

function unknown(): LinkError {
  return new LinkError('IDENTITY_UNKNOWN', 'The number of this person cannot be learned here')
}
