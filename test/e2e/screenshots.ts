/**
 * The pictures for the guides: `npm run screenshots` (after a build) writes the demo, the details of a verified business, the
 * directory of businesses and status updates into docs/, each in light and in dark.
 * With a folder as an argument it leaves those alone and takes every screen into it, to be looked at.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Page } from '@playwright/test'
import { startPhone } from '../phone/phone.ts'
import { Dice } from '../phone/world/dice.ts'
import { scene } from '../phone/world/scenes.ts'
import { type Residents, settle } from '../phone/world/settle.ts'
import { world } from '../phone/world/world.ts'
import { launchBrowserHost } from './support/browserHost.ts'
import { readQr } from './support/qr.ts'

const docs = resolve(import.meta.dirname, '..', '..', 'docs')
const [everything] = process.argv.slice(2)

const dataDir = mkdtempSync(join(tmpdir(), 'pillion-pictures-'))
const sample = world({ now: new Date() })
const phone = await startPhone({ seed: 1, me: sample.me })
const residents = settle(phone, sample, { deflated: true })
const app = await launchBrowserHost({ dataDir, variables: { ...phone.env(), PILLION_LANG: 'en' } })
try {
  const { page } = app
  await page.emulateMedia({ reducedMotion: 'reduce' })
  if (everything) await take(page, everything, 'linking')
  await link(page)
  await phone.settled(120_000)
  const progress = page.getByRole('progressbar', { name: 'Syncing messages' })
  await progress.waitFor()
  await progress.waitFor({ state: 'detached' })
  await life(residents)
  await phone.settled()
  await page
    .getByRole('button', { name: /^BookMyShow/ })
    .first()
    .click()
  await page.getByText('Ticket-').last().waitFor()
  await page.getByRole('article').last().hover()
  // It has been read.
  await page
    .getByRole('button', { name: /^BookMyShow(?!.*unread)/ })
    .first()
    .waitFor()
  await page.mouse.move(700, 28)
  // A calm picture: without the caret's ring.
  await page.evaluate('document.activeElement.blur()')
  if (everything) await takeEverything(page, everything)
  else await takeForGuides(page)
} finally {
  await app.close()
  await phone.stop()
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
}

async function link(page: Page): Promise<void> {
  for (;;) {
    const code = await readQr(page)
    if (code !== null && (await phone.scan(code).catch(() => null))) return
    await page.waitForTimeout(100)
  }
}

/** A few things happen while Pillion runs: a ride, a parcel, a ticket, and friends who write. */
async function life({ person, group }: Residents): Promise<void> {
  const ago = (minutes: number): { at: Date } => ({ at: new Date(Date.now() - minutes * 60_000) })
  for (const [key, trade, minutes] of [
    ['bank', 'bank', 71],
    ['airline', 'airline', 48],
    ['courier', 'courier', 33],
    ['rides', 'rides', 19],
    ['cinema', 'cinema', 8],
  ] as const) {
    const lines = scene(trade, new Dice(`pictures of ${key}`)).filter(({ fromMe }) => !fromMe)
    for (const { message } of lines) await person(key).sendMessage(message, ago(minutes))
  }
  await person('priya').sendText('Which hotel was it again?', { to: group('goa'), ...ago(3) })
  await person('zoe').sendText('Dinner on Saturday? 🍝')
  person('zoe').typing('composing')
}

