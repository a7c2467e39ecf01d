import type { Page } from '@playwright/test'
import type { Phone } from '../phone/api.ts'
import { expect, linkByQr, test } from './support/app.ts'
import type { LiveApp } from './support/liveApp.ts'
import { type Conversation, openChat } from './support/screen.ts'

test.skip(({ hostKind }) => hostKind === 'browser', 'a page that is closed cannot clear anything')

const CODE = '739204'

/** A message with a code has come, and the code has been copied. */
async function copied({ app, page, phone }: { app: LiveApp; page: Page; phone: Phone }): Promise<Conversation> {
  await linkByQr(page, phone)
  const bank = phone.addPerson({ pn: '12065550111', lid: '90000000000111', pushName: 'Bank' })
  await bank.sendText(`Your login code is ${CODE}.`)
  const chat = await openChat(page, '~ Bank')
  await app.watchClipboard()
  await chat
    .message(CODE)
    .getByRole('button', { name: `Copy code ${CODE}` })
    .click()
  await expect.poll(() => app.clipboard()).toBe(CODE)
  return chat
}

test('a copied code does not outlive the desktop app', async ({ app, page, phone }) => {
  await copied({ app, page, phone })
  await app.close()
  expect(app.output()).toContain('The clipboard is cleared.')
})

test('what was copied after a code outlives the desktop app', async ({ app, page, phone }) => {
  const chat = await copied({ app, page, phone })
  await chat.choose(CODE, 'Copy')
  await expect.poll(() => app.clipboard()).toBe(`Your login code is ${CODE}.`)
  await app.close()
  expect(app.output()).not.toContain('The clipboard is cleared.')
})
