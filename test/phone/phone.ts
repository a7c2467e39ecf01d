import type { BinaryNode } from 'baileys'
import type {
  Group,
  GroupOptions,
  History,
  LinkedDevice,
  Person,
  PersonOptions,
  Phone,
  PhoneOptions,
  QueryFailure,
  Received,
  ReceivedOf,
} from './api.ts'
import type { Companion } from './companion.ts'
import { Contact } from './contact.ts'
import { Core } from './core.ts'
import { ChatGroup } from './groups.ts'
import { WireLine } from './line.ts'
import { MediaHost } from './media.ts'
import { PrimaryPhone } from './ownphone.ts'
import { WhatsAppServer } from './server.ts'

/** Starts the simulated WhatsApp on 127.0.0.1 and resolves when it listens. Call `stop()` at the end. */
export async function startPhone(options: PhoneOptions): Promise<Phone> {
  const line = new WireLine()
  const media = await MediaHost.start(options.mediaPort ?? 0, options.dir ?? null)
  const core = new Core(options, line, media)
  // A phone has its owner's name in the app state; a linked device learns it from there.
  core.appState.pushName(core.me.pushName)
  const server = new WhatsAppServer(core)
  await server.listen(options.port ?? 0)
  return new SimulatedPhone(core, server)
}

class SimulatedPhone implements Phone {
  readonly own: PrimaryPhone
  readonly #core: Core
  readonly #server: WhatsAppServer

  constructor(core: Core, server: WhatsAppServer) {
    this.#core = core
    this.#server = server
    this.own = new PrimaryPhone(core)
  }

  get url(): string {
    return this.#server.url
  }

  get rootKeyHex(): string {
    return this.#server.authority.rootKeyHex
  }

  get mediaHost(): string {
    return this.#core.media.host
  }

  get mediaCaPem(): string {
    return this.#core.media.caPem
  }

  get mediaCaFile(): string {
    return this.#core.media.caFile
  }

  env(): ReturnType<Phone['env']> {
    return {
      PILLION_WA_URL: this.url,
      PILLION_WA_ROOT_KEY: this.rootKeyHex,
      PILLION_WA_MEDIA_HOST: this.mediaHost,
      PILLION_WA_MEDIA_CA: this.mediaCaFile,
    }
  }

  get people(): Contact[] {
    return this.#core.people
  }

  get groups(): ChatGroup[] {
    return this.#core.groupList
  }

  get devices(): Companion[] {
    return [...this.#core.companions.values()]
  }

  get appState() {
    return this.#core.appState
  }

  get line() {
    return this.#core.line
  }

  get media() {
    return this.#core.media
  }

  get attacks() {
    return this.#core.attacks
  }

  get behaviour() {
    return this.#core.behaviour
  }

  get blocked(): string[] {
    return [...this.#core.blocked]
  }

  get privacy(): Map<string, string> {
    return this.#core.privacy
  }

  addPerson(options: PersonOptions): Contact {
    const contact = new Contact(this.#core, options)
    this.#core.addContact(contact, options.takesNumber)
    if (options.savedName) this.#core.appState.saveContact(contact, options.savedName)
    return contact
  }

  addGroup(options: GroupOptions): Group {
    const group = new ChatGroup(this.#core, options)
    this.#core.groups.set(group.jid, group)
    return group
  }

  person(jid: string): Person | null {
    return this.#core.findContact(jid)
  }

  group(jid: string): Group | null {
    return this.#core.groups.get(jid) ?? null
  }

  scan(qr: string): Promise<LinkedDevice> {
    return this.#server.pairing.scan(qr)
  }

  enterCode(code: string): Promise<LinkedDevice> {
    return this.#server.pairing.enterCode(code)
  }

  unlink(device?: LinkedDevice): void {
    for (const companion of this.#chosen(device)) this.#server.unlink(companion)
  }

  replace(device?: LinkedDevice): void {
    for (const companion of this.#chosen(device)) this.#server.replace(companion)
  }

  #chosen(device: LinkedDevice | undefined): Companion[] {
    return this.devices.filter(companion => device === undefined || companion.id === device.id)
  }

  setHistory(history: History): void {
    this.#core.history.set(history)
  }

  sendHistory(history: History): Promise<void> {
    return this.#core.history.send(history)
  }

  onOlderMessages(answer: Parameters<Phone['onOlderMessages']>[0]): void {
    this.#core.olderMessages = answer
  }

  refuseNextMessage(code: number): void {
    this.#core.refuseNext = code
  }

  failQueries(name: string, how: QueryFailure | null): void {
    if (how === null) this.#core.failing.delete(name)
    else this.#core.failing.set(name, how)
  }

  dirty(type: 'groups' | 'account_sync'): void {
    this.#server.dirty(type)
  }

  sendRaw(stanza: Parameters<Phone['sendRaw']>[0]): void {
    const node = stanza as BinaryNode
    if (['message', 'receipt', 'notification', 'call'].includes(node.tag)) this.#core.deliver(node)
    else this.#core.broadcast(node)
  }

  get received(): Received[] {
    return this.#core.recorder.received
  }

  receivedOf<K extends Received['kind']>(kind: K): ReceivedOf<K>[] {
    return this.#core.recorder.of(kind)
  }

  waitFor<K extends Received['kind']>(
    kind: K,
    predicate: (entry: ReceivedOf<K>) => boolean = () => true,
    timeoutMs = 10_000,
  ): Promise<ReceivedOf<K>> {
    return this.#core.recorder.waitFor(kind, predicate, timeoutMs)
  }

  onReceived(listener: (entry: Received) => void): () => void {
    return this.#core.recorder.onReceived(listener)
  }

  async settled(timeoutMs = 10_000): Promise<void> {
    let timer: NodeJS.Timeout | undefined
    const tooLate = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        const waiting = this.devices.map(d => `device ${d.id}: ${d.pending}`).join(', ')
        reject(new Error(`not everything was acknowledged within ${timeoutMs} ms (${waiting})`))
      }, timeoutMs)
    })
    try {
      await Promise.race([Promise.all(this.devices.map(device => device.settled())), tooLate])
    } finally {
      clearTimeout(timer)
    }
  }

  get problems(): string[] {
    return this.#core.recorder.problems
  }

  onProblem(listener: (problem: string) => void): () => void {
    return this.#core.recorder.onProblem(listener)
  }

  assertClean(): void {
    if (this.problems.length > 0) throw new Error(`the phone found fault:\n${this.problems.join('\n')}`)
  }

  async stop(): Promise<void> {
    await this.#server.stop()
    await this.#core.media.stop()
    for (const contact of this.#core.people) contact.close()
    this.#core.party.close()
  }
}
