import type { Locator, Page } from '@playwright/test'
import type { Phone } from '../phone/api.ts'
import { clip } from '../phone/world/clips.ts'
import { picture } from '../phone/world/pictures.ts'
import { silence } from '../phone/world/sounds.ts'
import { expect, test } from './support/app.ts'
import { expectAccessible } from './support/axe.ts'
import { DAY } from './support/sample.ts'
import { badge, conversation, goTo, said } from './support/screen.ts'
import { expectNothingBeyond, resize } from './support/size.ts'
import { photoPost, statusRow, textPost } from './support/statuses.ts'
import { story } from './support/story.ts'

const here = story()

// Posts are shown for seconds.
test.describe.configure({ timeout: 120_000 })

const MINUTE = 60_000

/** The open viewer of somebody's posts. */
class Viewer {
  readonly dialog: Locator
  readonly bars: Locator
  readonly reply: Locator
  readonly stage: Locator
  readonly #page: Page

  constructor(page: Page, title: string) {
    this.#page = page
    this.dialog = page.getByRole('dialog', { name: title, exact: true })
    this.bars = this.dialog.getByRole('progressbar')
    this.reply = this.dialog.getByRole('textbox', { name: 'Reply' })
    this.stage = this.dialog.getByRole('region', { name: /^Update: / })
  }

  /** Shows the posts of an author, from the list. */
  static async open(page: Page, name: string): Promise<Viewer> {
    await goTo(page, 'Status')
    await statusRow(page, name).click()
    const viewer = new Viewer(page, `Status of ${name}`)
    await expect(viewer.dialog).toBeVisible()
    return viewer
  }

  /** The present post's bar: the last one that is not empty, or the one marked as present. */
  get bar(): Locator {
    return this.dialog.locator('[role=progressbar][aria-current=step]')
  }

  button(name: string): Locator {
    return this.dialog.getByRole('button', { name, exact: true })
  }

  async isAt(number: number, count: number): Promise<void> {
    await expect(this.bar).toHaveAccessibleName(`Update ${number} of ${count}`)
    await expect(this.bars).toHaveCount(count)
  }

  /** How much of the post has passed, per cent with its fractions: the length of the bar. */
  async passed(): Promise<number> {
    return Number.parseFloat((await this.bar.locator('div').getAttribute('style'))?.match(/([\d.]+)%/)?.[1] ?? '0')
  }

  async runs(): Promise<void> {
    const before = await this.passed()
    await expect.poll(() => this.passed()).toBeGreaterThan(before)
  }

