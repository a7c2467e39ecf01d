import type { Locator, Page } from '@playwright/test'
import type { Person } from '../phone/api.ts'
import { buttonsCard, templateCard } from '../phone/cards.ts'
import { expect, test } from './support/app.ts'
import { expectAccessible } from './support/axe.ts'
import { DAY } from './support/sample.ts'
import { badge, chatRow, conversation, details, findChat, goTo, openChat, said } from './support/screen.ts'
import { expectNothingBeyond, resize } from './support/size.ts'
import { story } from './support/story.ts'

const here = story()

// The long story has many steps, and screens are looked at in two themes.
test.describe.configure({ timeout: 120_000 })

/** As the screen shows a number of `here.meet`. */
function number(person: Person): string {
  return (person.pn ?? '').replace(/^1(\d{3})(\d{3})(\d{4})@.*/, '+1 $1 $2 $3')
}

/** What is read out to screen readers as it happens. */
function spoken(page: Page, words: string | RegExp): Locator {
  return page.locator('[aria-live="polite"]').filter({ hasText: words })
}

test('from an unknown number to a verified business and back, without a reload', async () => {
  const { page, phone } = here
  const shop = here.meet('', { pushName: null, business: { name: 'Harbour Cinema', level: 'unknown' } })
  await page.evaluate('window.mark = 1')
  // The wire counts in seconds, and of what is attested in the same one the lesser counts: each change has a second of its own.
  let newest = Date.now()
  const later = () => {
    newest = Math.max(newest, Date.now()) + 1_000
    return { at: new Date(newest) }
  }

  // Nothing is attested with the message, and the server does not answer yet.
  phone.failQueries('usync:usync', 500)
  await shop.sendText('Hello from the box office', { verifiedName: null })
  const unknown = await openChat(page, number(shop))
  await expect(unknown.message('Hello from the box office')).toBeVisible()
  await expect(chatRow(page, number(shop))).not.toHaveAccessibleName(/Business/)

  // It is asked again by itself, and says that this is a business.
  phone.failQueries('usync:usync', null)
  const chat = await conversation(page, 'Harbour Cinema')
  const panel = await chat.showDetails()
  await expect(chatRow(page, 'Harbour Cinema')).toHaveAccessibleName(/Business account ?, not verified/)
  await expect(chat.region.getByText('Business account', { exact: true })).toBeVisible()
  await expect(panel).toContainText('Business account, not verified: anybody can choose such a name.')
  await expect(badge(page)).toHaveCount(0)
  await expect(chat.notice('It is not verified.')).toBeVisible()
  await expect(spoken(page, /^Business notice\. .*It is not verified\.$/)).toBeAttached()

  shop.business = { name: 'Harbour Cinema', level: 'high', hostStorage: 'on_premise', actualActors: 'self' }
  await shop.sendText('Your tickets: F7 and F8', later())
  await expect(badge(chatRow(page, 'Harbour Cinema'))).toBeVisible()
  await expect(badge(chat.region.getByRole('heading', { name: /Harbour Cinema/ }).first())).toBeVisible()
  await expect(badge(panel.getByRole('heading', { name: /Harbour Cinema/ }))).toBeVisible()
  await expect(panel).toContainText('Verified business: WhatsApp confirms that this number belongs to this business.')
  await expect(panel).toContainText('Verified since')
  await expect(chat.notice('Harbour Cinema is now a verified business.')).toBeVisible()
  await expect(spoken(page, 'Business notice. Harbour Cinema is now a verified business.')).toBeAttached()

  phone.appState.saveContact(shop, 'My cinema')
  const saved = await conversation(page, 'My cinema')
  await expect(chatRow(page, 'My cinema Verified business')).toBeVisible()
  await expect(panel).toContainText('Saved as My cinema · The business calls itself Harbour Cinema')

  shop.business = { ...shop.business, name: 'Harbour Film House' }
  await shop.sendText('We have a new name', later())
  await expect(saved.notice('changed its name from Harbour Cinema to Harbour Film House')).toBeVisible()
  await expect(panel).toContainText('The business calls itself Harbour Film House')
  const history = panel.getByRole('list', { name: 'What was attested' })
  await expect(history.getByRole('listitem').first()).toContainText('before: Harbour Cinema')
  await expect(history).toContainText('asked the server')
  await expect(history).toContainText('came with a message')

  await saved.choose('Your tickets: F7 and F8', 'Delete for me')
  const kept = page.getByRole('dialog', { name: 'This message is kept' })
  await expect(kept).toContainText('verified business')
  await kept.getByRole('button', { name: 'Close' }).last().click()
  await expect(saved.message('Your tickets: F7 and F8')).toBeVisible()

  await saved.chooseForChat('Block')
  const question = page.getByRole('dialog', { name: 'Block My cinema?' })
  await expect(badge(question)).toBeVisible()
  await question.getByRole('button', { name: 'Block and keep chat' }).click()
  await expect(saved.region.getByText('You have blocked My cinema', { exact: false })).toBeVisible()
  await expect(saved.composer).toHaveCount(0)
  expect(phone.blocked).toContain(shop.lid)
  await expect(badge(chatRow(page, 'My cinema'))).toBeVisible()
  await panel.getByRole('button', { name: 'Unblock' }).click()
  await expect(saved.composer).toBeVisible()
  expect(phone.blocked).not.toContain(shop.lid)

  shop.business = { ...shop.business, level: 'low' }
  await shop.sendText('Only a confirmed number now', later())
  await expect(saved.notice('no longer a verified business')).toBeVisible()
  await expect(badge(page)).toHaveCount(0)
  await expect(chatRow(page, 'My cinema')).toHaveAccessibleName(/Business account ?, number confirmed/)
  await expect(history.getByRole('listitem').first()).toContainText('Until then: verified business')
  await goTo(page, 'Businesses')
  const row = page.getByRole('list', { name: 'Businesses' }).getByRole('button', { name: /^My cinema/ })
  await expect(row).toHaveAccessibleName(/Business account ?, number confirmed/)
  await expect(badge(page)).toHaveCount(0)
  await goTo(page, 'Chats')

  // What it sends is as any other message again; the notices stay.
  const back = await openChat(page, 'My cinema')
  await back.choose('Your tickets: F7 and F8', 'Delete for me')
  await page
    .getByRole('alertdialog')
    .or(page.getByRole('dialog'))
    .getByRole('button', { name: 'Delete for me' })
    .click()
  await expect(back.message('Your tickets: F7 and F8')).toHaveCount(0)
  await expect(back.notice('Harbour Cinema is now a verified business.')).toBeVisible()
  expect(await page.evaluate('window.mark')).toBe(1)
  phone.assertClean()
})

