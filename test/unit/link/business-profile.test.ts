import { expect, test } from 'vitest'
import { catalogIn, catalogQuery } from '../../../src/main/engine/link/business-catalog.ts'
import { profileIn, profileQuery } from '../../../src/main/engine/link/business-profile.ts'
import type { BinaryNode } from '../../../src/main/engine/link/library.ts'

const shop = { pn: '15550150@s.whatsapp.net', lid: '90010150@lid' }
const node = (tag: string, content?: BinaryNode['content'], attrs: Record<string, string> = {}): BinaryNode =>
  content === undefined ? { tag, attrs } : { tag, attrs, content }
const text = (tag: string, words: string): BinaryNode => node(tag, Buffer.from(words))
const hours = (attrs: Record<string, string>): BinaryNode => node('business_hours_config', undefined, attrs)

const answer = (content: BinaryNode[], jid = shop.pn): BinaryNode =>
  node('iq', [node('business_profile', [node('profile', content, { jid })])], { type: 'result' })
const told = (...content: BinaryNode[]) => profileIn(answer(content), shop)?.profile

const nothing = {
  description: null,
  address: null,
  email: null,
  websites: [],
  category: null,
  timeZone: null,
  hours: [],
}

test('everything that the node says', () => {
  expect(
    profileIn(
      answer([
        text('description', 'Films\nevery day'),
        text('address', '1 High Street'),
        text('email', 'desk@cinema.example'),
        text('website', 'https://cinema.example/'),
        text('website', 'http://tickets.cinema.example/buy?x=1'),
        node('categories', [text('category', 'Cinema'), text('category', 'Café'), text('category', 'Cinema')]),
        node(
          'business_hours',
          [
            hours({ day_of_week: 'mon', mode: 'specific_hours', open_time: '840', close_time: '1440' }),
            hours({ day_of_week: 'mon', mode: 'specific_hours', open_time: '540', close_time: '720' }),
            hours({ day_of_week: 'sun', mode: 'open_24h' }),
            hours({ day_of_week: 'sat', mode: 'appointment_only' }),
          ],
          { timezone: 'Europe/London' },
        ),
        node('profile_options', [text('commerce_experience', 'catalog')]),
      ]),
      shop,
    ),
  ).toEqual({
    profile: {
      description: 'Films\nevery day',
      address: '1 High Street',
      email: 'desk@cinema.example',
      websites: ['https://cinema.example/', 'http://tickets.cinema.example/buy?x=1'],
      category: 'Cinema, Café',
      timeZone: 'Europe/London',
      hours: [
        { day: 0, mode: 'allDay', opens: null, closes: null },
        { day: 1, mode: 'specific', opens: 540, closes: 720 },
        { day: 1, mode: 'specific', opens: 840, closes: 1440 },
        { day: 6, mode: 'appointment', opens: null, closes: null },
      ],
    },
    hasCatalog: true,
  })
  expect(profileIn(answer([]), shop)).toEqual({ profile: nothing, hasCatalog: false })
})

test('none, and somebody else’s', () => {
  expect(profileIn(node('iq', [node('business_profile', [])]), shop)).toBeNull()
  expect(profileIn(node('iq'), shop)).toBeNull()
  expect(profileIn(answer([text('description', 'x')], '15550199@s.whatsapp.net'), shop)).toBeNull()
  expect(profileIn(answer([text('description', 'x')], shop.lid), shop)?.profile.description).toBe('x')
})

test.each([
  ['javascript:alert(1)', []],
  ['data:text/html,x', []],
  ['file:///etc/passwd', []],
  ['ftp://cinema.example', []],
  ['https://bank.example@evil.example', []],
  ['https://user:word@evil.example', []],
  ['not a site', []],
  ['https://', []],
  [`https://cinema.example/${'x'.repeat(2_000)}`, []],
  ['cinema.example/tickets', ['https://cinema.example/tickets']],
  ['HTTPS://CINEMA.example', ['https://cinema.example/']],
  ['https://аpple.example', ['https://xn--pple-43d.example/']],
])('website %s', (raw, websites) => {
  expect(told(text('website', raw))?.websites).toEqual(websites)
})