  /** The post stands: thirty drawn frames change nothing. */
  async stands(): Promise<void> {
    // What was pressed reaches the screen first.
    await frames(this.#page, 3)
    const before = await this.passed()
    await frames(this.#page, 30)
    expect(await this.passed()).toBe(before)
  }

  async place(across: number): Promise<{ x: number; y: number }> {
    const box = await this.stage.boundingBox()
    if (box === null) throw new Error('no post is shown')
    return { x: box.x + box.width * across, y: box.y + box.height / 2 }
  }
}

/** A property of an element, an image's width for instance. */
function read(element: Locator, property: string): Promise<unknown> {
  return element.evaluate((found, name) => Reflect.get(found, name), property)
}

async function frames(page: Page, count: number): Promise<void> {
  await page.evaluate(
    `new Promise(done => { let left = ${String(count)}; const next = () => left-- > 0 ? requestAnimationFrame(next) : done(); next() })`,
  )
}

function videoPost(phone: Phone, seconds: number, caption: string | null = null) {
  const [width, height] = [160, 96] as const
  const file = clip(width, height, seconds, (x, _y, frame) =>
    x < (width * (frame + 1)) / seconds ? [200, 110, 150] : [60, 140, 120],
  )
  return {
    videoMessage: {
      ...phone.media.put(file, 'video'),
      mimetype: 'video/mp4',
      seconds,
      width,
      height,
      jpegThumbnail: picture(3).jpeg,
      ...(caption === null ? {} : { caption }),
    },
  }
}

function voicePost(phone: Phone, seconds: number) {
  return {
    audioMessage: {
      ...phone.media.put(silence(seconds), 'audio'),
      mimetype: 'audio/ogg; codecs=opus',
      seconds,
      ptt: true,
    },
  }
}

test.afterEach(async () => {
  const { page } = here
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
})

test('by the keyboard: open, on, back, stop, close; what was shown is seen, and the author is told', async () => {
  const { page, phone } = here
  const ada = here.meet('Ada Viewed')
  const first = await ada.postStatus('The first one', { at: new Date(Date.now() - 3 * MINUTE) })
  await ada.postStatus(textPost('The second one', 0xff1f2a44))
  await goTo(page, 'Status')
  const row = statusRow(page, '~ Ada Viewed')
  await expect(row).toHaveAccessibleName(/2 new/)
  await row.press('Enter')
  const viewer = new Viewer(page, 'Status of ~ Ada Viewed')
  await viewer.isAt(1, 2)
  await expect(viewer.stage).toHaveAccessibleName('Update: The first one')
  await expect(viewer.dialog.getByText('~ Ada Viewed, 1 of 2, 3 minutes ago. The first one')).toBeAttached()
  await page.keyboard.press('Space')
  await expect(viewer.button('Play')).toBeVisible()
  await viewer.stands()
  await phone.waitFor('receipt', entry => entry.type === 'read' && entry.ids.includes(first.id))

  await page.keyboard.press('ArrowRight')
  await viewer.isAt(2, 2)
  await expect(viewer.bars.first()).toHaveAttribute('aria-valuenow', '100')
  await expect(viewer.button('Pause')).toBeVisible()
  await page.keyboard.press('ArrowLeft')
  await viewer.isAt(1, 2)
  await viewer.runs()

  // In the box for a reply the keys write, and the post stands.
  await viewer.reply.focus()
  await viewer.stands()
  await page.keyboard.type('m 0')
  await page.keyboard.press('ArrowLeft')
  await expect(viewer.reply).toHaveValue('m 0')
  await viewer.isAt(1, 2)
  await page.keyboard.press('Escape')
  await expect(viewer.stage).toBeFocused()
  await viewer.runs()
  await page.keyboard.press('Escape')
  await expect(viewer.dialog).toHaveCount(0)
  await expect(row).toBeFocused()
})

test('moves on by itself, and stands while it is held, while the window is hidden, while a menu is open', async () => {
  const { page } = here
  const ben = here.meet('Ben Walks')
  for (const text of ['one', 'two', 'three']) await ben.postStatus(text)
  const viewer = await Viewer.open(page, '~ Ben Walks')
  await viewer.isAt(1, 3)
  await viewer.isAt(2, 3)

  const middle = await viewer.place(0.9)
  await page.mouse.move(middle.x, middle.y)
  await page.mouse.down()
  await viewer.stands()
  await page.mouse.up()
  // It was held, not tapped.
  await viewer.isAt(2, 3)
  await viewer.runs()
  await page.mouse.click(middle.x, middle.y)
  await viewer.isAt(3, 3)
  const left = await viewer.place(0.1)
  await page.mouse.click(left.x, left.y)
  await viewer.isAt(2, 3)

  await hide(page, true)
  await viewer.stands()
  await hide(page, false)
  await viewer.runs()

  const place = await viewer.stage.boundingBox()
  await viewer.button('Update options').click()
  await viewer.stands()
  // The menu lies above the post and moves nothing.
  expect(await viewer.stage.boundingBox()).toEqual(place)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('menu')).toHaveCount(0)
  await viewer.runs()
  // One that comes meanwhile stands behind the others.
  await viewer.button('Pause').click()
  await ben.postStatus('four')
  await viewer.isAt(2, 4)
  // What is shown was read out once, and is not again for that.
  await expect(viewer.dialog.getByText(/^~ Ben Walks, 2 of 3, .*\. two/)).toBeAttached()
})

test('at an author’s end the next one follows, as the list has them, and the viewer closes behind the last', async () => {
  const { page } = here
  const [cleo, dora] = [here.meet('Cleo Second'), here.meet('Dora First')] as const
  await cleo.postStatus('from Cleo', { at: new Date(Date.now() + 2_000) })
  await dora.postStatus('from Dora one', { at: new Date(Date.now() + 3_000) })
  await dora.postStatus('from Dora two', { at: new Date(Date.now() + 4_000) })
  await goTo(page, 'Status')
  await expect(statusRow(page, '~ Dora First')).toHaveAccessibleName(/2 new/)
  await expect(statusRow(page, '~ Cleo Second')).toBeVisible()
  const viewer = await Viewer.open(page, '~ Dora First')
  await viewer.button('Next').click()
  await viewer.isAt(2, 2)
  await viewer.button('Next').click()
  const next = new Viewer(page, 'Status of ~ Cleo Second')
  await next.isAt(1, 1)
  await expect(next.button('Next')).toBeFocused()
  await next.button('Previous').click()
  await viewer.isAt(2, 2)
  await page.keyboard.press('Escape')

  // Dora is seen now: by herself she is followed by those who are seen too, and the last of all closes it.
  const rows = page.getByRole('list', { name: 'Status updates', exact: true }).locator('[data-row]')
  const last = await rows.last().getByRole('button').first().getAttribute('aria-label')
  await rows.last().getByRole('button').first().click()
  const dialog = page.getByRole('dialog', { name: /^Status of / })
  await expect(dialog, String(last)).toBeVisible()
  await expect(async () => {
    if ((await dialog.count()) > 0)
      await dialog.getByRole('button', { name: 'Next', exact: true }).click({ timeout: 500 })
    expect(await dialog.count()).toBe(0)
  }).toPass()
})

test('an image is drawn, fills its time, and can be looked at closer', async () => {
  const { page, phone } = here
  const eve = here.meet('Eve Pictures')
  await eve.postStatus(photoPost(phone, 2, `A long caption. ${'It goes on and on. '.repeat(30)}`))
  await eve.postStatus(photoPost(phone, 5))
  const viewer = await Viewer.open(page, '~ Eve Pictures')
  const image = viewer.stage.locator('img[alt^="A long caption"]')
  await expect.poll(() => read(image, 'naturalWidth')).toBeGreaterThan(0)
  await expect(image).toHaveAttribute('src', /^(app:\/\/pillion)?\/media\//)
  await viewer.runs()

  await viewer.button('Show whole caption').click()
  await viewer.stands()
  await expect(viewer.button('Show less')).toHaveAttribute('aria-expanded', 'true')
  await viewer.button('Show less').click()
  await viewer.runs()

  await page.keyboard.press('+')
  await viewer.stands()
  await expect(image).toHaveAttribute('style', /scale\(1\.5\)/)
  await page.keyboard.press('0')
  await expect(image).toHaveAttribute('style', /scale\(1\)/)
  const { x, y } = await viewer.place(0.5)
  await page.mouse.click(x, y)
  await expect(image).toHaveAttribute('style', /scale\(2\.5\)/)
  const drawn = await image.getAttribute('style')
  await page.mouse.down()
  await page.mouse.move(x + 60, y + 20, { steps: 4 })
  await page.mouse.up()
  await expect(image).not.toHaveAttribute('style', drawn ?? '')
  await expect(image).toHaveAttribute('style', /scale\(2\.5\)/)
  // Escape leads back to the whole picture first.
  await page.keyboard.press('Escape')
  await expect(image).toHaveAttribute('style', /scale\(1\)/)
  await expect(viewer.dialog).toBeVisible()
  await page.mouse.move(x, y)
  await page.mouse.wheel(0, -400)
  await expect(image).not.toHaveAttribute('style', /scale\(1\)/)
  await page.keyboard.press('0')
  await viewer.isAt(2, 2)
})

test('a video plays for as long as it lasts, with its sound on or off, and can be entered anywhere', async () => {
  const { page, phone } = here
  const fay = here.meet('Fay Films')
  await fay.postStatus(videoPost(phone, 20, 'Twenty seconds'))
  await fay.postStatus(voicePost(phone, 3))
  await fay.postStatus('The end')
  const viewer = await Viewer.open(page, '~ Fay Films')
  const video = viewer.stage.locator('video')
  const now = (): Promise<unknown> => read(video, 'currentTime')
  await expect.poll(now).toBeGreaterThan(0.2)
  expect(await read(video, 'videoWidth')).toBe(160)
  expect(await read(video, 'duration')).toBeCloseTo(20, 0)
  await viewer.runs()

  await viewer.button('Mute sound').click()
  expect(await read(video, 'muted')).toBe(true)
  await page.keyboard.press('m')
  await expect(viewer.button('Mute sound')).toBeVisible()
  await viewer.button('Pause').click()
  await expect.poll(() => read(video, 'paused')).toBe(true)
  await video.evaluate(element => Reflect.set(element, 'currentTime', 18))
  await viewer.button('Play').click()
  await expect.poll(now).toBeGreaterThan(18)
  await expect.poll(() => viewer.passed()).toBeGreaterThan(88)

  // Then the voice, for its three seconds, then the text.
  await viewer.isAt(2, 3)
  await expect(viewer.stage).toContainText('Voice message · 0:03')
  await viewer.runs()
  await viewer.isAt(3, 3)
})

test('a file that is not what was posted is not shown; once the phone has mended it, “Try again” shows it', async () => {
  const { page, phone } = here
  const gus = here.meet('Gus Broken')
  const post = photoPost(phone, 7, 'Broken at first')
  phone.media.setFault(post.imageMessage.directPath, 'body')
  const posted = await gus.postStatus(post)
  const viewer = await Viewer.open(page, '~ Gus Broken')
  const problem = viewer.dialog.getByRole('alert')
  await expect(problem).toContainText('What arrived is not the file that was posted')
  await viewer.stands()
  await expectAccessible(page)
  // Its thumbnail is on the screen, the picture is not: nobody is told that it was seen.
  await page.keyboard.press('Escape')
  await expect(viewer.dialog).toHaveCount(0)
  await expect(statusRow(page, '~ Gus Broken')).toHaveAccessibleName(/1 new/)
  expect(phone.receivedOf('receipt').filter(entry => entry.type === 'read' && entry.ids.includes(posted.id))).toEqual(
    [],
  )
  await statusRow(page, '~ Gus Broken').click()
  await expect(problem).toBeVisible()
  phone.media.setFault(post.imageMessage.directPath, null)
  await problem.getByRole('button', { name: 'Try again' }).click()
  const image = viewer.stage.locator('img[alt="Broken at first"]')
  await expect.poll(() => read(image, 'naturalWidth')).toBeGreaterThan(0)
  await expect(problem).toHaveCount(0)
  await viewer.runs()
  await phone.waitFor('receipt', entry => entry.type === 'read' && entry.ids.includes(posted.id))
})

test('a reply quotes the update, in the chat and on the phone; pressing the quote shows it again', async () => {
  const { page, phone } = here
  const hal = here.meet('Hal Answered')
  const posted = await hal.postStatus(photoPost(phone, 9, 'Look at this'))
  const viewer = await Viewer.open(page, '~ Hal Answered')
  await viewer.reply.fill('Where is that?')
  // What was begun is there when one comes back.
  await viewer.reply.press('Enter')
  await expect(said(page)).toContainText('Reply sent.')
  await expect(viewer.reply).toHaveValue('')
  const sent = await phone.waitFor('message', entry => entry.message.extendedTextMessage?.text === 'Where is that?')
  expect([hal.pn, hal.lid]).toContain(sent.to)
  const context = sent.message.extendedTextMessage?.contextInfo
  expect(context?.stanzaId).toBe(posted.id)
  expect(context?.remoteJid).toBe('status@broadcast')
  await viewer.button('Reply with 🔥').click()
  await phone.waitFor('message', entry => entry.message.extendedTextMessage?.text === '🔥')
  await viewer.button('Update options').click()
  await page.getByRole('menuitem', { name: 'Open chat' }).click()
  const chat = await conversation(page, '~ Hal Answered')
  const message = chat.message('Where is that?')
  const quote = message.getByRole('button', { name: /Status/ })
  await expect(quote).toContainText('Look at this')
  await expect(quote.locator('img[src^="data:image/jpeg"]')).toBeVisible()
  await expectAccessible(page)
  await quote.click()
  await expect(viewer.dialog).toBeVisible()
  await viewer.isAt(1, 1)
  await page.keyboard.press('Escape')
  await expect(viewer.dialog).toHaveCount(0)

  await hal.revokeStatus(posted)
  await expect(async () => {
    await quote.click()
    await expect(said(page)).toContainText('That status update is over.', { timeout: 500 })
  }).toPass()
  await expect(quote).toContainText('Look at this')
})

test('an update that is over while it is shown gives way to the next, or ends the viewer', async () => {
  const { page } = here
  const ida = here.meet('Ida Brief')
  await ida.postStatus('almost over', { at: new Date(Date.now() - DAY + 20_000) })
  const kept = await ida.postStatus('stays')
  const viewer = await Viewer.open(page, '~ Ida Brief')
  await viewer.button('Pause').click()
  await viewer.isAt(1, 2)
  await expect(viewer.bars).toHaveCount(1, { timeout: 45_000 })
  await expect(viewer.stage).toHaveAccessibleName('Update: stays')
  await expect(viewer.dialog.getByText(/^That status update is over\. ~ Ida Brief, 1 of 1/)).toBeAttached()
  await page.keyboard.press('Escape')

  // It ends with its author's last post.
  await viewer.reply.waitFor({ state: 'detached' })
  await ida.sendText('hello')
  const again = await Viewer.open(page, '~ Ida Brief')
  await again.isAt(1, 1)
  await ida.revokeStatus(kept)
  await expect(again.dialog).toHaveCount(0)
})

test('a reply that is being written keeps its place when the update goes, until one leaves it', async () => {
  const { page } = here
  const lea = here.meet('Lea Goes')
  const first = await lea.postStatus('goes meanwhile')
  await lea.postStatus('stays behind it')
  const viewer = await Viewer.open(page, '~ Lea Goes')
  await viewer.isAt(1, 2)
  await viewer.reply.focus()
  await page.keyboard.type('Half a sen')
  await lea.revokeStatus(first)
  const gone = viewer.dialog.getByRole('region', { name: 'That status update is over.' })
  await expect(gone).toBeVisible()
  await expect(viewer.stage).toHaveCount(0)
  // No letter is taken as a command, and what was taken back is not shown any longer.
  await page.keyboard.type('tence m 0')
  await expect(viewer.reply).toHaveValue('Half a sentence m 0')
  await expect(viewer.reply).toBeFocused()
  await viewer.isAt(1, 2)
  await viewer.reply.press('Enter')
  await expect(viewer.dialog.getByRole('alert')).toContainText('Your reply was not sent.')
  await expect(viewer.reply).toHaveValue('Half a sentence m 0')
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await viewer.isAt(1, 1)
  await expect(viewer.stage).toHaveAccessibleName('Update: stays behind it')
  await expect(viewer.stage).toBeFocused()
  await expect(viewer.dialog.getByText(/^That status update is over\. ~ Lea Goes, 1 of 1/)).toBeAttached()
  await expect(viewer.reply).toHaveValue('')
  await viewer.runs()
})

test('what is asked about one’s own update is never about the next one', async () => {
  const { page, phone } = here
  const post = (text: string) => phone.own.postStatus(text)
  const posted = [await post('own one'), await post('own two'), await post('own three')] as const
  await goTo(page, 'Status')
  const mine = page.getByRole('button', { name: /^My status/ })
  await expect(mine).toContainText('3')
  await mine.click()
  const viewer = new Viewer(page, 'My status')
  await viewer.isAt(1, 3)
  await viewer.button('Update options').click()
  await page.getByRole('menuitem', { name: 'Delete for everyone' }).click()
  const question = page.getByRole('dialog', { name: 'Delete this status update for everyone?' })
  await expect(question).toBeVisible()
  await phone.own.revokeStatus(posted[0])
  await expect(question).toHaveCount(0)
  await viewer.isAt(1, 2)
  await expect(viewer.stage).toHaveAccessibleName('Update: own two')

  // Nor does a menu that was opened on one act on another.
  await viewer.button('Update options').click()
  await expect(page.getByRole('menu')).toBeVisible()
  await phone.own.revokeStatus(posted[1])
  await expect(page.getByRole('menu')).toHaveCount(0)
  await expect(viewer.stage).toHaveAccessibleName('Update: own three')
  await viewer.runs()
  await phone.own.revokeStatus(posted[2])
  await expect(viewer.dialog).toHaveCount(0)
})

test('under less motion nothing moves on by itself, and it says so', async () => {
  const { page, phone } = here
  const jon = here.meet('Jon Still')
  await jon.postStatus('by hand')
  await jon.postStatus(videoPost(phone, 4))
  await page.emulateMedia({ reducedMotion: 'reduce' })
  try {
    const viewer = await Viewer.open(page, '~ Jon Still')
    await expect(viewer.dialog.getByText('Moves on when you do')).toBeVisible()
    await expect(viewer.dialog.getByText(/Your system asks for less motion/)).toBeAttached()
    await expect(viewer.button('Pause')).toHaveCount(0)
    await viewer.stands()
    await viewer.button('Next').click()
    const video = viewer.stage.locator('video')
    await expect.poll(() => read(video, 'readyState')).toBeGreaterThan(1)
    await viewer.stands()
    await viewer.button('Play').click()
    await expect.poll(() => read(video, 'currentTime')).toBeGreaterThan(0)
    await expect.poll(() => read(video, 'ended'), { timeout: 15_000 }).toBe(true)
    await viewer.isAt(2, 2)
  } finally {
    await page.emulateMedia({ reducedMotion: null })
  }
})

test('a business has its badge, an author can be muted, and it stays usable in a small window', async () => {
  const { page, app, phone } = here
  const bank = here.meet('Bank', { business: { name: 'Harbour Bank', level: 'high' } })
  await bank.postStatus(textPost('See https://example.com/rates for the new rates', 0xffffd54f))
  await bank.postStatus(photoPost(phone, 11, 'Open on Sunday'))
  await bank.postStatus({ pollCreationMessageV3: { name: 'Which?', options: [{ optionName: 'A' }] } })
  const viewer = await Viewer.open(page, 'Harbour Bank')
  await viewer.button('Pause').click()
  await expect(badge(viewer.dialog)).toBeVisible()
  await expect(viewer.dialog.getByRole('link', { name: /example\.com/ })).toHaveAttribute(
    'href',
    'https://example.com/rates',
  )
  await expectAccessible(page)
  await resize(app, page, 800, 600)
  await expectNothingBeyond(page)
  await resize(app, page, 420, 700)
  await expectNothingBeyond(page)
  await expectAccessible(page)
  await resize(app, page, 1280, 800)
  await viewer.button('Next').click()
  await viewer.button('Pause').click()
  await expectAccessible(page)
  await viewer.button('Next').click()
  await viewer.button('Pause').click()
  await expect(viewer.stage).toContainText('Open this on your phone')

  await viewer.button('Update options').click()
  await page.getByRole('menuitem', { name: 'Mute updates' }).click()
  await viewer.button('Update options').click()
  await expect(page.getByRole('menuitem', { name: 'Unmute updates' })).toBeVisible()
  await page.keyboard.press('Escape')
  await said(page).getByRole('button', { name: 'Undo' }).click()
  await viewer.button('Update options').click()
  await expect(page.getByRole('menuitem', { name: 'Mute updates' })).toBeVisible()
})

test('one’s own update: who has seen it', async () => {
  const { page, phone } = here
  const kim = here.meet('Kim Saw')
  await kim.sendText('hi')
  const own = await phone.own.postStatus('mine, from the phone')
  await goTo(page, 'Status')
  const row = page.getByRole('button', { name: /^My status/ })
  await expect(row).toContainText('Nobody has seen it yet')
  await row.click()
  const dialog = page.getByRole('dialog', { name: 'My status' })
  await expect(dialog).toBeVisible()
  await expect(dialog.getByRole('region', { name: 'Update: mine, from the phone' })).toBeVisible()
  kim.viewStatus(own)
  await dialog.getByRole('button', { name: /1/ }).first().click()
  await expect(page.getByText('~ Kim Saw').last()).toBeVisible()
  await expectAccessible(page)
})

/** Makes the page believe that its window is hidden, or visible again. */
async function hide(page: Page, on: boolean): Promise<void> {
  await page.evaluate(
    `(() => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => '${on ? 'hidden' : 'visible'}' })
      document.dispatchEvent(new Event('visibilitychange'))
    })()`,
  )
}
