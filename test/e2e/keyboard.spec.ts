import type { Page } from '@playwright/test'
import { expect, test } from './support/app.ts'
import { chatRow, conversation } from './support/screen.ts'
import { story } from './support/story.ts'

const here = story()

test('the keyboard alone opens a chat, writes, uses a message’s menu and leaves again', async () => {
  const { page, phone } = here
  const [ada, ben] = [here.meet('Ada'), here.meet('Ben')] as const
  await ada.sendText('hello')
  await ben.sendText('hi')
  await expect(chatRow(page, '~ Ben')).toBeVisible()

  await page.keyboard.press('Control+k')
  await page.keyboard.press('ArrowDown')
  await expect(chatRow(page, '~ Ben')).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(chatRow(page, '~ Ada')).toBeFocused()
  await expectVisibleFocus(page)
  await page.keyboard.press('Enter')
  const chat = await conversation(page, '~ Ada')
  await expect(chat.composer).toBeFocused()
  await page.keyboard.type('typed by hand')
  await page.keyboard.press('Enter')
  await phone.waitFor('message', entry => entry.message.conversation === 'typed by hand')
  await expect(chat.tick('typed by hand', 'Delivered')).toBeVisible()

  // From the composer backward to the messages.
  await pressUntil(page, 'Shift+Tab', `${active}.tagName === 'ARTICLE'`)
  await pressUntil(page, 'ArrowUp', `${active}.textContent.includes('hello')`)
  await expect(chat.message('hello')).toBeFocused()
  await expectVisibleFocus(page)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menu', { name: 'Message options' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('menu')).toHaveCount(0)
  await expect(chat.message('hello')).toBeFocused()
  await page.keyboard.press('Enter')
  await pressUntil(page, 'ArrowDown', `${active}.textContent === 'Reply'`)
  await page.keyboard.press('Enter')
  await expect(chat.region.getByText('Replying to ~ Ada')).toBeVisible()
  await expect(chat.composer).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(chat.region.getByText('Replying to ~ Ada')).toHaveCount(0)
  // Arrow up in the empty composer edits the last message.
  await page.keyboard.press('ArrowUp')
  await expect(chat.region.getByText('Editing your message')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(chat.region.getByText('Editing your message')).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(page.getByText('Choose a chat')).toBeVisible()
})

test('Tab reaches everything in turn, and a dialog keeps the focus until Escape', async () => {
  const { page } = here
  const reached = new Set<string>()
  for (let index = 0; index < 20; index++) {
    await page.keyboard.press('Tab')
    // Behind the last of them the focus leaves the page once.
    if (await page.evaluate(`${active} === document.body`)) continue
    reached.add(String(await page.evaluate(`${active}.getAttribute('aria-label') || ${active}.textContent`)))
    await expectVisibleFocus(page)
  }
  const all = [...reached].join('\n')
  for (const part of ['Chats', 'Settings', 'New chat', 'All']) expect(all).toContain(part)

  await page.getByRole('button', { name: 'New chat' }).first().focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'New chat' })
  await expect(dialog).toBeVisible()
  for (let index = 0; index < 12; index++) {
    await page.keyboard.press('Tab')
    await expect.poll(() => page.evaluate(`${active}.closest('[role=dialog]') !== null`)).toBe(true)
  }
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'New chat' }).first()).toBeFocused()
})

const active = `document.activeElement`

/** Presses a key until what has the focus fulfils the expression, a few times at most. */
async function pressUntil(page: Page, key: string, expression: string): Promise<void> {
  for (let presses = 0; presses < 12; presses++) {
    if (await page.evaluate(expression)) return
    await page.keyboard.press(key)
  }
  throw new Error(`${key} does not lead there`)
}

/** What has the focus shows it: an outline, or a shadow in its place. */
async function expectVisibleFocus(page: Page): Promise<void> {
  const shown = await page.evaluate(`(() => {
    const focused = document.activeElement
    if (!focused || focused === document.body) return 'nothing has it'
    for (const element of [focused, focused.parentElement]) {
      const { outlineStyle, outlineWidth, boxShadow, borderColor } = getComputedStyle(element)
      if ((outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none') return 'shown'
    }
    return focused.outerHTML.slice(0, 200)
  })()`)
  expect(shown).toBe('shown')
}
