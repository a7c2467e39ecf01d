import type { BinaryNode, proto } from 'baileys'
import type { Attacks, Behaviour, Phone, PhoneOptions, QueryFailure } from './api.ts'
import { PhoneAppState } from './appstate.ts'
import { Archive } from './archive.ts'
import type { Companion } from './companion.ts'
import type { Contact } from './contact.ts'
import type { ChatGroup } from './groups.ts'
import { HistorySync } from './history.ts'
import { bare, isGroup, toJid } from './jids.ts'
import type { WireLine } from './line.ts'
import type { MediaHost } from './media.ts'
import { type Outgoing, send } from './outgoing.ts'
import { SeededRandom } from './random.ts'
import { Recorder } from './recorder.ts'
import { SignalParty } from './signal.ts'

/** How many sent messages can be asked for again. */
const REMEMBERED = 20_000

/** The state all parts of the simulated phone share. */
export class Core {
  readonly me: { readonly pn: string; readonly lid: string; pushName: string }
  readonly options: PhoneOptions
  readonly random: SeededRandom
  readonly recorder = new Recorder()
  readonly line: WireLine
  readonly media: MediaHost
  /** The phone's own device (number 0). */
  readonly party = new SignalParty()
  readonly attacks: Attacks = { certificate: null, accountSignature: null, signedPreKey: null }
  readonly behaviour: Behaviour = { deliveryReceipts: true, readReceipts: false, reupload: 'uploads' }
  readonly people: Contact[] = []
  readonly groups = new Map<string, ChatGroup>()
  readonly companions = new Map<number, Companion>()
  readonly archive: Archive
  readonly appState: PhoneAppState
  readonly history: HistorySync
  readonly blocked = new Set<string>()
  /** JIDs whose presence the client subscribed to. */
  readonly subscriptions = new Set<string>()
  readonly privacy = new Map<string, string>([
    ['readreceipts', 'all'],
    ['profile', 'all'],
    ['status', 'contacts'],
    ['online', 'all'],
    ['last', 'contacts'],
    ['groupadd', 'all'],
    ['calladd', 'all'],
    ['messages', 'all'],
  ])
  refuseNext: number | null = null
  /** Queries that go wrong, by name. */
  readonly failing = new Map<string, QueryFailure>()
  olderMessages: Parameters<Phone['onOlderMessages']>[0] | null = null
  readonly #byUser = new Map<string, Contact>()
  readonly #sent = new Map<string, Outgoing>()

  constructor(options: PhoneOptions, line: WireLine, media: MediaHost) {
    this.options = options
    this.me = {
      pn: toJid(options.me.pn, 's.whatsapp.net'),
      lid: toJid(options.me.lid, 'lid'),
      pushName: options.me.pushName,
    }
    this.random = new SeededRandom(options.seed ?? 1)
    this.line = line
    this.media = media
    media.onProblem = problem => this.recorder.problem(problem)
    this.archive = new Archive(jid => this.chatKey(jid))
    this.appState = new PhoneAppState(this)
    this.history = new HistorySync(this)
  }

  newId(): string {
    return `3A${this.random.hex(30)}`
  }

  get groupList(): ChatGroup[] {
    return [...this.groups.values()]
  }

  addContact(contact: Contact, takesNumber = false): void {
    for (const jid of [contact.pn, contact.lid]) {
      if (jid === null) continue
      if (this.#byUser.has(jid) && !(takesNumber && jid === contact.pn)) throw new Error(`${jid} is taken`)
      this.#byUser.set(jid, contact)
    }
    this.people.push(contact)
  }

  isMe(jid: string): boolean {
    const user = bare(jid)
    return user === this.me.pn || user === this.me.lid
  }

  findContact(jid: string): Contact | null {
    return this.#byUser.get(bare(jid)) ?? null
  }

  /** The contact with that number or LID. Throws when there is none. */
  contact(jid: string): Contact {
    const contact = this.findContact(jid)
    if (!contact) throw new Error(`nobody has ${jid}`)
    return contact
  }

  /** One JID per chat: the LID of a person who has one. */
  chatKey(jid: string): string {
    if (isGroup(jid)) return jid
    if (this.isMe(jid)) return this.me.lid
    return this.findContact(jid)?.jid('lid') ?? bare(jid)
  }

  remember(out: Outgoing): void {
    this.#sent.set(out.id, out)
    const oldest = this.#sent.keys().next().value
    if (this.#sent.size > REMEMBERED && oldest !== undefined) this.#sent.delete(oldest)
  }

  sent(id: string): Outgoing | null {
    return this.#sent.get(id) ?? null
  }

  /** Kept for each linked device (or the one given) until it acknowledges. */
  deliver(node: BinaryNode, only: { jid: string } | null = null): void {
    for (const companion of this.companions.values()) {
      if (only === null || companion.jid === only.jid) companion.deliver(node)
    }
  }

  /** A message from the phone to its linked devices, or to one of them. Resolves with its id. */
  async sendPeer(message: proto.Message.IProtocolMessage, only: Companion | null = null): Promise<string> {
    const id = this.newId()
    const t = Math.floor(Date.now() / 1000)
    const attrs = { from: this.me.pn, id, type: 'text', category: 'peer', t }
    await send(
      this,
      {
        id,
        party: this.party,
        message: { protocolMessage: message },
        attrs,
        extra: [],
        group: null,
        corrupt: false,
        plaintext: false,
        shared: null,
      },
      only ? [only] : null,
    )
    return id
  }

  /** To whoever is connected now; lost on others (ib). */
  broadcast(node: BinaryNode): void {
    for (const companion of this.companions.values()) {
      if (companion.ready) companion.connection?.send(node)
    }
  }

  /** Presence and writing: only to those who are connected and have said that they are available. */
  tellAvailable(node: BinaryNode): void {
    for (const companion of this.companions.values()) {
      if (companion.ready && companion.available) companion.connection?.send(node)
    }
  }
}