test('an unsaved business that writes without an attestation is looked up, and labelled', async () => {
  const { page } = here
  const courier = here.meet('Parcels', { business: { name: 'Swift Parcels', level: 'low' } })
  await courier.sendText('Your parcel is on its way', { verifiedName: null })
  const row = chatRow(page, 'Swift Parcels')
  await expect(row).toHaveAccessibleName(/Business account ?, number confirmed/)
  await expect(badge(row)).toHaveCount(0)
})

test('the badge stands wherever the name of a verified business stands', async () => {
  const { page, phone } = here
  const bank = here.meet('Tide', { business: { name: 'Tide Bank', level: 'high' } })
  const ben = here.meet('Ben')
  const group = phone.addGroup({ subject: 'Treasurers', members: [bank, ben] })
  const first = await bank.sendText('Your statement is ready')
  // The list, the header, the details.
  await expect(badge(chatRow(page, 'Tide Bank'))).toBeVisible()
  const chat = await openChat(page, 'Tide Bank')
  await expect(badge(chat.region.getByRole('heading', { name: /Tide Bank/ }))).toBeVisible()
  const panel = await chat.showDetails()
  await expect(badge(panel.getByRole('heading', { name: /Tide Bank/ }))).toBeVisible()
  await page.getByRole('button', { name: 'Close details' }).click()

  // In a group: above the message, as a quote's author, in a mention, among the members, in the list's last line.
  const line = await bank.sendText('The branch closes at noon', { to: group })
  const room = await openChat(page, 'Treasurers')
  await expect(badge(room.message('The branch closes at noon'))).toBeVisible()
  await expect(badge(chatRow(page, 'Treasurers'))).toBeVisible()
  const question = await ben.sendText('Again?', { to: group, quoted: line })
  await expect(badge(room.message('Again?'))).toBeVisible()
  const token = (bank.lid ?? '').split('@')[0]
  await ben.sendMessage(
    { extendedTextMessage: { text: `Ask @${token}`, contextInfo: { mentionedJid: [bank.lid ?? ''] } } },
    { to: group },
  )
  await expect(room.message('Ask @Tide Bank')).toBeVisible()
  await expect(badge(room.message('Ask @Tide Bank'))).toBeVisible()
  // In what is read out, among those who reacted, and in the lines between the messages.
  // Messages that arrive in one moment are said as a number only: then it is written once more.
  await expect(async () => {
    await bank.sendText('From Monday on', { to: group })
    await expect(spoken(page, 'Tide Bank, Verified business: From Monday on')).toBeAttached({ timeout: 3000 })
  }).toPass({ timeout: 20_000 })
  await bank.react(question, '👍', { to: group })
  const chip = room.message('Again?').getByRole('button', { name: '👍 1 reaction: Tide Bank, Verified business' })
  await chip.hover()
  const reactors = page.locator('[data-side]').filter({ hasText: 'Tide Bank' })
  await expect(badge(reactors)).toBeVisible()
  const savings = here.meet('', { pushName: null, business: { name: 'Reef Savings', level: 'high' } })
  await savings.sendText('Welcome')
  await expect(badge(chatRow(page, 'Reef Savings'))).toBeVisible()
  group.add([savings], ben)
  await expect(badge(room.log.locator('p').filter({ hasText: '~ Ben added Reef Savings' }))).toBeVisible()
  const facts = await room.showDetails()
  const members = facts.getByRole('list', { name: 'Members' }).getByRole('listitem')
  await expect(badge(members.filter({ hasText: 'Tide Bank' }))).toBeVisible()
  await expect(badge(members.filter({ hasText: 'Ben' }))).toHaveCount(0)
  await page.getByRole('button', { name: 'Close details' }).click()

  // Search: chats and messages.
  const search = page.getByRole('searchbox', { name: 'Search' })
  await search.fill('tide')
  await expect(badge(chatRow(page, 'Tide Bank'))).toBeVisible()
  await search.fill('statement')
  const hits = page.getByRole('list', { name: 'Messages', exact: true }).getByRole('button')
  await expect(badge(hits.filter({ hasText: 'statement' }))).toBeVisible()
  await search.fill('')

  // The directory and the block list.
  await goTo(page, 'Businesses')
  const listed = page.getByRole('list', { name: 'Businesses' }).getByRole('button', { name: /^Tide Bank/ })
  await expect(badge(listed)).toBeVisible()
  await goTo(page, 'Chats')
  await findChat(page, 'Tide Bank')
  await chat.choose('Your statement is ready', 'Reply')
  await expect(badge(chat.region.locator('form'))).toBeVisible()
  await page.keyboard.press('Escape')
  phone.own.block(bank)
  await expect(chat.composer).toHaveCount(0)
  await goTo(page, 'Settings')
  const blocked = page.getByRole('list', { name: 'Blocked contacts' }).getByRole('listitem')
  await expect(badge(blocked.filter({ hasText: 'Tide Bank' }))).toBeVisible()
  await blocked.filter({ hasText: 'Tide Bank' }).getByRole('button', { name: 'Unblock' }).click()
  await expect(page.getByText('Nobody is blocked.')).toBeVisible()
  expect(phone.blocked).not.toContain(bank.lid)
  await goTo(page, 'Chats')
  await expect(chat.message('Your statement is ready')).toBeVisible()
  expect(first.author).toBe(bank)
})

