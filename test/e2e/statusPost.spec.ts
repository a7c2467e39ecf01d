import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { POST_BACKGROUNDS, POST_FONTS } from '../../src/shared/rules/post-styles.ts'
import type { Person, Phone, ReceivedMessage } from '../phone/api.ts'
import { clip } from '../phone/world/clips.ts'
import { expect, linkByQr, test } from './support/app.ts'
import { expectAccessible } from './support/axe.ts'
import { PLACE, withPlace } from './support/photo.ts'
import { goTo, reconnect, said } from './support/screen.ts'

/** The dialog in which a status update is written. */
class Composer {
  readonly page: Page
  readonly dialog: Locator
  readonly text: Locator
  readonly post: Locator

  constructor(page: Page) {
    this.page = page
    this.dialog = page.getByRole('dialog', { name: 'New status' })
    this.text = this.dialog.getByRole('textbox', { name: 'Status text' })
    this.post = this.dialog.getByRole('button', { name: 'Post…' })
  }

  async open(): Promise<this> {
    await this.page.getByRole('button', { name: 'New status' }).click()
    await expect(this.dialog).toBeVisible()
    return this
  }

  /** As if it had been chosen in the system's dialog. */
  choose(file: { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
    return this.dialog.locator('input[type=file]').setInputFiles(file)
  }

  /** Presses the button and agrees. */
  async confirm(people: number): Promise<void> {
    await this.post.click()
    const question = this.page.getByRole('dialog', { name: 'Post this status update?' })
    await question.getByRole('button', { name: people === 1 ? 'Post to 1 person' : `Post to ${people} people` }).click()
  }

  /** It has been handed over, and the dialog is gone. */
  async done(words = 'Your status update is on its way.'): Promise<void> {
    await expect(said(this.page)).toContainText(words)
    await expect(this.dialog).toBeHidden()
  }
}

interface Friends {
  ada: Person
  ben: Person
  zoe: Person
  /** Writes to the user, but is in no address book. */
  stranger: Person
}

/** Linked, with three saved contacts, in the section of status updates. */
async function begin(page: Page, phone: Phone): Promise<Friends> {
  const person = (number: number, name: string, savedName: string | null): Person =>
    phone.addPerson({ pn: `1206555011${number}`, lid: `9000000000011${number}`, pushName: name, savedName })
  const friends = {
    ada: person(1, 'Ada', 'Ada Moreau'),
    ben: person(2, 'Ben', 'Ben Okafor'),
    zoe: person(3, 'Zoe', 'Zoe Lindqvist'),
    stranger: person(4, 'Somebody', null),
  }
  await linkByQr(page, phone)
  await expect(page.getByRole('status', { name: 'Connection' })).toHaveText(/Connected/)
  await phone.settled()
  await goTo(page, 'Status')
  return friends
}

const posted = (phone: Phone): Promise<ReceivedMessage> =>
  phone.waitFor('message', entry => entry.to === 'status@broadcast')

/** The row of one's own posts. */
const mine = (page: Page): Locator => page.getByRole('button', { name: /^\s*My status/ })

test('a text goes to the saved contacts, after a warning, as it looked', async ({ page, phone }) => {
  const { ada, ben, zoe } = await begin(page, phone)
  const composer = await new Composer(page).open()
  await expect(composer.text).toBeFocused()
  await expect(composer.dialog).toContainText('3 contacts get this')
  await expect(composer.post).toBeDisabled()
  await expectAccessible(page)
  await composer.dialog.getByRole('radio', { name: 'Berry' }).click()
  await composer.dialog.getByRole('radio', { name: 'Serif' }).click()
  await composer.text.fill('Tea at five? 🫖 شاي')
  await expect(composer.text).toHaveCSS('background-color', 'rgba(0, 0, 0, 0)')
  await expect(composer.text.locator('..')).toHaveCSS('background-color', 'rgb(140, 47, 92)')
  // In a window of this height nothing of it has to be scrolled for.
  const scrolling = `[...document.querySelectorAll('[role=dialog] *')].filter(
    part => getComputedStyle(part).overflowY === 'auto' && part.scrollHeight > part.clientHeight
  ).length`
  expect(await page.evaluate(scrolling)).toBe(0)
  await expectAccessible(page)

  await composer.post.click()
  const question = page.getByRole('dialog', { name: 'Post this status update?' })
  await expect(question).toContainText(
    'WhatsApp has restricted accounts that posted status updates from unofficial clients',
  )
  await expect(question).toContainText('3 people will get it')
  await expect(question).toContainText('Whom your phone leaves out of its status updates is not known here')
  // The safe answer comes first.
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await expectAccessible(page)
  await question.getByRole('button', { name: 'Cancel' }).click()
  await expect(composer.text).toHaveValue('Tea at five? 🫖 شاي')
  expect(phone.receivedOf('message')).toEqual([])

  await composer.confirm(3)
  await composer.done()
  const post = await posted(phone)
  expect(post.message.extendedTextMessage).toMatchObject({
    text: 'Tea at five? 🫖 شاي',
    backgroundArgb: 0xff8c2f5c,
    font: 8,
  })
  expect(new Set(post.readBy)).toEqual(new Set([phone.own.lid, ada.lid, ben.lid, zoe.lid]))
  expect(phone.receivedOf('message')).toHaveLength(1)
  await expect(mine(page)).toContainText('Nobody has seen it yet')
  phone.assertClean()
})

test('whoever is left out does not get it', async ({ page, phone }) => {
  const { ada, ben } = await begin(page, phone)
  const composer = await new Composer(page).open()
  await composer.dialog.getByRole('button', { name: 'Change who gets this' }).click()
  const audience = page.getByRole('dialog', { name: 'Who gets your status updates' })
  const search = audience.getByRole('searchbox', { name: 'Search contacts' })
  await expect(audience.getByRole('checkbox')).toHaveCount(3)
  await expect(audience.getByRole('status')).toHaveText('3 get them · 0 left out')
  await search.fill('lind')
  await expect(audience.getByRole('checkbox')).toHaveCount(1)
  // By the keyboard: from the search to the list, and Space.
  await search.press('Tab')
  const zoe = audience.getByRole('checkbox', { name: 'Leave out Zoe Lindqvist' })
  await expect(zoe).toBeFocused()
  await page.keyboard.press('Space')
  await expect(zoe).toBeChecked()
  await expect(audience.getByRole('status')).toHaveText('2 get them · 1 left out')
  await expectAccessible(page)
  await search.fill('nobody')
  await expect(audience).toContainText('Nobody with that name')
  await search.fill('')
  await expect(zoe).toBeChecked()
  await audience.getByRole('checkbox', { name: 'Leave out Ada Moreau' }).focus()
  await page.keyboard.press('ArrowDown')
  await expect(audience.getByRole('checkbox', { name: 'Leave out Ben Okafor' })).toBeFocused()
  await audience.getByRole('button', { name: 'Done' }).click()
  await expect(composer.dialog).toContainText('2 contacts get this')
  await composer.text.fill('Not for all')
  await composer.confirm(2)
  await composer.done()
  const post = await posted(phone)
  expect(new Set(post.readBy)).toEqual(new Set([phone.own.lid, ada.lid, ben.lid]))

  // It stays so, and everybody can be left out.
  await composer.open()
  await composer.dialog.getByRole('button', { name: 'Change who gets this' }).click()
  await audience.getByRole('checkbox', { name: 'Leave out Ada Moreau' }).check()
  await audience.getByRole('checkbox', { name: 'Leave out Ben Okafor' }).check()
  await page.keyboard.press('Escape')
  await expect(composer.dialog).toContainText('You left out all of your contacts.')
  await composer.text.fill('For nobody')
  await expect(composer.post).toBeDisabled()
  phone.assertClean()
})

test('what is written is not lost by accident, and the next one waits a moment', async ({ page, phone }) => {
  await begin(page, phone)
  const composer = await new Composer(page).open()
  // Nothing written: nothing is asked.
  await page.keyboard.press('Escape')
  await expect(composer.dialog).toBeHidden()
  await expect(page.getByRole('button', { name: 'New status' })).toBeFocused()

  await page.keyboard.press('Enter')
  await composer.text.fill('x'.repeat(690))
  await expect(composer.dialog.getByText('10 characters left')).toBeVisible()
  await composer.text.fill('x'.repeat(701))
  await expect(composer.dialog.getByText('1 character too many')).toBeVisible()
  await expect(composer.post).toBeDisabled()
  await composer.text.fill('By the keyboard')
  await page.keyboard.press('Escape')
  const discard = page.getByRole('dialog', { name: 'Discard this status update?' })
  await expect(discard.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(discard).toBeHidden()
  await expect(composer.text).toHaveValue('By the keyboard')

  // The colours are one stop for Tab, the arrows choose.
  await composer.text.focus()
  await page.keyboard.press('Tab')
  await expect(composer.dialog.getByRole('radio', { name: 'Indigo' })).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(composer.dialog.getByRole('radio', { name: 'Violet' })).toBeChecked()
  await page.keyboard.press('Tab')
  await expect(composer.dialog.getByRole('radio', { name: 'Plain' })).toBeFocused()
  await composer.text.focus()
  await page.keyboard.press('Control+Enter')
  const question = page.getByRole('dialog', { name: 'Post this status update?' })
  await expect(question).toBeVisible()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await composer.done()
  const post = await posted(phone)
  expect(post.message.extendedTextMessage).toMatchObject({
    text: 'By the keyboard',
    backgroundArgb: POST_BACKGROUNDS[1],
    font: POST_FONTS[0],
  })

  await composer.open()
  await composer.text.fill('Too soon')
  await expect(composer.dialog.getByText(/^You can post again in \d+ s\.$/)).toBeVisible()
  await expect(composer.post).toBeDisabled()
  await expect(composer.post).toBeEnabled({ timeout: 12_000 })
  await expect(composer.dialog.getByText(/^You can post again/)).toBeHidden()
  await page.keyboard.press('Escape')
  await discard.getByRole('button', { name: 'Discard' }).click()
  await expect(composer.dialog).toBeHidden()
  await composer.open()
  await expect(composer.text).toHaveValue('')
})

test('nobody is saved: there is nobody to post to', async ({ page, phone }) => {
  phone.addPerson({ pn: '12065550120', lid: '90000000000120', pushName: 'Somebody' })
  await linkByQr(page, phone)
  await expect(page.getByRole('status', { name: 'Connection' })).toHaveText(/Connected/)
  await goTo(page, 'Status')
  const composer = await new Composer(page).open()
  await expect(composer.dialog).toContainText('Nobody gets this')
  await composer.text.fill('Hello?')
  await expect(composer.post).toBeDisabled()
  await composer.dialog.getByRole('button', { name: 'Change who gets this' }).click()
  await expect(page.getByRole('dialog', { name: 'Who gets your status updates' })).toContainText('No saved contacts')
  await expectAccessible(page)
})

/** What a reader opened of the file of a post. */
function opened(phone: Phone, post: ReceivedMessage): { bytes: Buffer; thumbnail: Buffer } {
  const { imageMessage, videoMessage } = post.message
  const message = imageMessage ?? videoMessage
  if (!message?.directPath || !message.mediaKey) throw new Error('the post has no file')
  const bytes = phone.media.open(message.directPath, message.mediaKey, imageMessage ? 'image' : 'video')
  return { bytes: Buffer.from(bytes), thumbnail: Buffer.from(message.jpegThumbnail ?? []) }
}

/** Drops a file on the middle of the page, or pastes it, as the system does. */
async function bring(
  page: Page,
  how: 'drop' | 'paste',
  file: { name: string; type: string; bytes: Buffer },
): Promise<void> {
  const { name, type } = file
  await page.evaluate(
    `(() => {
      const bytes = Uint8Array.from(atob('${file.bytes.toString('base64')}'), letter => letter.charCodeAt(0))
      const data = new DataTransfer()
      data.items.add(new File([bytes], '${name}', { type: '${type}' }))
      const target = document.querySelector('[role=dialog]')
      if ('${how}' === 'paste') {
        target.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
        return
      }
      for (const kind of ['dragover', 'drop'])
        target.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }))
    })()`,
  )
}

const film = (width: number, height: number, seconds: number): Buffer =>
  Buffer.from(clip(width, height, seconds, (x, y, frame) => [(x * 3 + frame * 60) % 256, (y * 5) % 256, 120]))

test('a photo loses its place and stands upright', async ({ page, phone }) => {
  const { ada, ben, zoe } = await begin(page, phone)
  const composer = await new Composer(page).open()
  await composer.text.fill('The tower')
  const photo = withPlace(64, 40, 6)
  expect(photo.includes(PLACE)).toBe(true)
  // What a file is called does not matter.
  await composer.choose({ name: 'tower.txt', mimeType: 'text/plain', buffer: photo })
  await expect(composer.dialog.getByRole('img', { name: 'The picture to post' })).toBeVisible()
  const caption = composer.dialog.getByRole('textbox', { name: 'Caption' })
  await expect(caption).toBeFocused()
  // What was written becomes the caption.
  await expect(caption).toHaveValue('The tower')
  await expectAccessible(page)
  await caption.fill('The tower, at last')
  await composer.confirm(3)
  await composer.done()

  const post = await posted(phone)
  expect(post.message.imageMessage).toMatchObject({
    caption: 'The tower, at last',
    mimetype: 'image/jpeg',
    // Turned by its orientation.
    width: 40,
    height: 64,
  })
  expect(new Set(post.readBy)).toEqual(new Set([phone.own.lid, ada.lid, ben.lid, zoe.lid]))
  const { bytes, thumbnail } = opened(phone, post)
  for (const jpeg of [bytes, thumbnail]) {
    expect(jpeg.subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]))
    expect(jpeg.includes(PLACE)).toBe(false)
    expect(jpeg.includes('Exif')).toBe(false)
  }
  phone.assertClean()
})

