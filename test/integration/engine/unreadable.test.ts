import { expect, onTestFinished, test } from 'vitest'
import { TrustDesk } from '../../trust/desk.ts'
import { newFolder, newPhone } from './desk.ts'

test('a frame that cannot be read is told of, and what comes after it arrives', { timeout: 60_000 }, async () => {
  const phone = await newPhone()
  const desk = new TrustDesk(phone, newFolder())
  onTestFinished(() => desk.close())
  await desk.link(phone)
  // The library writes this as a JID without a server, and cannot read it.
  const odd = phone.addPerson({ pn: '15550101', lid: '90010101', pushName: 'Tickets@' })
  const ada = phone.addPerson({ pn: '15550102', lid: '90010102', pushName: 'Ada' })
  await odd.sendText('Nobody reads this')
  await ada.sendText('Hello')
  const chats = await desk.until('the next message', 30_000, async () => {
    const { items } = await desk.call('chatsPage', { filter: 'all', archived: false, after: null, limit: 10 })
    return items.length > 0 && items
  })
  expect(chats.map(({ name }) => name.text)).toEqual(['~ Ada'])
  expect(desk.errors).toEqual([expect.stringContaining('a failure that nobody waited for')])
})
