import type { Business } from '../api.ts'
import {
  businesses,
  type ChangeSheet,
  type ChatTraits,
  familyNames,
  type GroupSheet,
  givenNames,
  groups,
  impostor,
  people,
  type Trade,
} from './cast.ts'
import { Dice } from './dice.ts'
import { type Language, talk } from './talk.ts'

/** The user, on a number that nobody else gets. */
export const ME = { pn: '12025550199@s.whatsapp.net', lid: '184467440737095@lid', pushName: 'Robin' }

export interface Inhabitant {
  key: string
  /** JIDs; one of them may be unknown to the user's devices. */
  pn: string | null
  lid: string | null
  pushName: string | null
  savedName: string | null
  business: Business | null
  about: string | null
  language: Language
}

/** A chat before its messages are made. */
export interface ChatPlan {
  key: string
  /** Position in the world; part of every message id. */
  ordinal: number
  /** What the phone files it under: a group, or the other's number or LID. */
  jid: string
  /** The other side; null for a group. */
  other: Inhabitant | null
  group: GroupPlan | null
  language: Language
  weight: number
  traits: ChatTraits
  trade: Trade | 'impostor' | null
  /** Stub numbers of notices, the oldest first. */
  notices: readonly number[]
  /** What changed later, in the order of time. */
  changes: readonly ChangeSheet[]
}

interface GroupPlan {
  jid: string
  subject: string
  description: string | null
  addressing: 'pn' | 'lid'
  /** Without the user. */
  members: Inhabitant[]
  admins: Inhabitant[]
}

export interface Population {
  inhabitants: Inhabitant[]
  /** In the order of importance: a small world has the first ones. */
  chats: ChatPlan[]
}

/** The chats that make the world what it is come first. */
const order: readonly string[] = [
  ...['mum', 'family', 'cinema', 'rides', 'amelie', 'impostor', 'goa', 'bank', 'priya', 'class', 'zoe', 'mohammed'],
  ...['airline', 'noa', 'run', 'jose', 'flat', 'courier', 'sakura', 'work', 'xiaoming', 'clinic', 'rahul', 'ana'],
  ...['yoga', 'kev', 'neighbour', 'kitchen', 'minjun', 'bjorn', 'shop', 'olena', 'plumber', 'bakery', 'ayse', 'khai'],
  ...['books', 'thabo', 'grandpa', 'ines', 'watch', 'dentist'],
]

/** How many chats the cast has. */
export const CAST_CHATS = order.length

const usAreas = ['202', '212', '303', '312', '415', '503', '512', '617', '702', '808']

/** The n-th telephone number out of ranges that belong to nobody (set aside for fiction by the numbering plans). */
function fictionalNumber(n: number): string {
  const row = Math.floor(n / 4)
  if (row < 990) {
    if (n % 4 === 0) return String(447_700_900_000 + row)
    if (n % 4 === 1) return `1${usAreas[row % 10]}55501${String(Math.floor(row / 10)).padStart(2, '0')}`
    if (n % 4 === 2) return String(33_639_980_000 + row)
    return String(61_491_570_000 + row)
  }
  const rest = n - 3960 + 990
  if (rest < 10_000) return String(33_639_980_000 + rest)
  if (rest < 20_000) return String(33_199_000_000 + rest - 10_000)
  throw new Error('the fictional numbers are used up: the world is too large')
}

/** Everybody and every chat of a world of so many chats. The same seed makes the same people. */
export function populate(seed: number, chatCount: number): Population {
  const maker = new Maker(seed)
  for (const key of order.slice(0, chatCount)) maker.addFromCast(key)
  while (maker.chats.length < chatCount) maker.addStranger()
  return { inhabitants: [...maker.inhabitants.values()], chats: maker.chats }
}

class Maker {
  readonly inhabitants = new Map<string, Inhabitant>()
  readonly chats: ChatPlan[] = []
  readonly #dice: Dice
  #numbers = 0
  #extras = 0

  constructor(seed: number) {
    this.#dice = new Dice(`people of ${seed}`)
  }

  addFromCast(key: string): void {
    const group = groups.find(sheet => sheet.key === key)
    const firm = businesses.find(sheet => sheet.key === key)
    const person = key === impostor.key ? impostor : people.find(sheet => sheet.key === key)
    if (group) {
      this.#addGroup(group)
    } else if (firm) {
      const { weight, chat, trade, notices, changes = [] } = firm
      this.#addDirect(this.#inhabitant(key), { weight, traits: chat, trade, notices, changes })
    } else if (person) {
      const trade = person === impostor ? ('impostor' as const) : null
      this.#addDirect(this.#inhabitant(key), { weight: person.weight, traits: person.chat, trade, notices: [] })
    } else {
      throw new Error(`nobody is called ${key}`)
    }
  }

