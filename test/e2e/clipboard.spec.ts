import { expect, linkByQr, test } from './support/app.ts'
import { openChat } from './support/screen.ts'

test('a copied code does not outlive the desktop app', async ({ app, page, phone, hostKind }) => {
  test.skip(hostKind === 'browser', 'a page that is closed cannot clear anything')
  await linkByQr(page, phone)
  const bank = phone.addPerson({ pn: '12065550111', lid: '90000000000111', pushName: 'Bank' })
  await bank.sendText('Your login code is 739204.')
  const chat = await openChat(page, '~ Bank')
  await app.watchClipboard()
  await chat.message('739204').getByRole('button', { name: 'Copy code 739204' }).click()
  await expect.poll(() => app.clipboard()).toBe('739204')
  await app.close()
  expect(app.output()).toContain('The clipboard is cleared.')
})

test('what was copied after a code outlives the desktop app', async ({ app, page, phone, hostKind }) => {
  test.skip(hostKind === 'browser', 'a page that is closed cannot clear anything')
  await linkByQr(page, phone)
  const bank = phone.addPerson({ pn: '12065550111', lid: '90000000000111', pushName: 'Bank' })
  await bank.sendText('Your login code is 739204.')
  const chat = await openChat(page, '~ Bank')
  await app.watchClipboard()
  await chat.message('739204').getByRole('button', { name: 'Copy code 739204' }).click()
  await expect.poll(() => app.clipboard()).toBe('739204')
  await chat.choose('739204', 'Copy')
  await expect.poll(() => app.clipboard()).toBe('Your login code is 739204.')
  await app.close()
  expect(app.output()).not.toContain('The clipboard is cleared.')
})