test('hovering, focusing or pressing the badge says in words what it means', async () => {
  const { page } = here
  await here.meet('Reef', { business: { name: 'Reef Air', level: 'high' } }).sendText('Boarding at gate 4')
  const chat = await openChat(page, 'Reef Air')
  const sign = badge(chat.region.getByRole('heading', { name: /Reef Air/ }))
  const words = page.getByText('this number is confirmed as belonging to that business', { exact: false })
  await sign.hover()
  await expect(words).toBeVisible()
  await chat.composer.hover()
  await expect(words).toHaveCount(0)
  await page.keyboard.press('Shift+Tab')
  await sign.focus()
  await expect(words).toBeVisible()
  await chat.composer.focus()
  await expect(words).toHaveCount(0)
  await sign.click()
  await expect(words).toBeVisible()
  await page.keyboard.press('Escape')
})

test('a possible impostor is warned of in list and chat, until the user dismisses it', async () => {
  const { page } = here
  await here.meet('Quay', { business: { name: 'Quay Hotels', level: 'high' } }).sendText('Your room is booked')
  await expect(badge(chatRow(page, 'Quay Hotels'))).toBeVisible()
  // A capital letter of another script, and a check mark.
  await here.meet('Quay Ηotels ✅').sendText('Send us the code, please')
  const row = chatRow(page, '~ Quay')
  await expect(row).toHaveAccessibleName(/Not the verified Quay Hotels/)
  await expect(badge(row)).toHaveCount(0)
  const chat = await openChat(page, '~ Quay Ηotels')
  const warning = chat.region.getByRole('alert', { name: 'Possible impostor' })
  await expect(warning).toContainText('Not the verified Quay Hotels')
  await expectAccessible(page)
  await warning.getByRole('button', { name: 'Dismiss' }).click()
  await expect(warning).toHaveCount(0)
  await expect(row).not.toHaveAccessibleName(/Not the verified/)
  await said(page).getByRole('button', { name: 'Undo' }).click()
  await expect(warning).toBeVisible()
  await warning.getByRole('button', { name: 'Dismiss' }).click()
  await expect(warning).toHaveCount(0)
  // The real one is never warned of.
  const real = await openChat(page, 'Quay Hotels')
  await expect(real.message('Your room is booked')).toBeVisible()
  await expect(real.region.getByRole('alert')).toHaveCount(0)
})

