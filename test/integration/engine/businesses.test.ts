/** The directory, details and profiles of businesses, over the wire (domain.md §3). */
import { proto } from 'baileys'
import { expect, test } from 'vitest'
import type { Business, BusinessDetails } from '../../../src/shared/model.ts'
import type { Business as Attested, Person, Phone } from '../../phone/api.ts'
import { CallFailure, Desk, newPhone } from './desk.ts'

const profile = {
  description: 'Films\nevery day',
  address: '1 High Street',
  website: ['https://cinema.example', 'javascript:alert(1)'],
  email: 'desk@cinema.example',
  category: 'Cinema',
  timezone: 'Europe/London',
  hours: [{ day_of_week: 'mon', mode: 'specific_hours', open_time: '540', close_time: '1080' }],
  catalog: 3,
}

async function scene(business: Attested): Promise<{ phone: Phone; desk: Desk; shop: Person; personId: number }> {
  const phone = await newPhone()
  const shop = phone.addPerson({ pn: '15550101', lid: '90010101', pushName: 'shop', business })
  const desk = await Desk.linked(phone)
  await shop.sendText('Your ticket', { addressing: 'lid' })
  const chat = await desk.until('its chat', async () =>
    (await desk.chats()).find(({ standing }) => standing !== 'none'),
  )
  return { phone, desk, shop, personId: chat.personId ?? 0 }
}

const directory = async (desk: Desk): Promise<Business[]> =>
  (await desk.call('businessesPage', { standing: 'all', sort: 'name', query: '', after: null, limit: 50 })).items

const asked = (phone: Phone, name: string): number => phone.receivedOf('query').filter(q => q.name === name).length

/** The details once they are as wanted. */
const details = (
  desk: Desk,
  personId: number,
  what: string,
  wanted: (details: BusinessDetails) => boolean,
): Promise<BusinessDetails> =>
  desk.until(what, async () => {
    const found = await desk.call('businessDetails', { personId })
    return wanted(found) ? found : null
  })

test('businesses of the history are in the directory, and get their standing by looking them up', async () => {
  const phone = await newPhone()
  const levels = ['high', 'low', 'unknown'] as const
  const firms = levels.map((level, n) =>
    phone.addPerson({ pn: `1555011${n}`, lid: `9001011${n}`, business: { name: `Shop ${n}`, level } }),
  )
  phone.addPerson({ pn: '15550120', lid: '90010120', pushName: 'Ada', savedName: 'Ada' })
  const at = Math.floor(Date.now() / 1000) - 86_400
  phone.setHistory({
    chunks: [
      {
        syncType: proto.HistorySync.HistorySyncType.RECENT,
        progress: 100,
        content: {
          conversations: firms.map((firm, n) => ({
            id: firm.jid('pn'),
            conversationTimestamp: at + n,
            messages: [
              {
                message: {
                  key: { remoteJid: firm.jid('pn'), fromMe: false, id: `H${n}` },
                  messageTimestamp: at + n,
                  message: { conversation: `Welcome to ${n}` },
                  verifiedBizName: `Shop ${n}`,
                },
              },
            ],
          })),
        },
      },
    ],
  })
  const desk = await Desk.linked(phone)
  await desk.until('their standing', async () => {
    const shown = await directory(desk)
    return shown.map(({ standing }) => standing).join() === 'verified,confirmed,unverified'
  })
  const recent = await desk.call('businessesPage', {
    standing: 'all',
    sort: 'recent',
    query: '',
    after: null,
    limit: 2,
  })
  expect(recent.items.map(({ name, last, at: time }) => [name.text, last?.text, time])).toEqual([
    ['Shop 2', 'Welcome to 2', (at + 2) * 1000],
    ['Shop 1', 'Welcome to 1', (at + 1) * 1000],
  ])
  const rest = await desk.call('businessesPage', {
    standing: 'all',
    sort: 'recent',
    query: '',
    after: recent.next,
    limit: 2,
  })
  expect([rest.items.map(({ name }) => name.text), rest.next]).toEqual([['Shop 0'], null])
  const found = { standing: 'verified', sort: 'since', query: 'sho', after: null, limit: 9 } as const
  expect((await desk.call('businessesPage', found)).items.map(({ name }) => name.text)).toEqual(['Shop 0'])
  phone.assertClean()
})

