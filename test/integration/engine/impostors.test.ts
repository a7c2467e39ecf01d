import { expect, test } from 'vitest'
import type { Chat, EngineEvent } from '../../../src/shared/model.ts'
import type { Person, Phone } from '../../phone/api.ts'
import { Desk, newPhone } from './desk.ts'

async function scene(): Promise<{ phone: Phone; desk: Desk; stranger: Person; chat: Chat }> {
  const phone = await newPhone()
  const cinema = phone.addPerson({
    pn: '15550101',
    lid: '90010101',
    business: { name: 'Lantern Cinemas', level: 'high' },
  })
  phone.addPerson({ pn: '15550102', lid: '90010102', pushName: 'pri', savedName: 'Priya Raghavan' })
  const stranger = phone.addPerson({ pn: '15550103', lid: '90010103', pushName: 'Lаntern Cinemаs ✅' })
  const desk = await Desk.linked(phone)
  await cinema.sendText('Your ticket')
  await desk.chat('Lantern Cinemas')
  await stranger.sendText('Send us the code')
  return { phone, desk, stranger, chat: await desk.chat('~ Lаntern Cinemаs') }
}

const fresh = (desk: Desk, { id }: Chat): Promise<Chat> => desk.call('chatGet', { chatId: id })
const warned = (desk: Desk, chat: Chat, of: string | null): Promise<Chat> =>
  desk.until(`a warning about ${of}`, async () => {
    const now = await fresh(desk, chat)
    return (now.impostorOf?.name.text ?? null) === of && now
  })
const toldOf = (events: EngineEvent[], { id }: Chat): boolean =>
  events.some(event => event.type === 'chats' && event.ids.includes(id))

test('over the wire: warned of, dismissed for good, taken back', async () => {
  const { desk, chat } = await scene()
  const shown = await warned(desk, chat, 'Lantern Cinemas')
  expect(shown).toMatchObject({ standing: 'none', impostorOf: { standing: 'verified' } })
  const listed = await desk.chats()
  expect(listed.map(({ impostorOf }) => impostorOf?.name.text ?? null).sort()).toEqual(['Lantern Cinemas', null])

  desk.events.length = 0
  await desk.call('impostorDismiss', { chatId: chat.id, on: true })
  expect((await fresh(desk, chat)).impostorOf).toBeNull()
  await desk.until('the event', async () => toldOf(desk.events, chat))
  await desk.restart()
  expect((await fresh(desk, chat)).impostorOf).toBeNull()
  await desk.call('impostorDismiss', { chatId: chat.id, on: false })
  expect((await fresh(desk, chat)).impostorOf?.name.text).toBe('Lantern Cinemas')
  expect(await desk.result('impostorDismiss', { chatId: 999, on: true })).toMatchObject({
    error: { code: 'NOT_FOUND' },
  })
})

test('as names and standings change: another name, saved by the user, the business loses its level', async () => {
  const { phone, desk, stranger, chat } = await scene()
  // The wire counts in seconds, and the newest word holds.
  const start = Date.now()
  const after = (seconds: number): { at: Date } => ({ at: new Date(start + seconds * 1000) })
  await desk.call('impostorDismiss', { chatId: chat.id, on: true })
  await stranger.sendText('It is me', { ...after(1), pushName: 'priya  RAGHAVAN' })
  await warned(desk, chat, 'Priya Raghavan')
  await stranger.sendText('Tickets!', { ...after(2), pushName: 'Lantern Cinema' })
  // Of the cinema the user has said that it does not apply.
  await warned(desk, chat, null)
  await desk.call('impostorDismiss', { chatId: chat.id, on: false })
  await warned(desk, chat, 'Lantern Cinemas')
  const cinema = phone.person('15550101@s.whatsapp.net')
  await cinema?.sendText('News', { ...after(3), verifiedName: { name: 'Lantern Cinemas', level: 'low' } })
  await warned(desk, chat, null)
  await cinema?.sendText('More news', after(4))
  await warned(desk, chat, 'Lantern Cinemas')
  phone.appState.saveContact(stranger, 'Cousin with a cinema')
  await warned(desk, chat, null)
  phone.assertClean()
})