test('a large picture is made smaller; a transparent one and an animation become pictures', async ({ page, phone }) => {
  await begin(page, phone)
  const composer = await new Composer(page).open()
  const drawn = async (code: string): Promise<Buffer> => Buffer.from(String(await page.evaluate(code)), 'base64')
  const png = await drawn(`(async () => {
    const canvas = new OffscreenCanvas(3000, 500)
    canvas.getContext('2d').fillRect(0, 0, 10, 10)
    const blob = await canvas.convertToBlob({ type: 'image/png' })
    const bytes = new Uint8Array(await blob.arrayBuffer())
    return btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''))
  })()`)
  await bring(page, 'drop', { name: 'wide.png', type: 'image/png', bytes: png })
  const picture = composer.dialog.getByRole('img', { name: 'The picture to post' })
  await expect(picture).toBeVisible()
  // The smallest GIF there is.
  const gif = Buffer.from('R0lGODlhAQABAIAAAAUEBAAAACwAAAAAAQABAAACAkQBADs=', 'base64')
  await bring(page, 'paste', { name: 'dot.gif', type: 'image/gif', bytes: gif })
  await expect(composer.dialog).toContainText('Animations cannot be posted: this is its first picture.')
  await composer.dialog.getByRole('button', { name: 'Remove' }).click()
  await expect(composer.text).toBeFocused()
  await bring(page, 'paste', { name: 'wide.png', type: 'image/png', bytes: png })
  await expect(picture).toBeVisible()
  await composer.confirm(3)
  await composer.done()
  const post = await posted(phone)
  expect(post.message.imageMessage).toMatchObject({ width: 1600, height: 267, mimetype: 'image/jpeg' })
  expect(post.message.imageMessage?.caption ?? '').toBe('')
  const { bytes, thumbnail } = opened(phone, post)
  expect(sizeOf(bytes)).toEqual([1600, 267])
  expect(sizeOf(thumbnail)).toEqual([100, 17])
})

