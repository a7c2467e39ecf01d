/** A user with two saved contacts, one of them blocked or left out in some tests, and somebody who is not saved. */
import type { StatusPost } from '../../../src/shared/model.ts'
import { POST_BACKGROUNDS, POST_FONTS } from '../../../src/shared/rules/post-styles.ts'
import { POST_GAP_MS } from '../../../src/shared/rules/posting.ts'
import type { Person, Phone, ReceivedMessage } from '../../phone/api.ts'
import { Desk, newPhone } from './desk.ts'

export const [, BACKGROUND = 0] = POST_BACKGROUNDS
export const [, FONT = 0] = POST_FONTS
export const STATUS = 'status@broadcast'

export interface Scene {
  phone: Phone
  desk: Desk
  ada: Person
  ben: Person
  /** Is in no address book. */
  stranger: Person
}

export async function scene(): Promise<Scene> {
  const phone = await newPhone()
  const ada = phone.addPerson({ pn: '15550101', lid: '90010101', pushName: 'Ada', savedName: 'Ada Lovelace' })
  const ben = phone.addPerson({ pn: '15550102', lid: '90010102', pushName: 'Ben', savedName: 'Ben Franklin' })
  const stranger = phone.addPerson({ pn: '15550103', lid: '90010103', pushName: 'Somebody' })
  const desk = await Desk.linked(phone)
  await desk.until('the address book', async () => (await desk.call('statusPosting', {})).receiving === 2)
  return { phone, desk, ada, ben, stranger }
}

/** Posts a text; time enough has passed since the one before. */
export function post(desk: Desk, text: string): Promise<StatusPost> {
  desk.skew += POST_GAP_MS
  return desk.call('statusPost', { kind: 'text', text, backgroundArgb: BACKGROUND, font: FONT })
}

/** The user's own post, once it is as wanted. */
export function own(desk: Desk, id: number, wanted: (post: StatusPost) => boolean): Promise<StatusPost> {
  return desk.until('the own post', async () =>
    (await desk.call('statusMine', {})).find(each => each.id === id && wanted(each)),
  )
}

export function sent(desk: Desk, { id }: StatusPost): Promise<StatusPost> {
  return own(desk, id, ({ way }) => way === 'sent')
}

/** What the user's device sent to the audience, with this text or caption; waits for it. */
export function arrived(phone: Phone, text: string): Promise<ReceivedMessage> {
  return phone.waitFor('message', entry => entry.to === STATUS && wordsOf(entry) === text)
}

export function wordsOf({ message }: ReceivedMessage): string | null {
  return message.extendedTextMessage?.text ?? message.imageMessage?.caption ?? message.videoMessage?.caption ?? null
}

export function allSent(phone: Phone): ReceivedMessage[] {
  return phone.receivedOf('message').filter(entry => entry.to === STATUS)
}

export async function offline(desk: Desk, phone: Phone): Promise<void> {
  phone.line.cut()
  await desk.until('offline', async () => (await desk.state()).connection.state !== 'connected')
}

export async function online(desk: Desk, phone: Phone): Promise<void> {
  phone.line.restore()
  await desk.call('reconnect', {})
  await desk.connected()
}

/** A saved contact as the desk knows them. */
export async function memberId(desk: Desk, name: string): Promise<number> {
  const { items } = await desk.call('statusAudience', { query: name, after: null, limit: 5 })
  const [member] = items
  if (member === undefined) throw new Error(`nobody is called ${name}`)
  return member.id
}
