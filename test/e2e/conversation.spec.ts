import type { Group, Person } from '../phone/api.ts'
import { expect, test } from './support/app.ts'
import { awayFromMidnight } from './support/midnight.ts'
import { DAY, directChat } from './support/sample.ts'
import { chatRow, openChat } from './support/screen.ts'
import { story } from './support/story.ts'

/** So far the wheel is turned at once, px. */
const WHEEL = 2500
const TOLD = 400
const UNREAD = 40

/** Noon, so that no message of the last days falls on another day than meant. */
const noon = (): number => new Date().setHours(12, 0, 0, 0)

interface Company {
  ada: Person
  ben: Person
  florist: Person
  picnic: Group
  duo: Group
}
let company: Company | null = null

/** Those who are in the groups. */
function friends(): Company {
  if (company === null) throw new Error('the story has not begun')
  return company
}

// Whole days are told apart here.
test.beforeAll(awayFromMidnight)

const here = story({
  before: phone => {
    const long = phone.addPerson({ pn: '12065550180', lid: '90000000000180', pushName: 'Long', savedName: 'Long talk' })
    const messages = Array.from({ length: TOLD }, (_, index) => ({
      text: `line ${index + 1}${index % 7 === 0 ? ' and some more words that make this one taller than the others, over two lines or even three of them, so that heights differ' : ''}`,
      // Twenty a day, the last ones yesterday.
      at: noon() - DAY * (1 + Math.floor((TOLD - 1 - index) / 20)) + (index % 20) * 60_000,
      fromMe: index % 5 === 4 && index < TOLD - UNREAD,
    }))
    const [ada, ben, florist] = [
      phone.addPerson({ pn: '12065550182', lid: '90000000000182', pushName: 'Ada', savedName: 'Ada Moreau' }),
      phone.addPerson({ pn: '12065550183', lid: '90000000000183', pushName: 'Ben' }),
      phone.addPerson({
        pn: '12065550184',
        lid: '90000000000184',
        pushName: 'Fern',
        business: { name: 'Fern Florist', level: 'high' },
      }),
    ]
    // The business became verified on the day before yesterday.
    const shop = directChat(florist.jid('pn'), [{ text: 'Welcome!', at: noon() - 2 * DAY }], 0)
    shop.messages?.push({
      message: {
        key: { remoteJid: florist.jid('pn'), fromMe: false, id: '3ANOTICE' },
        messageTimestamp: Math.floor((noon() - 2 * DAY) / 1000) - 60,
        messageStubType: 11,
        messageStubParameters: ['Fern Florist'],
      },
    })
    phone.setHistory({ conversations: [directChat(long.jid('pn'), messages, UNREAD), shop] })
    const picnic = phone.addGroup({ subject: 'Picnic', members: [ada, ben, florist], admins: [ada] })
    const duo = phone.addGroup({ subject: 'Duo', members: [ada, ben] })
    company = { ada, ben, florist, picnic, duo }
  },
})

test('opens at the first unread message, and what was seen is read', async () => {
  const { page, phone } = here
  await expect(chatRow(page, 'Long talk')).toHaveAccessibleName(/40 unread messages/)
  const chat = await openChat(page, 'Long talk')
  const mark = chat.log.getByRole('separator', { name: '40 unread messages' })
  await expect(mark).toBeVisible()
  await expect(chat.message(/line 361(?!\d)/)).toBeInViewport()
  const markBox = await mark.locator('..').boundingBox()
  const logBox = await chat.log.boundingBox()
  expect((markBox?.y ?? 0) - (logBox?.y ?? 0)).toBeLessThan(80)
  await chat.log.hover()
  await page.mouse.wheel(0, 20_000)
  await expect(chatRow(page, 'Long talk')).not.toHaveAccessibleName(/unread/)
  await phone.waitFor('receipt', ({ type, ids }) => type === 'read' && ids.length > 0)
})

test('loads upward without a jump, down to the first message and back to the newest', async () => {
  const { page } = here
  const chat = await openChat(page, 'Long talk')
  // Where the first visible message stands is watched over every frame; a page that arrives must not move it.
  await chat.log.evaluate(watchForJumps)
  await chat.log.hover()
  await expect(async () => {
    await page.mouse.wheel(0, -WHEEL)
    await expect(chat.message(/line 1(?!\d)/)).toBeInViewport({ timeout: 30 })
  }).toPass({ timeout: 30_000, intervals: [20] })
  expect(await page.evaluate('window.jumps')).toEqual([])
  await expect(chat.log.getByRole('separator', { name: 'Yesterday' })).toHaveCount(0)
  await chat.region.getByRole('button', { name: 'Go to the newest messages' }).click()
  await expect(chat.message(/line 400/)).toBeInViewport()
  await expect(chat.log.getByRole('separator', { name: 'Yesterday' })).toBeVisible()
})