/** Width and height by a JPEG's frame header (ITU-T T.81). */
function sizeOf(jpeg: Buffer): [width: number, height: number] {
  for (let at = 2; at < jpeg.length; at += 2 + jpeg.readUInt16BE(at + 2)) {
    if (jpeg[at + 1] === 0xc0 || jpeg[at + 1] === 0xc2) return [jpeg.readUInt16BE(at + 7), jpeg.readUInt16BE(at + 5)]
  }
  throw new Error('no frame header')
}

test('a video goes out as it was, with its length, caption and a picture of it', async ({ page, phone }) => {
  await begin(page, phone)
  const composer = await new Composer(page).open()
  const video = film(160, 96, 4)
  await composer.choose({ name: 'film.mp4', mimeType: 'video/mp4', buffer: video })
  await expect(composer.dialog.locator('video')).toBeVisible()
  await expectAccessible(page)
  await composer.dialog.getByRole('textbox', { name: 'Caption' }).fill('Waves')
  await composer.confirm(3)
  await composer.done()
  const post = await posted(phone)
  expect(post.message.videoMessage).toMatchObject({
    caption: 'Waves',
    mimetype: 'video/mp4',
    width: 160,
    height: 96,
    seconds: 4,
  })
  const { bytes, thumbnail } = opened(phone, post)
  expect(bytes.equals(video)).toBe(true)
  expect(sizeOf(thumbnail)).toEqual([100, 60])
  await expect(mine(page)).toContainText('Nobody has seen it yet')
})

