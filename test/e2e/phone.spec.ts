import { expect, linkByQr, test } from './support/app.ts'
import { banner, chatList, chatRow, chooseForChat, conversation, openChat, said } from './support/screen.ts'
import { story } from './support/story.ts'

const here = story()

test('pinned, muted and archived here is so on the phone, and the other way round', async () => {
  const { page, phone } = here
  const { appState } = phone
  const ada = here.meet('Ada')
  await ada.sendText('hello')
  const row = chatRow(page, '~ Ada')
  await expect(row).toBeVisible()

  await chooseForChat(page, '~ Ada', 'Pin')
  await expect(row).toHaveAccessibleName(/Pinned/)
  await phone.waitFor('mutation', ({ value }) => value?.pinAction?.pinned === true)
  appState.pin(ada, false)
  await expect(row).not.toHaveAccessibleName(/Pinned/)

  await chooseForChat(page, '~ Ada', 'Mute', 'Always')
  await expect(row).toHaveAccessibleName(/Muted/)
  await phone.waitFor('mutation', ({ value }) => value?.muteAction?.muted === true)
  appState.mute(ada, null)
  await expect(row).not.toHaveAccessibleName(/Muted/)

  await chooseForChat(page, '~ Ada', 'Archive')
  await expect(row).toHaveCount(0)
  await phone.waitFor('mutation', ({ value }) => value?.archiveChatAction?.archived === true)
  await page.getByRole('button', { name: /^Archived ?, 1 chat/ }).click()
  await expect(row).toBeVisible()
  appState.archive(ada, false)
  await expect(row).toHaveCount(0)
  await page.getByRole('button', { name: 'Back to all chats' }).click()
  await expect(row).toBeVisible()
})

test('archiving can be undone at once', async () => {
  const { page } = here
  await here.meet('Bea').sendText('hello')
  const said = page.getByRole('status', { name: 'Messages from Pillion' })
  // What was said before has gone by then.
  await expect(said).toBeEmpty()
  await chooseForChat(page, '~ Bea', 'Archive')
  await expect(said).toContainText('Chat archived.')
  await said.getByRole('button', { name: 'Undo' }).click()
  await expect(chatRow(page, '~ Bea')).toBeVisible()
})

test('what the service will not have is put back, and said', async () => {
  const { page, phone } = here
  const ike = here.meet('Ike')
  await ike.sendText('hello')
  const row = chatRow(page, '~ Ike')
  await expect(row).toBeVisible()
  await phone.settled()
  phone.failQueries('w:sync:app:state:sync', 403)
  await chooseForChat(page, '~ Ike', 'Pin')
  await expect(said(page)).toContainText('did not take the change')
  await expect(row).not.toHaveAccessibleName(/Pinned/)
  phone.failQueries('w:sync:app:state:sync', null)
})

test('unread here and there: marked, read on the phone, read here', async () => {
  const { page, phone } = here
  const cem = here.meet('Cem')
  const first = await cem.sendText('one')
  const second = await cem.sendText('two')
  const row = chatRow(page, '~ Cem')
  await expect(row).toHaveAccessibleName(/2 unread messages/)
  await expect(
    page.getByRole('navigation', { name: 'Sections' }).getByRole('button', { name: /^Chats.*unread/ }),
  ).toBeVisible()

  phone.own.read([first, second])
  await expect(row).not.toHaveAccessibleName(/unread/)

  await chooseForChat(page, '~ Cem', 'Mark as unread')
  await expect(row).toHaveAccessibleName(/Marked as unread/)
  await phone.waitFor('mutation', ({ value }) => value?.markChatAsReadAction?.read === false)
  // As phones tell it: up to which message.
  phone.appState.markRead(cem, true, {
    lastMessageTimestamp: Math.floor(second.at.getTime() / 1000),
    messages: [{ key: second.key, timestamp: Math.floor(second.at.getTime() / 1000) }],
  })
  await expect(row).not.toHaveAccessibleName(/Marked as unread/)

  const third = await cem.sendText('three')
  await expect(row).toHaveAccessibleName(/1 unread message/)
  await openChat(page, '~ Cem')
  await expect(row).not.toHaveAccessibleName(/unread/)
  await phone.waitFor('receipt', ({ type, ids }) => type === 'read' && ids.includes(third.id))
})

test('what is written on the phone appears here as one’s own', async () => {
  const { page, phone } = here
  const dora = here.meet('Dora')
  await phone.own.sendText(dora, 'from the phone')
  await phone.appState.saveContact(dora, 'Dora Lindqvist')
  const chat = await openChat(page, 'Dora Lindqvist')
  await expect(chat.message('from the phone').getByRole('img', { name: /Sent|Delivered/ })).toBeVisible()
})

