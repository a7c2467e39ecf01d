import type { Page } from '@playwright/test'
import { expect, linkByQr, test } from './support/app.ts'
import { expectAccessible } from './support/axe.ts'
import { chatList, chatRow, goTo } from './support/screen.ts'

test.skip(
  ({ hostKind }) => hostKind === 'desktop',
  'what the engine answers can be changed on the way to a browser only',
)

// Every screen is looked at in two themes.
test.describe.configure({ timeout: 120_000 })

interface Answer {
  id?: unknown
  result?: unknown
}

/** Stands between page and host from the next load on, and answers some calls in the engine's place. */
class Between {
  /** By a call's name: what is answered; absent: the engine's own answer. */
  readonly answers = new Map<string, unknown>()

  async stand(page: Page): Promise<void> {
    await page.routeWebSocket(/\/bridge$/, line => {
      const server = line.connectToServer()
      const names = new Map<unknown, string>()
      line.onMessage(message => {
        const call = readJson(message) as { id?: unknown; name?: unknown } | null
        if (call !== null && typeof call.name === 'string') names.set(call.id, call.name)
        server.send(message)
      })
      server.onMessage(message => {
        const answer = readJson(message) as Answer | null
        const name = answer === null ? undefined : names.get(answer.id)
        const instead = name === undefined ? undefined : this.answers.get(name)
        line.send(instead === undefined ? message : JSON.stringify({ ...answer, result: instead }))
      })
    })
    await page.reload()
  }
}

/** The page's first frame, the token, is no JSON. */
function readJson(message: string | Buffer): object | null {
  try {
    const value: unknown = JSON.parse(String(message))
    return typeof value === 'object' ? value : null
  } catch {
    return null
  }
}

const FAILED = { ok: false, error: { code: 'INTERNAL', message: 'broken on purpose' } }

test('what cannot be loaded says so, is accessible, and is tried again', async ({ page, phone }) => {
  const ben = phone.addPerson({ pn: '12025550101', lid: '90000000000101', pushName: 'Ben' })
  await linkByQr(page, phone)
  await ben.sendText('still here')
  await expect(chatRow(page, '~ Ben')).toBeVisible()
  const between = new Between()
  for (const name of ['chatsPage', 'businessesPage', 'messagesPage', 'statusesPage']) between.answers.set(name, FAILED)
  await between.stand(page)
  const error = page.getByText('This could not be loaded')

  await expect(error).toBeVisible()
  await expectAccessible(page)
  between.answers.delete('chatsPage')
  await page.getByRole('button', { name: 'Try again' }).click()
  await chatRow(page, '~ Ben').click()
  await expect(error).toBeVisible()
  await expectAccessible(page)
  between.answers.delete('messagesPage')
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('log', { name: 'Messages' }).getByText('still here')).toBeVisible()

  for (const [section, call] of [
    ['Businesses', 'businessesPage'],
    ['Status', 'statusesPage'],
  ] as const) {
    await goTo(page, section)
    await expect(error).toBeVisible()
    await expectAccessible(page)
    between.answers.delete(call)
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect(error).toHaveCount(0)
  }

  between.answers.set('appState', FAILED)
  await page.reload()
  await expect(error).toBeVisible()
  await expectAccessible(page)
  between.answers.delete('appState')
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(chatList(page)).toBeVisible()
  phone.assertClean()
})

test('a screen that breaks leaves words and a way on, never an empty window', async ({ page, phone }) => {
  await linkByQr(page, phone)
  await expect(page.getByRole('navigation', { name: 'Sections' })).toBeVisible()
  const between = new Between()
  // No engine answers that: the page does not check what comes from its own.
  between.answers.set('chatsPage', { ok: true, value: { items: [{ id: 1 }], next: null } })
  await between.stand(page)
  await expect(page.getByRole('heading', { name: 'Something went wrong on this screen' })).toBeVisible()
  await expectAccessible(page)
  between.answers.clear()
  await page.getByRole('button', { name: 'Load again' }).click()
  await expect(page.getByRole('navigation', { name: 'Sections' })).toBeVisible()
})