test('days are told apart', async () => {
  const { page } = here
  const chat = await openChat(page, 'Long talk')
  await expect(chat.log.getByRole('separator', { name: 'Yesterday' })).toHaveCount(1)
  const weekday = new Intl.DateTimeFormat('en', { weekday: 'long' }).format(noon() - 3 * DAY)
  await expect(chat.log.getByRole('separator', { name: weekday })).toHaveCount(1)
})

test('in a group the sender’s name stands with the message, changes are told in words, and a quote leads to its original', async () => {
  const { page, phone } = here
  const { ada, ben, florist: shop, picnic: group } = friends()
  const first = await ada.sendText('Who brings the blanket?', { to: group })
  for (let index = 1; index <= 30; index++) await ben.sendText(`meanwhile ${index}`, { to: group })
  await shop.sendText('I bring flowers', { to: group })
  await phone.settled()
  await ben.sendText('The blanket is mine', { to: group, quoted: first })
  await phone.settled()
  await expect(chatRow(page, 'Picnic')).toContainText('The blanket is mine')
  const chat = await openChat(page, 'Picnic')
  await expect(chat.message('Who brings the blanket?').first()).toContainText('Ada Moreau')
  await chat.region.getByRole('button', { name: /^Go to the newest messages/ }).click()
  await expect(chat.message('I bring flowers').getByRole('img', { name: 'Verified business' })).toBeVisible()
  const answer = chat.message('The blanket is mine')
  await expect(answer).toContainText('~ Ben')
  await answer.getByRole('button', { name: /Who brings the blanket/ }).click()
  await expect(chat.message('Who brings the blanket?').first()).toBeInViewport()
  group.setSubject('Picnic in the park', ada)
  const renamed = await openChat(page, 'Picnic in the park')
  await expect(
    renamed.log.getByText('Ada Moreau changed the name of the group to “Picnic in the park”.'),
  ).toBeAttached()
})

test('reactions, edits and revokes appear as they happen', async () => {
  const { page } = here
  const cem: Person = here.meet('Cem')
  const message = await cem.sendText('at fife')
  const chat = await openChat(page, '~ Cem')
  await expect(chat.message('at fife')).toBeVisible()
  await cem.react(message, '🎉')
  await expect(chat.message('at fife').getByRole('button', { name: '🎉 1 reaction: ~ Cem' })).toBeVisible()
  await cem.edit(message, 'at five')
  await expect(chat.message('at five')).toContainText('edited')
  await cem.react(message, '')
  await expect(chat.message('at five').getByRole('group', { name: 'Reactions' })).toHaveCount(0)
  await cem.revoke(message)
  await expect(chat.message('This message was deleted')).toBeVisible()
  await expect(chat.message('at five')).toHaveCount(0)
})

test('who is writing is told in the list and above the messages', async () => {
  const { page } = here
  const dora = here.meet('Dora')
  await dora.sendText('wait')
  const chat = await openChat(page, '~ Dora')
  // Whoever is not seen online is not told either.
  await expect.poll(() => here.phone.receivedOf('presence').at(-1)?.type).toBe('available')
  dora.typing('composing')
  await expect(chat.region.getByText('writing…')).toBeVisible()
  await expect(chatRow(page, '~ Dora')).toHaveAccessibleName(/writing…/)
  dora.typing('paused')
  await expect(chat.region.getByText('writing…')).toHaveCount(0)
})

test('links are links, and markup of others is only text', async () => {
  const { page } = here
  await here.meet('Eva').sendText('see example.org/menu and <b>not bold</b> javascript:alert(1) https://аpple.example/')
  const chat = await openChat(page, '~ Eva')
  const message = chat.message('not bold')
  await expect(message.getByRole('link', { name: 'example.org/menu' })).toHaveAttribute(
    'href',
    /^https?:\/\/example\.org\/menu$/,
  )
  await expect(message).toContainText('<b>not bold</b>')
  await expect(message.getByRole('link', { name: /javascript/ })).toHaveCount(0)
  // A host that only looks like another is followed by what it really is.
  await expect(message).toContainText('xn--pple-43d.example')
})