test('a contact saved on the phone changes the name wherever it stands, and back', async () => {
  const { page, phone } = here
  const eva = here.meet('evchen')
  await eva.sendText('guess who')
  await openChat(page, '~ evchen')
  phone.appState.saveContact(eva, 'Eva Brandt')
  await expect(chatRow(page, 'Eva Brandt')).toBeVisible()
  await conversation(page, 'Eva Brandt')
  await expect(page.getByRole('heading', { name: 'Eva Brandt' })).toBeVisible()
  await expect(chatRow(page, '~ evchen')).toHaveCount(0)
})

test('a message deleted on the phone is gone here', async () => {
  const { page, phone } = here
  const finn = here.meet('Finn')
  const wrong = await finn.sendText('wrong window')
  await finn.sendText('right window')
  const chat = await openChat(page, '~ Finn')
  await expect(chat.message('wrong window')).toBeVisible()
  phone.appState.deleteForMe(wrong)
  await expect(chat.message('wrong window')).toHaveCount(0)
  await expect(chat.message('right window')).toBeVisible()
})

test('a chat is cleared and deleted, from either side', async () => {
  const { page, phone } = here
  const gil = here.meet('Gil')
  await gil.sendText('to be cleared')
  const chat = await openChat(page, '~ Gil')
  await expect(chat.message('to be cleared')).toBeVisible()
  await chooseForChat(page, '~ Gil', 'Clear messages…')
  await page
    .getByRole('alertdialog')
    .or(page.getByRole('dialog'))
    .getByRole('button', { name: 'Clear messages' })
    .click()
  await expect(chat.message('to be cleared')).toHaveCount(0)
  await expect(chatRow(page, '~ Gil')).toBeVisible()
  await phone.waitFor('mutation', ({ index }) => index[0] === 'clearChat')

  await chooseForChat(page, '~ Gil', 'Delete chat…')
  await page.getByRole('alertdialog').or(page.getByRole('dialog')).getByRole('button', { name: 'Delete chat' }).click()
  await expect(chatRow(page, '~ Gil')).toHaveCount(0)
  await expect(page.getByText('Choose a chat')).toBeVisible()
  await phone.waitFor('mutation', ({ index }) => index[0] === 'deleteChat')

  const hana = here.meet('Hana')
  const last = await hana.sendText('the phone deletes this')
  await expect(chatRow(page, '~ Hana')).toBeVisible()
  // As phones tell it: up to which message.
  const seconds = Math.floor(last.at.getTime() / 1000)
  phone.appState.delete(hana, { lastMessageTimestamp: seconds, messages: [{ key: last.key, timestamp: seconds }] })
  await expect(chatRow(page, '~ Hana')).toHaveCount(0)
})

test('the chat of a verified business is kept, and the screen says why', async () => {
  const { page, phone } = here
  const cinema = here.meet('BookMyShow', { business: { name: 'BookMyShow', level: 'high' } })
  const ticket = await cinema.sendText('Your ticket: F7')
  await expect(chatRow(page, 'BookMyShow Verified business')).toBeVisible()
  const chat = await openChat(page, 'BookMyShow')
  await chat.choose('Your ticket: F7', 'Delete for me')
  const kept = page.getByRole('dialog', { name: 'This message is kept' })
  await expect(kept).toContainText('verified business')
  await kept.getByRole('button', { name: 'Close' }).last().click()
  await chooseForChat(page, 'BookMyShow', 'Delete chat…')
  await page.getByRole('dialog', { name: 'This message is kept' }).getByRole('button', { name: 'Close' }).last().click()
  phone.appState.deleteForMe(ticket)
  await expect(chat.message('Your ticket: F7')).toContainText('Deleted on your phone, kept here')
  await cinema.revoke(await cinema.sendText('A second ticket: F8'))
  await expect(chat.message('A second ticket: F8')).toContainText('Withdrawn by the business')
})

test('logged out from the phone, the history stays readable, and linking again goes on from there', async () => {
  const { page, phone } = here
  const ida = here.meet('Ida')
  await ida.sendText('before')
  const chat = await openChat(page, '~ Ida')
  await expect(chat.message('before')).toBeVisible()
  phone.unlink()
  await expect(page.getByRole('status', { name: 'Connection' })).toHaveText(/Unlinked/)
  await expect(banner(page)).toContainText('This device is no longer linked.')
  await expect(chat.region).toContainText('This device is not linked to a phone, so nothing can be sent.')
  await expect(chat.composer).toHaveCount(0)

  const again = await here.app.restart()
  await expect(chatList(again)).toBeVisible()
  const still = await openChat(again, '~ Ida')
  await expect(still.message('before')).toBeVisible()
  await still.region.getByRole('button', { name: 'Link again' }).click()
  await linkByQr(again, phone)
  await expect(again.getByRole('status', { name: 'Connection' })).toHaveText(/Connected/)
  await ida.sendText('after')
  const back = await openChat(again, '~ Ida')
  await expect(back.message('before')).toBeVisible()
  await expect(back.composer).toBeVisible()
  await expect(back.message('after')).toBeVisible()
  phone.assertClean()
})