test('files that cannot be posted say why, and what was written stays', async ({ page, phone }) => {
  await begin(page, phone)
  const composer = await new Composer(page).open()
  await composer.text.fill('Still here')
  const refused: [string, Buffer, string][] = [
    ['empty.jpg', Buffer.alloc(0), 'This file is empty.'],
    ['page.jpg', Buffer.from('<!doctype html><script>alert(1)</script>'), 'This is neither a picture nor a video'],
    ['cut.jpg', withPlace(32, 32, 1).subarray(0, 60), 'This picture cannot be read here.'],
    ['phone.jpg', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), 'HEIC pictures cannot be read here.'],
    ['mac.mp4', Buffer.from('\0\0\0\x14ftypqt  \0\0\0\0qt  ', 'latin1'), 'Only MP4 videos can be posted.'],
    ['cut.mp4', film(32, 32, 1).subarray(0, 200), 'This file cannot be read.'],
    ['long.mp4', film(16, 16, 91), 'A video may last 90 seconds at most.'],
  ]
  for (const [name, buffer, words] of refused) {
    await composer.choose({ name, mimeType: 'image/jpeg', buffer })
    await expect(composer.dialog.getByRole('alert')).toContainText(words)
    await expect(composer.text).toHaveValue('Still here')
  }
  await expectAccessible(page)
  await expect(composer.post).toBeEnabled()
})