test('texts of strangers are cleaned and bounded', () => {
  const long = told(
    text('description', `\u202eFilms\u0000\u200b ${'a'.repeat(1_000_000)}`),
    text('address', '\u2066 \n\n\n\n '),
    text('email', 'Verified business <support@bank.example>'),
    node('categories', [text('category', '✅ Verified business'), text('category', '\u202e')]),
  )
  expect(long?.description).toMatch(/^Films aaa/)
  expect(long?.description?.length).toBeLessThanOrEqual(1_000)
  expect(long).toMatchObject({ address: null, email: null, category: 'Verified business' })
  expect(told(text('email', 'a b@x.example'))?.email).toBeNull()
  expect(told(text('email', `${'a'.repeat(300)}@x.example`))?.email).toBeNull()
  expect(told(node('description', Buffer.from([0xff, 0xfe, 0xc0])))?.description).toBe('���')
  expect(
    told(...Array.from({ length: 50 }, (_, n) => text('website', `https://a${n}.example`)))?.websites,
  ).toHaveLength(5)
})

test('hours and zones that make no sense are left out', () => {
  const of = (timezone: string | null, ...entries: Record<string, string>[]) =>
    told(node('business_hours', entries.map(hours), timezone === null ? {} : { timezone }))
  for (const zone of [
    null,
    '',
    'Mars/Olympus',
    '+05:30',
    'constructor',
    '__proto__',
    'x'.repeat(100),
    'Europe/../London',
  ]) {
    expect([zone, of(zone)?.timeZone]).toEqual([zone, null])
  }
  const specific = (more: Record<string, string>) => ({ day_of_week: 'mon', mode: 'specific_hours', ...more })
  expect(
    of(
      null,
      specific({}),
      specific({ open_time: '540' }),
      specific({ open_time: '-5', close_time: '600' }),
      specific({ open_time: '1500', close_time: '1600' }),
      specific({ open_time: '540', close_time: '540' }),
      specific({ open_time: '1e3', close_time: '1200' }),
      { day_of_week: 'constructor', mode: 'open_24h' },
      { day_of_week: 'monday', mode: 'open_24h' },
      { day_of_week: 'mon', mode: 'sometimes', open_time: '1', close_time: '2' },
      specific({ open_time: '1200', close_time: '120' }),
      specific({ open_time: '1200', close_time: '120' }),
    )?.hours,
  ).toEqual([{ day: 1, mode: 'specific', opens: 1200, closes: 120 }])
  const many = Array.from({ length: 500 }, (_, n) => specific({ open_time: String(n), close_time: '1440' }))
  expect(of(null, ...many)?.hours.length).toBeLessThanOrEqual(28)
})

test('asked by number, else by LID', () => {
  expect(JSON.stringify(profileQuery(shop))).toContain('"jid":"15550150@s.whatsapp.net"')
  expect(JSON.stringify(profileQuery({ pn: null, lid: shop.lid }))).toContain('"jid":"90010150@lid"')
  expect(JSON.stringify(catalogQuery({ pn: null, lid: shop.lid }, null))).toContain('"jid":"90010150@lid"')
})

test('a page of a catalog', () => {
  const page = (...content: BinaryNode[]) => catalogIn(node('iq', [node('product_catalog', content)]))
  const hidden = node('product', [], { is_hidden: 'true' })
  expect(page(node('product'), hidden, node('product'))).toEqual({ products: 2, after: null })
  expect(page(node('product'), node('paging', [text('after', 'x')]))).toEqual({ products: 1, after: 'x' })
  expect(page(node('paging', [text('after', 'x'.repeat(10_000))]))).toEqual({ products: 0, after: null })
  expect(() => catalogIn(node('iq'))).toThrow('without a catalog')
})