  /** For worlds larger than the cast. */
  addStranger(): void {
    const dice = this.#dice
    const key = `extra-${this.#extras++}`
    const roll = dice.next()
    const weight = 1 + Math.floor(12 * dice.next() ** 4)
    const traits: ChatTraits = dice.chance(0.1) ? { unread: dice.int(1, 9) } : {}
    if (roll < 0.2) {
      const subject = `${dice.pick(familyNames)} & ${dice.pick(familyNames)} ${this.#extras}`
      const size = dice.int(3, 30)
      const language = dice.pick(languages)
      const addressing = dice.chance(0.7) ? 'lid' : 'pn'
      this.#addGroup({ key, subject, description: null, members: [], size, language, addressing, weight, chat: traits })
      return
    }
    const other = this.#stranger(key, dice.chance(0.6))
    if (roll < 0.3) {
      const level = dice.pick(['high', 'low', 'unknown'] as const)
      const name = `${dice.pick(familyNames)} ${dice.pick(['Bank', 'Travel', 'Foods', 'Clinic', 'Couriers'])}`
      other.business = { name, level, hostStorage: 'facebook' }
      other.savedName = null
      const trade = dice.pick(['courier', 'bank', 'clinic', 'shop', 'airline'] as const)
      this.#addDirect(other, { weight, traits, trade, notices: [level === 'high' ? 11 : level === 'low' ? 10 : 9] })
      return
    }
    this.#addDirect(other, { weight, traits, trade: null, notices: [] })
  }

  #addDirect(
    other: Inhabitant,
    plan: Pick<ChatPlan, 'weight' | 'trade' | 'notices'> & {
      traits: ChatTraits | undefined
      changes?: readonly ChangeSheet[]
    },
  ): void {
    const ordinal = this.chats.length
    const jid = (ordinal % 2 === 0 ? (other.pn ?? other.lid) : (other.lid ?? other.pn)) ?? ''
    const { language } = other
    const { traits = {}, changes = [] } = plan
    this.chats.push({ ...plan, key: other.key, ordinal, jid, other, group: null, language, traits, changes })
  }

  #addGroup(sheet: GroupSheet): void {
    const members = sheet.members.map(key => this.#inhabitant(key))
    while (members.length < sheet.size) members.push(this.#stranger(`${sheet.key}-${members.length}`, false))
    const group: GroupPlan = {
      jid: `1203630${new Dice(`group ${sheet.key}`).digits(11)}@g.us`,
      subject: sheet.subject,
      description: sheet.description,
      addressing: sheet.addressing,
      members,
      admins: members.slice(0, members.length > 20 ? 2 : 1),
    }
    this.chats.push({
      key: sheet.key,
      ordinal: this.chats.length,
      jid: group.jid,
      other: null,
      group,
      language: sheet.language,
      weight: sheet.weight,
      traits: sheet.chat ?? {},
      trade: null,
      notices: [],
      changes: [],
    })
  }

  /** Somebody of the cast, made when first needed. */
  #inhabitant(key: string): Inhabitant {
    const known = this.inhabitants.get(key)
    if (known) return known
    const firm = businesses.find(sheet => sheet.key === key)
    const sheet = key === impostor.key ? impostor : people.find(person => person.key === key)
    if (firm) {
      return this.#add({
        key,
        pushName: firm.push,
        savedName: firm.saved,
        business: firm.business,
        about: null,
        language: firm.trade === 'bakery' ? 'pt' : 'en',
      })
    }
    if (!sheet) throw new Error(`nobody is called ${key}`)
    const { push, saved, language, about } = sheet
    return this.#add(
      { key, pushName: push, savedName: saved, business: null, about: about ?? null, language },
      sheet.hasNumber !== false,
    )
  }

  #stranger(key: string, saved: boolean): Inhabitant {
    const dice = this.#dice
    const name = `${dice.pick(givenNames)} ${dice.pick(familyNames)}`
    const language = dice.pick(languages)
    const pushName = dice.chance(0.9) ? (name.split(' ')[0] ?? name) : null
    return this.#add({ key, pushName, savedName: saved ? name : null, business: null, about: null, language })
  }

  #add(facts: Omit<Inhabitant, 'pn' | 'lid'>, hasNumber = true): Inhabitant {
    const n = this.#numbers++
    const pn = `${fictionalNumber(n)}@s.whatsapp.net`
    // Spread over fifteen digits, as LIDs are, and never the same twice.
    const lid = `${100_000_000_000_000 + ((n * 7_368_787_311 + 31_337) % 899_999_999_999)}@lid`
    const inhabitant = { ...facts, pn: hasNumber ? pn : null, lid }
    this.inhabitants.set(facts.key, inhabitant)
    return inhabitant
  }
}

const languages = Object.keys(talk) as Language[]