/** One's own posts beside the list. */
const own = (page: Page): Locator => page.getByRole('list', { name: 'My status updates' }).getByRole('listitem')

test('who has seen it is told as it happens, and it can be deleted for everyone', async ({ page, phone }) => {
  const { ada, ben, zoe } = await begin(page, phone)
  const composer = await new Composer(page).open()
  await composer.text.fill('Look at this')
  await composer.confirm(3)
  await composer.done()
  const post = await posted(phone)
  const row = own(page).filter({ hasText: 'Look at this' })
  await row.getByRole('button', { name: 'Not seen yet' }).click()
  const viewers = page.getByRole('dialog', { name: 'Seen by' })
  await expect(viewers).toContainText('Nobody has seen it yet')
  await expectAccessible(page)
  ada.viewStatus(post)
  const list = viewers.getByRole('list', { name: 'Who has seen it' })
  await expect(list.getByRole('listitem')).toHaveText([/^AM?.*Ada Moreau.*\d:\d\d/])
  ben.viewStatus(post)
  await expect(list.getByRole('listitem')).toHaveCount(2)
  await expect(list.getByRole('button').first()).toContainText('Ben Okafor')
  await expectAccessible(page)
  // From row to row by the arrows, and from there to the chat.
  await list.getByRole('button').first().focus()
  await page.keyboard.press('ArrowDown')
  await expect(list.getByRole('button').nth(1)).toBeFocused()
  await viewers.getByRole('button', { name: 'Close' }).click()
  await expect(row.getByRole('button', { name: 'Seen by 2' })).toBeVisible()
  await expect(mine(page)).toContainText('Seen by 2')

  expect([ada, ben, zoe].map(({ posts }) => posts.size)).toEqual([1, 1, 1])
  await row.getByRole('button', { name: 'Options of Look at this' }).click()
  await page.getByRole('menuitem', { name: 'Delete for everyone' }).click()
  const question = page.getByRole('dialog', { name: 'Delete this status update for everyone?' })
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await expectAccessible(page)
  await question.getByRole('button', { name: 'Delete' }).click()
  await expect.poll(() => [ada, ben, zoe].map(({ posts }) => posts.size)).toEqual([0, 0, 0])
  await expect(row).toHaveCount(0)
  await expect(mine(page)).toContainText('Post something for 24 hours')
  phone.assertClean()
})

