import { expect, test } from 'vitest'
import type { StatusPost } from '../../../src/shared/model.ts'
import { POST_BACKGROUNDS, POST_FONTS } from '../../../src/shared/rules/post-styles.ts'
import type { Person, Phone, ReceivedMessage } from '../../phone/api.ts'
import { Desk, newPhone } from './desk.ts'

const [, background = 0] = POST_BACKGROUNDS
const [, font = 0] = POST_FONTS

interface Scene {
  phone: Phone
  desk: Desk
  ada: Person
  ben: Person
  /** Writes to the user, but is in no address book. */
  stranger: Person
}

async function scene(): Promise<Scene> {
  const phone = await newPhone()
  const ada = phone.addPerson({ pn: '15550101', lid: '90010101', pushName: 'Ada', savedName: 'Ada Lovelace' })
  const ben = phone.addPerson({ pn: '15550102', lid: '90010102', pushName: 'Ben', savedName: 'Ben Franklin' })
  const stranger = phone.addPerson({ pn: '15550103', lid: '90010103', pushName: 'Somebody' })
  const desk = await Desk.linked(phone)
  await desk.until('the address book', async () => (await desk.call('statusPosting', {})).receiving === 2)
  return { phone, desk, ada, ben, stranger }
}

function post(desk: Desk, text: string): Promise<StatusPost> {
  return desk.call('statusPost', { kind: 'text', text, backgroundArgb: background, font })
}

/** The user's own post, once it is as wanted. */
function own(desk: Desk, id: number, wanted: (post: StatusPost) => boolean): Promise<StatusPost> {
  return desk.until('the own post', async () =>
    (await desk.call('statusMine', {})).find(each => each.id === id && wanted(each)),
  )
}

function posts(phone: Phone): ReceivedMessage[] {
  return phone.receivedOf('message').filter(entry => entry.to === 'status@broadcast')
}

test('a text post is read by every saved contact, and by nobody else', async () => {
  const { phone, desk, ada, ben } = await scene()
  const posted = await post(desk, '  Tea at five?  ')
  expect(posted).toMatchObject({
    way: 'pending',
    fromMe: true,
    seen: true,
    content: { kind: 'text', text: 'Tea at five?' },
    backgroundArgb: background,
    font,
  })
  const sent = await phone.waitFor('message', entry => entry.to === 'status@broadcast')
  expect(sent.message.extendedTextMessage).toMatchObject({
    text: 'Tea at five?',
    backgroundArgb: background,
    textArgb: 0xffffffff,
    font,
  })
  expect(new Set(sent.readBy)).toEqual(new Set([phone.own.lid, ada.lid, ben.lid]))
  await own(desk, posted.id, ({ way }) => way === 'sent')
  expect((await desk.chats()).map(chat => chat.name.text)).toEqual([])
  expect(posts(phone)).toHaveLength(1)
  phone.assertClean()
})