/** In light and in dark. */
async function take(page: Page, folder: string, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.evaluate('new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))')
    await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`), caret: 'hide', animations: 'disabled' })
  }
}

/** What the details ask the server for is there. */
async function known(page: Page): Promise<void> {
  await page.getByText('Open now').or(page.getByText('Closed now')).first().waitFor()
  await page.getByText('Asking WhatsApp…').waitFor({ state: 'detached' })
}

async function takeForGuides(page: Page): Promise<void> {
  await take(page, docs, 'demo')
  await page.getByRole('button', { name: 'Show details' }).click()
  await known(page)
  await take(page, docs, 'details')
  await page
    .getByRole('navigation', { name: 'Sections' })
    .getByRole('button', { name: /^Businesses/ })
    .click()
  await page.getByRole('button', { name: 'Details of Ola' }).click()
  await known(page)
  await page.mouse.move(700, 28)
  await page.evaluate('document.activeElement.blur()')
  await take(page, docs, 'directory')
  await goToStatus(page)
  await take(page, docs, 'status')
  await openPosts(page, 'Mum')
  // It is dark in either theme.
  await page.screenshot({ path: join(docs, 'status-viewer.png'), caret: 'hide', animations: 'disabled' })
}

async function goToStatus(page: Page): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Sections' })
    .getByRole('button', { name: /^Status/ })
    .click()
  await page.getByRole('list', { name: 'Status updates', exact: true }).getByRole('listitem').first().waitFor()
  await page.mouse.move(700, 28)
  await page.evaluate('document.activeElement.blur()')
}

/** Opens somebody's posts in the viewer, and waits until the file of the first one is there. */
async function openPosts(page: Page, name: string): Promise<void> {
  await page
    .getByRole('list', { name: 'Status updates', exact: true })
    .getByRole('button', { name: new RegExp(`^${name}`) })
    .click()
  await page.getByRole('dialog').getByRole('textbox', { name: 'Reply' }).waitFor()
  await whole(page)
}

/** Nothing is on its way from the media host any more, and what is shown has been drawn. */
async function whole(page: Page): Promise<void> {
  await page.getByText('Getting the file').waitFor({ state: 'detached' })
  await page.evaluate(
    `Promise.all([...document.querySelectorAll('[role=dialog] img')].map(image => image.decode().catch(() => null)))`,
  )
}

/** Every kind of post in the viewer, from the authors who have them. */
async function takePosts(page: Page, folder: string): Promise<void> {
  await goToStatus(page)
  await take(page, folder, 'status')
  for (const [name, steps] of [
    ['Mum', 2],
    ['Amélie', 1],
    ['Priya', 2],
    ['Zoë', 1],
    ['محمد', 2],
    ['佐藤', 1],
    ['Thabo', 1],
    ['José', 1],
    ['BookMyShow', 2],
    ['Björn', 1],
  ] as const) {
    await openPosts(page, name)
    for (let step = 1; step <= steps; step++) {
      await whole(page)
      await take(page, folder, `post-${name.toLowerCase()}-${step}`)
      if (step < steps) await page.keyboard.press('ArrowRight')
    }
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  }
  await page
    .getByRole('button', { name: /^My status/ })
    .first()
    .click()
  await take(page, folder, 'status-mine')
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

async function takeEverything(page: Page, folder: string): Promise<void> {
  const section = (name: string): Promise<void> =>
    page
      .getByRole('navigation')
      .first()
      .getByRole('button', { name: new RegExp(`^${name}`) })
      .click()
  await take(page, folder, 'business')
  await page.getByRole('button', { name: 'Show details' }).click()
  await known(page)
  await take(page, folder, 'details')
  await page.getByRole('complementary').getByRole('button', { name: 'Block' }).click()
  await page.getByRole('dialog').waitFor()
  await take(page, folder, 'block')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Close details' }).click()
  for (const [name, picture] of [
    ['DHL Express', 'cards'],
    ['Ola', 'codes'],
    ['~ BookMyShow', 'impostor'],
  ] as const) {
    await page.getByRole('searchbox', { name: 'Search' }).fill(name.replace('~ ', ''))
    await page
      .getByRole('list', { name: 'Chats', exact: true })
      .getByRole('button', { name: new RegExp(`^${name}`) })
      .click()
    await page.getByRole('searchbox', { name: 'Search' }).fill('')
    await page.getByRole('article').first().waitFor()
    await take(page, folder, picture)
  }
  await page
    .getByRole('button', { name: /^Goa trip/ })
    .first()
    .click()
  await page.getByRole('article').first().waitFor()
  await take(page, folder, 'group')
  await page.getByRole('button', { name: 'Show details' }).click()
  await take(page, folder, 'group-details')
  await page.getByRole('button', { name: 'Close details' }).click()
  await page.getByRole('article').last().click({ button: 'right' })
  await take(page, folder, 'menu')
  await page.getByRole('menuitem', { name: 'Info' }).click()
  await take(page, folder, 'info')
  await page.keyboard.press('Escape')
  await page.getByRole('searchbox', { name: 'Search' }).fill('ticket')
  await page.getByText(/results?$/).waitFor()
  await take(page, folder, 'search')
  await page.getByRole('searchbox', { name: 'Search' }).fill('')
  await page.getByRole('button', { name: 'New chat' }).first().click()
  await page.getByRole('list', { name: 'Contacts' }).waitFor()
  await take(page, folder, 'new-chat')
  await page.keyboard.press('Escape')
  for (const name of ['Settings', 'Businesses', 'Chats']) {
    await section(name)
    await take(page, folder, name.toLowerCase())
  }
  await takePosts(page, folder)
  await section('Businesses')
  await page.getByRole('button', { name: 'Details of BookMyShow' }).click()
  await known(page)
  await take(page, folder, 'directory')
  await section('Chats')
  await page.evaluate(`document.documentElement.dir = 'rtl'`)
  await take(page, folder, 'rtl')
  await page.evaluate(`document.documentElement.dir = 'ltr'`)
  await page.setViewportSize({ width: 800, height: 600 })
  await take(page, folder, 'small-chat')
  await page.getByRole('button', { name: 'Back to chats' }).click()
  await take(page, folder, 'small-list')
  await section('Settings')
  await take(page, folder, 'small-settings')
  await page.getByRole('radio', { name: 'Français' }).click()
  await take(page, folder, 'small-settings-french')
  await page.setViewportSize({ width: 1280, height: 800 })
  await take(page, folder, 'settings-french')
  await page.getByRole('navigation').first().getByRole('button').first().click()
  await page
    .getByRole('button', { name: /^Goa trip/ })
    .first()
    .click()
  await page.getByRole('article').first().waitFor()
  await take(page, folder, 'group-french')
  phone.line.cut()
  await page.getByRole('status').filter({ hasText: 'Hors ligne' }).waitFor()
  await take(page, folder, 'offline-french')
  phone.line.restore()
  await page
    .getByRole('status')
    .filter({ hasText: /^Connecté/ })
    .waitFor({ timeout: 60_000 })
  phone.unlink()
  await page.getByRole('button', { name: /Lier/ }).first().waitFor()
  await take(page, folder, 'logged-out-french')
}