test('without a connection it waits, and can be dropped; what the service refuses can be tried again', async ({
  page,
  phone,
}) => {
  await begin(page, phone)
  phone.line.cut()
  await expect(page.getByRole('status', { name: 'Connection' })).toHaveText(/Offline|Connecting/)
  const composer = await new Composer(page).open()
  await composer.choose({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: withPlace(32, 32, 1) })
  await composer.dialog.getByRole('textbox', { name: 'Caption' }).fill('Later')
  await composer.confirm(3)
  await composer.done('Your status update is posted when there is a connection.')
  const later = own(page).filter({ hasText: 'Later' })
  await expect(later).toContainText('Is posted when there is a connection')
  await expectAccessible(page)
  await later.getByRole('button', { name: 'Options of Later' }).click()
  await page.getByRole('menuitem', { name: 'Delete', exact: true }).click()
  await page.getByRole('dialog', { name: 'Delete this status update?' }).getByRole('button', { name: 'Delete' }).click()
  await expect(later).toHaveCount(0)
  expect(phone.receivedOf('message')).toEqual([])

  phone.line.restore()
  await reconnect(page)
  phone.refuseNextMessage(403)
  await composer.open()
  await composer.text.fill('Once more')
  await expect(composer.post).toBeEnabled({ timeout: 12_000 })
  await composer.confirm(3)
  await composer.done()
  const again = own(page).filter({ hasText: 'Once more' })
  await expect(again).toContainText('Not posted.', { timeout: 20_000 })
  await expectAccessible(page)
  await again.getByRole('button', { name: 'Try again' }).click()
  await expect(again.getByRole('button', { name: 'Not seen yet' })).toBeVisible({ timeout: 20_000 })
  expect((await posted(phone)).message.extendedTextMessage?.text).toBe('Once more')
})

/** A film with so many bytes (MB) that mean nothing behind it. */
function longFilm(megabytes: number): Buffer {
  const nothing = Buffer.alloc(megabytes * 1024 * 1024, 7)
  nothing.writeUInt32BE(nothing.length)
  nothing.write('free', 4, 'latin1')
  return Buffer.concat([film(64, 64, 2), nothing])
}

/** The page reads so many more pieces of a file, then waits. @returns lets it go on, with these and all others */
async function stopReading(page: Page, pieces: number): Promise<() => Promise<void>> {
  await page.evaluate(
    `(() => {
      const { arrayBuffer } = Blob.prototype
      let left = ${String(pieces)}
      const stopped = new Promise(resolve => { window.goOnReading = () => { Blob.prototype.arrayBuffer = arrayBuffer; resolve() } })
      Blob.prototype.arrayBuffer = async function () {
        if (left-- <= 0) await stopped
        return arrayBuffer.call(this)
      }
    })()`,
  )
  return () => page.evaluate('window.goOnReading()')
}

test('a large file shows how far it has come, can be cancelled, and then goes out whole', async ({
  app,
  page,
  phone,
}, info) => {
  await begin(page, phone)
  const video = longFilm(8)
  const path = info.outputPath('large.mp4')
  writeFileSync(path, video)
  const composer = await new Composer(page).open()
  await composer.dialog.locator('input[type=file]').setInputFiles(path)
  const caption = composer.dialog.getByRole('textbox', { name: 'Caption' })
  await caption.fill('Large')
  await expect(composer.dialog.locator('video')).toBeVisible()
  await expect(composer.post).toBeEnabled()
  const goOn = await stopReading(page, 3)
  await composer.confirm(3)
  const progress = composer.dialog.getByRole('progressbar', { name: 'Preparing the post' })
  await expect(progress).toHaveAttribute('aria-valuenow', /^[1-9]\d?$/)
  await composer.dialog.getByRole('button', { name: 'Cancel the post' }).click()
  await goOn()
  await expect(progress).toBeHidden()
  // All as it was, and nothing is left of it in the data folder.
  await expect(caption).toHaveValue('Large')
  await expect(composer.dialog.locator('video')).toBeVisible()
  const files = (): string[] => readdirSync(join(app.dataDir, 'media'), { recursive: true }).map(String)
  await expect.poll(() => files().filter(name => name.includes('up-'))).toEqual([])
  expect(phone.receivedOf('message')).toEqual([])

  await composer.confirm(3)
  await composer.done()
  const post = await phone.waitFor('message', entry => entry.to === 'status@broadcast', 30_000)
  expect(opened(phone, post).bytes.equals(video)).toBe(true)
  await expect(own(page).getByRole('button', { name: 'Not seen yet' })).toBeVisible()
})

test('what could not be handed over stays, and is tried again', async ({ page, phone }) => {
  await begin(page, phone)
  const composer = await new Composer(page).open()
  await composer.text.fill('Unlinked meanwhile')
  phone.unlink()
  // Behind the dialog nothing is read out.
  await expect(page.getByRole('status', { name: 'Connection', includeHidden: true })).toHaveText(/Unlinked/)
  await composer.confirm(3)
  await expect(composer.dialog.getByRole('alert')).toContainText(
    'It was not posted. This device is not linked to a phone.',
  )
  await expect(composer.text).toHaveValue('Unlinked meanwhile')
  await expectAccessible(page)
  await expect(composer.dialog.getByRole('button', { name: 'Try again' })).toBeEnabled()
})