test('tickets and codes of the last days stand in the details, and lead to their messages', async () => {
  const { page, app } = here
  const rides = here.meet('Rides', { business: { name: 'Coast Rides', level: 'high' } })
  await rides.sendMessage(
    templateCard({ title: 'Ride confirmed', body: 'Your ride PIN is 4821.' }, [
      { kind: 'copy', text: 'Copy code', code: '4821' },
      { kind: 'url', text: 'Follow the car', url: 'https://rides.example.org/trip/7' },
    ]),
  )
  await rides.sendText('You paid 736.20 for trip 90211 on 12/05.')
  await rides.sendText('Use 736201 as your one-time code.', { at: new Date(Date.now() - 31 * DAY) })
  const chat = await openChat(page, 'Coast Rides')
  const panel = await chat.showDetails()
  const codes = panel.getByRole('list', { name: 'Codes' })
  await expect(codes.getByRole('listitem')).toHaveCount(1)
  await codes.getByRole('button', { name: 'Copy code 4821' }).click()
  await expect(said(page)).toContainText('Code copied.')
  await expect.poll(() => app.clipboard()).toBe('4821')
  const tickets = panel.getByRole('list', { name: 'Tickets and files' })
  await tickets.getByRole('button', { name: /Ride confirmed|ride PIN/ }).click()
  await expect(chat.message('Your ride PIN is 4821')).toBeInViewport()
  await page.getByRole('button', { name: 'Close details' }).click()
})

test('the directory lists, filters, finds, sorts, and opens chats and details', async () => {
  const { page, phone } = here
  const profile = {
    description: 'Books & coffee',
    address: '12 Pier Road',
    website: ['https://shop.example.org'],
    timezone: 'Europe/London',
    hours: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'].map(day => ({ day_of_week: day, mode: 'open_24h' })),
  }
  const books = here.meet('', { pushName: null, business: { name: 'Zephyr Books', level: 'high', profile } })
  const kiosk = here.meet('', { pushName: null, business: { name: 'Aster Kiosk', level: 'unknown' } })
  await books.sendText('Your order has come')
  await kiosk.sendText('We are closed today')
  await goTo(page, 'Businesses')
  await expect(page.getByRole('heading', { name: 'Businesses', level: 1 })).toBeVisible()
  const list = page.getByRole('list', { name: 'Businesses' })
  const row = (name: RegExp) => list.getByRole('button', { name })
  await expect(row(/^Aster Kiosk/)).toHaveAccessibleName(/Business account ?, not verified.*We are closed today/)
  await expect(badge(row(/^Zephyr Books/))).toBeVisible()
  await expectAccessible(page)

  const filter = page.getByRole('tablist', { name: 'Filter businesses' })
  await filter.getByRole('tab', { name: 'Verified', exact: true }).click()
  await expect(row(/^Zephyr Books/)).toBeVisible()
  await expect(row(/^Aster Kiosk/)).toHaveCount(0)
  await filter.getByRole('tab', { name: 'Not verified' }).click()
  await expect(row(/^Aster Kiosk/)).toBeVisible()
  await expect(row(/^Zephyr Books/)).toHaveCount(0)
  await filter.getByRole('tab', { name: 'All' }).click()

  await page.getByRole('button', { name: /^Sort: / }).click()
  await page
    .getByRole('menuitemradio', { name: 'Name' })
    .or(page.getByRole('menuitem', { name: 'Name' }))
    .click()
  await expect(list.getByRole('listitem').first()).toContainText('Aster Kiosk')
  const find = page.getByRole('searchbox', { name: 'Search' })
  await find.fill('zeph')
  await expect(list.getByRole('listitem')).toHaveCount(1)
  await find.fill(number(books).slice(-8))
  await expect(row(/^Zephyr Books/)).toBeVisible()
  await find.fill('nobody at all')
  await expect(page.getByText('No business matches “nobody at all”')).toBeVisible()
  await find.fill('zeph')

  await page.getByRole('button', { name: 'Details of Zephyr Books' }).click()
  await expect(details(page)).toContainText('Books & coffee')
  await expect(details(page)).toContainText('12 Pier Road')
  await expect(details(page)).toContainText('Open now')
  await expect(details(page)).toContainText('Times of the business: ')
  await expectAccessible(page)
  await resize(here.app, page, 800, 600)
  await expectNothingBeyond(page)
  await resize(here.app, page, 1280, 800)
  await details(page).getByRole('button', { name: 'shop.example.org' }).click()
  await expect(page.getByRole('dialog', { name: 'Open this link?' })).toContainText('https://shop.example.org/')
  await page.keyboard.press('Escape')
  await details(page).getByRole('button', { name: 'Open chat' }).click()
  const chat = await conversation(page, 'Zephyr Books')
  await expect(chat.message('Your order has come')).toBeVisible()
  phone.assertClean()
})