test('the info of a message tells who has got it and who has read it', async () => {
  const { page, phone } = here
  const { ben, duo } = friends()
  await ben.sendText('ready?', { to: duo })
  const chat = await openChat(page, 'Duo')
  await chat.write('always')
  const sent = await phone.waitFor(
    'message',
    entry => entry.message.conversation === 'always' || entry.message.extendedTextMessage?.text === 'always',
  )
  ben.read(sent)
  await expect(chat.tick('always', 'Delivered').or(chat.tick('always', 'Sent'))).toBeVisible()
  await chat.choose('always', 'Info')
  const info = page.getByRole('dialog', { name: 'Message info' })
  const reader = info.getByRole('listitem').filter({ hasText: '~ Ben' })
  await expect(reader).toContainText(/Read.*\d:\d\d/)
  await page.keyboard.press('Escape')
  await expect(info).toHaveCount(0)
})

test('a business is announced by a yellow notice that no menu can take away', async () => {
  const { page } = here
  const { florist } = friends()
  await florist.sendText('Roses are in')
  const chat = await openChat(page, 'Fern Florist')
  await expect(chat.message('Roses are in')).toBeVisible()
  const notice = chat.log.getByRole('note', { name: 'Business notice' }).first()
  await expect(notice).toContainText(/Fern Florist|business/)
  await notice.click({ button: 'right' })
  await expect(page.getByRole('menu')).toHaveCount(0)
  await chat.region.getByRole('button', { name: 'Show details' }).click()
  await expect(page.getByRole('complementary', { name: 'Details' })).toContainText('Verified business')
  await page.getByRole('button', { name: 'Close details' }).click()
})

test('older messages come from the phone when they are asked for', async () => {
  const { page, phone } = here
  const hana = phone.addPerson({ pn: '12065550181', lid: '90000000000181', pushName: 'Hana' })
  const older = Array.from({ length: 5 }, (_, index) => ({
    text: `long ago ${index}`,
    at: noon() - 90 * DAY + index * 1000,
  }))
  const chat = directChat(hana.jid('pn'), [{ text: 'the newest', at: noon() - DAY }], 0)
  phone.onOlderMessages(() => {
    const all = directChat('12065550181@s.whatsapp.net', older, 0).messages ?? []
    return all.map(({ message }, index) => ({ ...message, key: { ...message?.key, id: `3AOLD${index}` } }))
  })
  await phone.sendHistory({ conversations: [{ ...chat, endOfHistoryTransferType: 0 }] })
  const open = await openChat(page, '+1 206 555 0181')
  await open.region.getByRole('button', { name: 'Load older messages from your phone' }).click()
  await expect(open.message('long ago 4')).toBeAttached()
  await expect(open.message('long ago 0')).toBeAttached()
})

/** Runs in the page: notes every frame in which what is read moves although nobody scrolled. */
function watchForJumps(log: unknown): void {
  const view = log as {
    scrollTop: number
    querySelectorAll(query: string): Iterable<Row>
    getBoundingClientRect(): Box
  }
  type Box = { top: number; bottom: number }
  type Row = { dataset: { id?: string }; getBoundingClientRect(): Box }
  const world = globalThis as unknown as { jumps: number[]; requestAnimationFrame(frame: () => void): void }
  world.jumps = []
  let before = new Map<string, number>()
  let first: string | null = null
  const look = (): void => {
    const box = view.getBoundingClientRect()
    const now = new Map<string, number>()
    for (const row of view.querySelectorAll('[data-id]')) {
      const { top, bottom } = row.getBoundingClientRect()
      if (bottom > box.top && top < box.bottom) now.set(row.dataset.id ?? '', top)
    }
    const oldest = [...view.querySelectorAll('[data-id]')][0]?.dataset.id ?? null
    // The frame in which older rows came in: what was there already has moved by the wheel at most (2500 px down).
    if (first !== null && oldest !== first) {
      const moves = [...now].flatMap(([id, top]) => (before.has(id) ? [top - (before.get(id) ?? 0)] : []))
      if (moves.length === 0 || moves.some(move => move < -1 || move > 2501)) world.jumps.push(moves[0] ?? Number.NaN)
    }
    before = now
    first = oldest
    world.requestAnimationFrame(look)
  }
  look()
}