test('a business renames itself and loses its level: directory and details follow', async () => {
  const { phone, desk, shop, personId } = await scene({ name: 'Lantern Cinemas', level: 'high' })
  const first = await desk.call('businessDetails', { personId })
  expect(first).toMatchObject({ history: [{ source: 'stanza', standing: 'verified', name: 'Lantern Cinemas' }] })
  expect(first.verifiedSince).toBe((await directory(desk))[0]?.since)
  shop.business = { name: 'Lantern Pictures', level: 'high' }
  await shop.sendText('We have a new name', { at: new Date(Date.now() + 2_000) })
  await desk.until('the new name', async () => (await directory(desk))[0]?.name.text === 'Lantern Pictures')
  shop.business = { name: 'Lantern Pictures', level: 'low' }
  await shop.sendText('and are smaller', { at: new Date(Date.now() + 4_000) })
  const now = await details(desk, personId, 'the lower level', ({ person }) => person.standing === 'confirmed')
  expect(now.verifiedSince).toBeNull()
  expect(now.history.map(({ standing, name }) => [standing, name])).toEqual([
    ['confirmed', 'Lantern Pictures'],
    ['verified', 'Lantern Pictures'],
    ['verified', 'Lantern Cinemas'],
  ])
  const [row] = await directory(desk)
  expect(row).toMatchObject({ standing: 'confirmed', since: now.history[0]?.at })
  phone.assertClean()
})

test('a refresh asks the server: level and profile, which is then here offline, with its age', {
  timeout: 60_000,
}, async () => {
  const { phone, desk, shop, personId } = await scene({ name: 'Lantern Cinemas', level: 'high', profile })
  desk.events.length = 0
  await desk.call('businessRefresh', { personId, force: true })
  const fetched = await details(desk, personId, 'its catalog', ({ profile: told }) => told?.catalogCount === 3)
  expect(fetched.profile).toMatchObject({
    description: 'Films\nevery day',
    address: '1 High Street',
    email: 'desk@cinema.example',
    websites: ['https://cinema.example/'],
    category: 'Cinema',
    timeZone: 'Europe/London',
    hours: [{ day: 1, mode: 'specific', opens: 540, closes: 1080 }],
  })
  expect(Date.now() - (fetched.profile?.at ?? 0)).toBeLessThan(30_000)
  await desk.until('an event', async () =>
    desk.events.some(event => event.type === 'persons' && event.ids.includes(personId)),
  )
  // Opened again, also after a start: nobody is asked.
  const before = asked(phone, 'w:biz:business_profile')
  await desk.restart()
  await desk.connected()
  await desk.call('businessDetails', { personId })
  shop.business = { name: 'Lantern Cinemas', level: 'low', profile: { description: 'Closed' } }
  await desk.call('businessRefresh', { personId, force: true })
  const changed = await desk.call('businessDetails', { personId })
  expect(changed).toMatchObject({
    person: { standing: 'confirmed' },
    history: [{ source: 'lookup', standing: 'confirmed' }, { standing: 'verified' }],
    profile: { description: 'Closed', websites: [], catalogCount: null },
  })
  expect(asked(phone, 'w:biz:business_profile')).toBe(before + 1)
  phone.line.cut()
  await desk.until('offline', async () => (await desk.state()).connection.state === 'offline')
  expect(await desk.result('businessRefresh', { personId, force: true })).toMatchObject({ error: { code: 'OFFLINE' } })
  expect((await desk.call('businessDetails', { personId })).profile).toEqual(changed.profile)
  phone.assertClean()
})

test('opened for the first time, details fetch the profile by themselves, within the pace', async () => {
  const { phone, desk, personId } = await scene({ name: 'Lantern Cinemas', level: 'high', profile })
  expect((await desk.call('businessDetails', { personId })).profile).toBeNull()
  await details(desk, personId, 'its profile', ({ profile: told }) => told?.catalogCount === 3)
  const queries = phone
    .receivedOf('query')
    .filter(q => q.name.startsWith('w:biz') || (q.name === 'usync:usync' && q.attrs.mode === 'full'))
  expect(queries.length).toBeGreaterThan(1)
  for (const [n, { at }] of queries.slice(1).entries()) {
    expect(at.getTime() - (queries[n]?.at.getTime() ?? 0)).toBeGreaterThan(1_900)
  }
  phone.assertClean()
})