test('a business without a profile says so, and when it was asked', async () => {
  const { page } = here
  const pier = here.meet('', { pushName: null, business: { name: 'Pier Ferries', level: 'high' } })
  await pier.sendText('The nine o’clock boat is late')
  const panel = await (await openChat(page, 'Pier Ferries')).showDetails()
  await expect(panel).toContainText('This business has no profile.')
  await expect(panel).toContainText('As of ')
  await expect(panel).not.toContainText('Not fetched yet.')
})

test('the details, the block question and the kept message are accessible', async () => {
  const { page } = here
  await here
    .meet('Oak', { business: { name: 'Oak & Sons', level: 'high' } })
    .sendMessage(buttonsCard({ title: 'Offer', body: 'A table for two?' }, [{ id: 'a', text: 'Yes, please' }]))
  const chat = await openChat(page, 'Oak & Sons')
  const panel = await chat.showDetails()
  await panel.getByRole('button', { name: 'Not the business you know?' }).click()
  await expect(panel).toContainText('The green badge proves one thing')
  await expectAccessible(page)
  await chat.choose('A table for two?', 'Delete for me')
  await expect(page.getByRole('dialog', { name: 'This message is kept' })).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await panel.getByRole('button', { name: 'Block' }).click()
  await expect(page.getByRole('dialog', { name: 'Block Oak & Sons?' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Block and keep chat' }).click()
  await said(page).getByRole('button', { name: 'Undo' }).click()
  await expect(chat.composer).toBeVisible()
  await panel.getByRole('button', { name: 'Block' }).click()
  await page.getByRole('button', { name: 'Block and keep chat' }).click()
  await expect(chat.composer).toHaveCount(0)
  await expectAccessible(page)
  await panel.getByRole('button', { name: 'Unblock' }).click()
  await expect(chat.composer).toBeVisible()
  await page.getByRole('button', { name: 'Close details' }).click()
})

test('all of it is there in French', async () => {
  const { page } = here
  const spa = here.meet('Spa', { business: { name: 'Bains du Port', level: 'high' } })
  await spa.sendText('À samedi')
  await goTo(page, 'Settings')
  await page.getByRole('radiogroup', { name: 'Language' }).getByRole('radio', { name: 'Français' }).click()
  await expect(page.getByRole('heading', { name: 'Réglages', level: 1 })).toBeVisible()
  await page
    .getByRole('navigation')
    .getByRole('button', { name: /^Discussions/ })
    .click()
  const row = page
    .getByRole('list', { name: 'Discussions', exact: true })
    .getByRole('button', { name: /^Bains du Port/ })
  await expect(row.getByRole('img', { name: 'Entreprise vérifiée' })).toBeVisible()
  await row.click()
  await expect(page.getByRole('note').filter({ hasText: 'Bains du Port est une entreprise vérifiée' })).toBeVisible()
  await page
    .getByRole('navigation')
    .getByRole('button', { name: /^Entreprises/ })
    .click()
  await expect(page.getByRole('heading', { name: 'Entreprises', level: 1 })).toBeVisible()
  await expectNothingBeyond(page)
  await resize(here.app, page, 800, 600)
  await expectNothingBeyond(page)
  await resize(here.app, page, 1280, 800)
  await page
    .getByRole('navigation')
    .getByRole('button', { name: /^Réglages/ })
    .click()
  await page.getByRole('radio', { name: 'English', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible()
})
