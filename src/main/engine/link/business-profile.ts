import type { OpeningHours } from '../../../shared/model.ts'
import { cleanName } from '../../../shared/rules/clean-name.ts'
import { cleanLine, cleanText } from '../../../shared/rules/clean-text.ts'
import type { PersonRef } from '../events.ts'
import type { ToldProfile } from '../ports.ts'
import { child, children, personJid, textOf, wireJid } from './address.ts'
import type { BinaryNode } from './library.ts'

/** Longest that the service itself takes: description 512, address 256, e-mail 128, website 256; with some room. */
const MOST = { description: 1_000, address: 500, email: 254, website: 1_000, category: 100 }
const MOST_WEBSITES = 5
const MOST_CATEGORIES = 3
/** Hours have two stretches a day at most on the phone. */
const MOST_HOURS = 28

const DAYS = new Map<string, OpeningHours['day']>([
  ['sun', 0],
  ['mon', 1],
  ['tue', 2],
  ['wed', 3],
  ['thu', 4],
  ['fri', 5],
  ['sat', 6],
])

/** By the number, as the library asks; who has none is asked about by LID. */
const profileJid = (person: PersonRef): string => person.pn ?? wireJid(person)

export function profileQuery(person: PersonRef): BinaryNode {
  const profile = { tag: 'profile', attrs: { jid: profileJid(person) } }
  return {
    tag: 'iq',
    attrs: { to: 's.whatsapp.net', xmlns: 'w:biz', type: 'get' },
    content: [{ tag: 'business_profile', attrs: { v: '244' }, content: [profile] }],
  }
}

/**
 * The profile in an answer; null when the server says that there is none. An answer about somebody else is none.
 *
 * The library reads one website and one category of it and drops the rest, so the node is read here. All of it is a
 * stranger's word: cleaned, bounded, and left out where it makes no sense.
 */
export function profileIn(answer: BinaryNode, person: PersonRef): ToldProfile | null {
  const node = children(child(answer, 'business_profile'), 'profile').find(({ attrs }) => {
    const jid = personJid(attrs.jid)
    return jid === null || jid === person.pn || jid === person.lid
  })
  if (!node) return null
  const hours = child(node, 'business_hours')
  const profile = {
    description: cleanText(word(node, 'description'), MOST.description),
    address: cleanText(word(node, 'address'), MOST.address),
    email: emailOf(word(node, 'email')),
    websites: websitesOf(children(node, 'website')),
    category: categoryOf(children(child(node, 'categories'), 'category')),
    timeZone: zoneOf(hours?.attrs.timezone),
    hours: hoursOf(children(hours, 'business_hours_config')),
  }
  return { profile, hasCatalog: word(child(node, 'profile_options'), 'commerce_experience') === 'catalog' }
}

function word(node: BinaryNode | undefined, tag: string): string {
  return textOf(child(node, tag)) ?? ''
}

function emailOf(raw: string): string | null {
  const email = cleanLine(raw, MOST.email + 1) ?? ''
  return email.length <= MOST.email && /^[^\s@<>"',;:()\\]+@[^\s@<>"',;:()\\]+\.[^\s@<>"',;:()\\]+$/.test(email)
    ? email
    : null
}

/** http and https only, without a name or password in it; the host in the form that shows other scripts for what they are. */
function websitesOf(nodes: readonly BinaryNode[]): string[] {
  const found = nodes.slice(0, MOST_WEBSITES * 2).flatMap(node => {
    const raw = (textOf(node) ?? '').trim()
    if (raw === '' || raw.length > MOST.website) return []
    const typed = /^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}(?=[/?#:]|$)/i.test(raw) ? `https://${raw}` : raw
    const url = URL.canParse(typed) ? new URL(typed) : null
    if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) return []
    return url.username === '' && url.password === '' && url.href.length <= MOST.website ? [url.href] : []
  })
  return [...new Set(found)].slice(0, MOST_WEBSITES)
}

function categoryOf(nodes: readonly BinaryNode[]): string | null {
  const names = nodes.slice(0, MOST_CATEGORIES).flatMap(node => {
    // It stands near the name: nothing in it may look like a badge.
    const name = cleanLine(cleanName(textOf(node) ?? ''), MOST.category)
    return name ?? []
  })
  return names.length === 0 ? null : [...new Set(names)].join(', ')
}

/** An IANA name that this system knows; null otherwise. */
function zoneOf(name: string | undefined): string | null {
  if (name === undefined || name.length > 60 || !/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/.test(name)) return null
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
  } catch {
    return null
  }
}

function hoursOf(nodes: readonly BinaryNode[]): OpeningHours[] {
  const hours = nodes.slice(0, MOST_HOURS).flatMap(({ attrs }): OpeningHours[] => {
    const { day_of_week: name = '', mode, open_time: from, close_time: to } = attrs
    const day = DAYS.get(name)
    if (day === undefined) return []
    if (mode === 'open_24h') return [{ day, mode: 'allDay', opens: null, closes: null }]
    if (mode === 'appointment_only') return [{ day, mode: 'appointment', opens: null, closes: null }]
    const [opens, closes] = [minutesOf(from), minutesOf(to)]
    if (mode !== 'specific_hours' || opens === null || closes === null || opens === closes || opens === 1440) return []
    return [{ day, mode: 'specific', opens, closes }]
  })
  const once = new Map(hours.map(entry => [JSON.stringify(entry), entry]))
  return [...once.values()].sort((a, b) => a.day - b.day || (a.opens ?? 0) - (b.opens ?? 0))
}

/** Minutes after midnight, as the wire has them. */
function minutesOf(value: string | undefined): number | null {
  if (value === undefined || !/^\d{1,4}$/.test(value)) return null
  const minutes = Number(value)
  return minutes <= 1440 ? minutes : null
}