test('of a business without a profile it is known that it was asked for', async () => {
  const { phone, desk, personId } = await scene({ name: 'Lantern Cinemas', level: 'high' })
  const before = Date.now()
  const none = await details(desk, personId, 'the answer', ({ profileAskedAt }) => profileAskedAt !== null)
  expect(none.profile).toBeNull()
  expect(Math.abs((none.profileAskedAt ?? 0) - before)).toBeLessThan(30_000)
  phone.assertClean()
})

test('refused or not answered: what was known stays', { timeout: 60_000 }, async () => {
  const { phone, desk, shop, personId } = await scene({ name: 'Lantern Cinemas', level: 'high', profile })
  await desk.call('businessRefresh', { personId, force: true })
  const known = await desk.call('businessDetails', { personId })
  phone.failQueries('w:biz:business_profile', 500)
  shop.business = { name: 'Lantern Cinemas', level: 'low', profile: { description: 'Closed' } }
  const refused = desk.call('businessRefresh', { personId, force: true })
  await expect(refused).rejects.toThrow(CallFailure)
  await expect(refused).rejects.toMatchObject({ code: 'SERVER_REFUSED' })
  const after = await desk.call('businessDetails', { personId })
  // The other question was answered.
  expect(after.person.standing).toBe('confirmed')
  expect(after.profile?.description).toEqual(known.profile?.description)
  phone.failQueries('w:biz:business_profile', 'ignored')
  await expect(desk.call('businessRefresh', { personId, force: true })).rejects.toMatchObject({ code: 'TIMEOUT' })
  phone.failQueries('w:biz:business_profile', null)
  phone.failQueries('usync:usync', 503)
  await expect(desk.call('businessRefresh', { personId, force: true })).rejects.toMatchObject({
    code: 'SERVER_REFUSED',
  })
  const last = await desk.call('businessDetails', { personId })
  expect(last).toMatchObject({ person: { standing: 'confirmed' }, profile: { description: 'Closed' } })
  phone.assertClean()
})

test('a hostile profile is harmless, and says nothing of who it is', async () => {
  const { phone, desk, personId } = await scene({
    name: 'Lantern Cinemas',
    level: 'low',
    profile: {
      description: `\u202e✅ Verified business\u0000${'x'.repeat(200_000)}`,
      address: '\u2066\u200b',
      website: ['javascript:alert(1)', 'https://bank.example@evil.example', 'data:text/html,x'],
      email: '"><img src=x>@evil.example',
      category: '🟢✔️ Verified business',
      timezone: '../../etc/passwd',
      hours: [
        { day_of_week: '__proto__', mode: 'open_24h' },
        { day_of_week: 'mon', mode: 'specific_hours', open_time: '-1', close_time: '99999' },
      ],
    },
  })
  await desk.call('businessRefresh', { personId, force: true })
  const { person, profile: told } = await desk.call('businessDetails', { personId })
  expect(person.standing).toBe('confirmed')
  expect(told).toMatchObject({
    address: null,
    websites: [],
    email: null,
    category: 'Verified business',
    timeZone: null,
    hours: [],
  })
  expect(told?.description?.length).toBeLessThanOrEqual(1_000)
  expect(told?.description).not.toMatch(/\p{Cc}|\p{Bidi_Control}/u)
  phone.assertClean()
})

test('oneself, nobody, and somebody who is no business', async () => {
  const { phone, desk } = await scene({ name: 'Lantern Cinemas', level: 'low', profile })
  const me = (await desk.state()).account?.personId ?? 0
  expect(await desk.result('businessRefresh', { personId: me, force: true })).toMatchObject({
    error: { code: 'NOT_ALLOWED' },
  })
  expect(await desk.result('businessRefresh', { personId: 999, force: true })).toMatchObject({
    error: { code: 'NOT_FOUND' },
  })
  expect(await desk.result('businessDetails', { personId: 999 })).toMatchObject({ error: { code: 'NOT_FOUND' } })
  const ada = phone.addPerson({ pn: '15550102', lid: '90010102', pushName: 'Ada' })
  await ada.sendText('hi')
  const personId = (await desk.chat('~ Ada')).personId ?? 0
  await desk.call('businessRefresh', { personId, force: true })
  expect(asked(phone, 'w:biz:business_profile')).toBe(0)
  expect(await desk.call('businessDetails', { personId })).toMatchObject({ history: [], profile: null, reader: null })
  phone.unlink()
  await desk.until('unlinked', async () => (await desk.state()).linking.step === 'loggedOut')
  expect(await desk.result('businessRefresh', { personId, force: true })).toMatchObject({
    error: { code: 'NOT_LINKED' },
  })
})
