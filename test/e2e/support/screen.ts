/** What is on the screen, by the accessible names that the design promises. */
import type { Locator, Page } from '@playwright/test'
import { expect } from './app.ts'

export const chatList = (page: Page): Locator => page.getByRole('list', { name: 'Chats', exact: true })

/** A row of the chat list, by the displayed name its own name begins with. */
export function chatRow(page: Page, name: string): Locator {
  return chatList(page).getByRole('button', { name: startingWith(name) })
}

export function startingWith(text: string): RegExp {
  return new RegExp(`^\\s*${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`)
}

/** Chooses an item of a chat's menu in the list. The way into a submenu is given as further items. */
export async function chooseForChat(page: Page, name: string, ...items: string[]): Promise<void> {
  await chatRow(page, name).click({ button: 'right' })
  for (const item of items) await page.getByRole('menuitem', { name: item, exact: true }).click()
}

export async function goTo(page: Page, section: 'Chats' | 'Status' | 'Businesses' | 'Settings'): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Sections' })
    .getByRole('button', { name: startingWith(section) })
    .click()
}

/** The banner above a section that says why nothing arrives. */
export const banner = (page: Page): Locator => page.getByRole('region', { name: 'Connection problem' })

/** The line is back: the app connects, at once where its button can still be pressed before it tries by itself. */
export async function reconnect(page: Page): Promise<void> {
  await banner(page)
    .getByRole('button', { name: 'Connect now' })
    .click({ timeout: 3000 })
    .catch(() => null)
  await expect(page.getByRole('status', { name: 'Connection' })).toHaveText(/Connected/, { timeout: 20_000 })
}

/** The badges of verified businesses within a part of the screen. */
export const badge = (within: Locator | Page): Locator => within.getByRole('img', { name: 'Verified business' })

/** What Pillion says about what was just done. */
export const said = (page: Page): Locator => page.getByRole('status', { name: 'Messages from Pillion' })

export const details = (page: Page): Locator => page.getByRole('complementary', { name: 'Details' })

/** Opens a chat from the list. */
export async function openChat(page: Page, name: string): Promise<Conversation> {
  await chatRow(page, name).click()
  return conversation(page, name)
}

/** Finds a chat by its name and opens it: rows that are scrolled out of the list are not in the page. */
export async function findChat(page: Page, name: string): Promise<Conversation> {
  const search = page.getByRole('searchbox', { name: 'Search' })
  await search.fill(name)
  await chatRow(page, name).first().click()
  await search.fill('')
  return conversation(page, name)
}

/** The open chat with this name. */
export async function conversation(page: Page, name: string): Promise<Conversation> {
  const open = new Conversation(page, name)
  await expect(open.region).toBeVisible()
  return open
}

export class Conversation {
  readonly region: Locator
  readonly log: Locator
  readonly composer: Locator
  readonly #page: Page

  constructor(page: Page, name: string) {
    this.#page = page
    this.region = page.getByRole('region', { name: `Conversation with ${name}`, exact: true })
    this.log = this.region.getByRole('log', { name: 'Messages' })
    this.composer = this.region.getByRole('textbox', { name: 'Message', exact: true })
  }

  /** The message with this text in it. */
  message(text: string | RegExp): Locator {
    return this.log.getByRole('article').filter({ hasText: text })
  }

  /** How far one's own message has come, as its tick says it. */
  tick(text: string | RegExp, status: 'Waiting to be sent' | 'Sent' | 'Delivered' | 'Read'): Locator {
    return this.message(text).getByRole('img', { name: status, exact: true })
  }

  async write(text: string): Promise<void> {
    await this.composer.fill(text)
    await this.region.getByRole('button', { name: 'Send' }).click()
  }

  /** The yellow notice with these words in it. */
  notice(words: string | RegExp): Locator {
    return this.log.getByRole('note', { name: 'Business notice' }).filter({ hasText: words })
  }

  /** Opens the panel with the details. */
  async showDetails(): Promise<Locator> {
    await this.region.getByRole('button', { name: 'Show details' }).click()
    await expect(details(this.#page)).toBeVisible()
    return details(this.#page)
  }

  /** Chooses an item of the chat's menu in the header. */
  async chooseForChat(item: string): Promise<void> {
    await this.region.getByRole('button', { name: 'Chat options' }).click()
    await this.#page.getByRole('menuitem', { name: item, exact: true }).click()
  }

  /** Opens a message's menu. */
  async options(text: string): Promise<Locator> {
    const message = this.message(text)
    await message.hover()
    await message.getByRole('button', { name: 'Message options' }).click()
    const menu = this.#page.getByRole('menu', { name: 'Message options' })
    await expect(menu).toBeVisible()
    return menu
  }

  async choose(text: string, item: string): Promise<void> {
    const menu = await this.options(text)
    await menu.getByRole('menuitem', { name: item, exact: true }).click()
  }
}
