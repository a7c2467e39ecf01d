import type { proto } from 'baileys'
import type {
  Business,
  Group,
  GroupOptions,
  History,
  Person,
  PersonOptions,
  Phone,
  QueryFailure,
  Received,
  SendOptions,
  SentMessage,
} from './api.ts'

/** Send options that can cross to another process: a group is named by its JID. */
type RemoteSendOptions = Omit<SendOptions, 'to' | 'quoted'> & { to?: string }

type LineCommand = 'drop' | 'cut' | 'restore' | 'hold' | 'release' | 'endStream'

/** What a phone in a process of its own can be told. Everything here survives structured cloning. */
export type Commands = {
  addPerson(options: PersonOptions): void
  /** Members by number or LID. */
  addGroup(options: Omit<GroupOptions, 'members' | 'admins'> & { members: string[]; admins?: string[] }): string
  setBusiness(jid: string, business: Business | null): void
  /** The user blocks or unblocks somebody on the phone. */
  setBlocked(jid: string, blocked: boolean): void
  failQueries(name: string, how: QueryFailure | null): void
  scan(qr: string): Promise<number>
  enterCode(code: string): Promise<number>
  unlink(): void
  setHistory(history: History): void
  sendHistory(history: History): Promise<void>
  /** Resolves with the ids. */
  sendText(from: string, texts: string[], options?: RemoteSendOptions): Promise<string[]>
  sendMessage(from: string, message: proto.IMessage, options?: RemoteSendOptions): Promise<string>
  /** `count` messages from each of the people, turn by turn, as fast as they can be encrypted. Resolves with the ids. */
  burst(from: string[], count: number, options?: RemoteSendOptions): Promise<string[]>
  ownText(to: string, text: string): Promise<string>
  line(command: LineCommand): void
  delay(ms: number): void
  dropAfterSending(n: number): void
  dropAfterReceiving(n: number): void
  received(kind?: Received['kind']): Received[]
  /** Resolves with the first entry of that kind, past or future, whose id (one of its ids) or text is the one given. */
  waitFor(kind: Received['kind'], idOrText: string, timeoutMs?: number): Promise<Received>
  /** Stanzas that the linked devices have not acknowledged. */
  pending(): number
  settled(timeoutMs?: number): Promise<void>
  problems(): string[]
}

function fits(entry: Received, wanted: string): boolean {
  if (entry.kind === 'message') {
    const { conversation, extendedTextMessage } = entry.message
    return [entry.id, conversation, extendedTextMessage?.text].includes(wanted)
  }
  if (entry.kind === 'receipt') return entry.ids.includes(wanted)
  if (entry.kind === 'query') return entry.name === wanted
  return 'id' in entry && entry.id === wanted
}

/** The commands of a phone in this process. */
export function commandsOf(phone: Phone): Commands {
  const person = (jid: string): Person => {
    const found = phone.person(jid)
    if (!found) throw new Error(`nobody has ${jid}`)
    return found
  }
  const chat = (jid: string): Person | Group => phone.group(jid) ?? person(jid)
  const local = ({ to, ...rest }: RemoteSendOptions): SendOptions => {
    const group = to === undefined ? null : phone.group(to)
    return group ? { ...rest, to: group } : rest
  }
  const ids = (sent: SentMessage[]): string[] => sent.map(({ id }) => id)
  return {
    addPerson: options => void phone.addPerson(options),
    addGroup: ({ members, admins, ...rest }) =>
      phone.addGroup({ ...rest, members: members.map(person), ...(admins ? { admins: admins.map(person) } : {}) }).jid,
    setBusiness: (jid, business) => {
      person(jid).business = business
    },
    setBlocked: (jid, blocked) => (blocked ? phone.own.block(person(jid)) : phone.own.unblock(person(jid))),
    failQueries: (name, how) => phone.failQueries(name, how),
    scan: async qr => (await phone.scan(qr)).id,
    enterCode: async code => (await phone.enterCode(code)).id,
    unlink: () => phone.unlink(),
    setHistory: history => phone.setHistory(history),
    sendHistory: history => phone.sendHistory(history),
    sendText: async (from, texts, options = {}) =>
      ids(await Promise.all(texts.map(text => person(from).sendText(text, local(options))))),
    sendMessage: async (from, message, options = {}) => (await person(from).sendMessage(message, local(options))).id,
    burst: async (from, count, options = {}) => {
      const senders = from.map(person)
      const sending = Array.from({ length: count }, (_, n) =>
        senders.map(sender => sender.sendText(`message ${n} of ${sender.jid()}`, local(options))),
      )
      return ids(await Promise.all(sending.flat()))
    },
    ownText: async (to, text) => (await phone.own.sendText(chat(to), text)).id,
    line: command => phone.line[command](),
    delay: ms => {
      phone.line.delayMs = ms
    },
    dropAfterSending: n => phone.line.dropAfterSending(n),
    dropAfterReceiving: n => phone.line.dropAfterReceiving(n),
    received: kind => phone.received.filter(entry => kind === undefined || entry.kind === kind),
    waitFor: (kind, wanted, timeoutMs) => phone.waitFor(kind, entry => fits(entry, wanted), timeoutMs),
    pending: () => phone.devices.reduce((sum, device) => sum + device.pending, 0),
    settled: timeoutMs => phone.settled(timeoutMs),
    problems: () => [...phone.problems],
  }
}
