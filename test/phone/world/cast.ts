/** Who lives in the sample world. Invented people; publicly known brand names serve as labels of businesses. */
import type { Business } from '../api.ts'
import type { Language } from './talk.ts'

export interface PersonSheet {
  key: string
  /** In the user's address book; null: not saved. */
  saved: string | null
  push: string | null
  language: Language
  /** False: only the LID is known. */
  hasNumber?: boolean
  about?: string
  /** Share of the messages. */
  weight: number
  /** What is special about the chat. */
  chat?: ChatTraits
}

export interface ChatTraits {
  pinned?: number
  muted?: 'forever' | 'week'
  archived?: boolean
  unread?: number
  markedUnread?: boolean
  /** Disappearing messages, in seconds. */
  ephemeral?: number
  /** The user left the group. */
  left?: boolean
  /** Only admins write. */
  announce?: boolean
}

/** People the user writes with, the liveliest first. */
export const people: readonly PersonSheet[] = [
  { key: 'mum', saved: 'Mum ❤️', push: 'Sarah', language: 'en', weight: 9, chat: { pinned: 2, unread: 2 } },
  { key: 'amelie', saved: 'Amélie Fontaine', push: 'Amélie 🌿', language: 'fr', weight: 8, chat: { pinned: 1 } },
  { key: 'priya', saved: 'Priya Raghunathan', push: 'priya', language: 'hi', weight: 8, chat: { unread: 4 } },
  { key: 'zoe', saved: 'Zoë van den Berg', push: 'zoë', language: 'en', weight: 7 },
  { key: 'mohammed', saved: 'محمد الفارسي', push: 'Mohammed', language: 'ar', weight: 5, chat: { unread: 1 } },
  { key: 'noa', saved: 'נועה לוי', push: 'Noa', language: 'he', weight: 5 },
  {
    key: 'jose',
    saved: 'José Ángel Núñez de la Peña-Rodríguez y Fernández de Montenegro-Villaseñor (climbing, Tuesdays)',
    push: 'Pepe',
    language: 'es',
    weight: 5,
  },
  { key: 'sakura', saved: '佐藤 さくら', push: 'sakura🌸', language: 'ja', weight: 4 },
  { key: 'xiaoming', saved: '王小明', push: '小明', language: 'zh', weight: 4 },
  { key: 'minjun', saved: '김민준', push: '민준', language: 'ko', weight: 3 },
  {
    key: 'rahul',
    saved: 'Rahul (cricket)',
    push: 'Rahul Deshpande',
    language: 'hi',
    weight: 5,
    chat: { muted: 'week' },
  },
  { key: 'ana', saved: 'Ana Beatriz', push: 'Ana 🌻', language: 'pt', weight: 4, chat: { ephemeral: 604_800 } },
  { key: 'bjorn', saved: 'Björn Åkesson', push: 'Björn', language: 'de', weight: 4 },
  { key: 'olena', saved: 'Олена Шевченко', push: 'Olena', language: 'uk', weight: 3, chat: { markedUnread: true } },
  { key: 'ayse', saved: 'Ayşe Yılmaz', push: 'ayşe', language: 'tr', weight: 3 },
  { key: 'khai', saved: 'Nguyễn Thị Minh Khai', push: 'Khai', language: 'vi', weight: 3 },
  { key: 'thabo', saved: 'Thabo 👨🏾‍🍳', push: 'Chef T', language: 'en', weight: 3 },
  { key: 'grandpa', saved: 'Grandpa Joe', push: null, language: 'en', weight: 2 },
  { key: 'ines', saved: null, push: 'Dr. Inés Cabrera', language: 'es', weight: 2, about: 'Paediatrician' },
  { key: 'kev', saved: null, push: 'kev 🎧', language: 'en', weight: 2, chat: { archived: true } },
  { key: 'plumber', saved: null, push: null, language: 'en', weight: 1 },
  { key: 'neighbour', saved: null, push: null, hasNumber: false, language: 'en', weight: 1, chat: { unread: 1 } },
]

export interface GroupSheet {
  key: string
  subject: string
  description: string | null
  /** Keys of people with a chat of their own who are in it. */
  members: readonly string[]
  /** Members nobody else knows, up to this size. */
  size: number
  language: Language
  addressing: 'pn' | 'lid'
  weight: number
  chat?: ChatTraits
}

export const groups: readonly GroupSheet[] = [
  {
    key: 'family',
    subject: 'Family 👨‍👩‍👧‍👦',
    description: 'No chain letters, Grandpa.',
    members: ['mum', 'grandpa', 'zoe'],
    size: 6,
    language: 'en',
    addressing: 'pn',
    weight: 10,
    chat: { pinned: 3, unread: 5 },
  },
  {
    key: 'goa',
    subject: 'Goa trip 🏖️',
    description: 'Flights, rooms, scooters',
    members: ['priya', 'rahul', 'amelie', 'ana'],
    size: 9,
    language: 'hi',
    addressing: 'lid',
    weight: 9,
    chat: { unread: 12 },
  },
  {
    key: 'flat',
    subject: 'Flat 4B',
    description: 'Bins on Tuesday!',
    members: ['zoe', 'thabo'],
    size: 4,
    language: 'en',
    addressing: 'lid',
    weight: 6,
  },
  {
    key: 'run',
    subject: 'Lyon run club',
    description: 'Mercredi 19 h, quai Augagneur',
    members: ['amelie', 'jose'],
    size: 23,
    language: 'fr',
    addressing: 'lid',
    weight: 6,
    chat: { muted: 'week', unread: 31 },
  },
  {
    key: 'class',
    subject: 'Class of 2009 🎓',
    description: null,
    members: ['bjorn', 'noa', 'xiaoming', 'khai'],
    size: 60,
    language: 'en',
    addressing: 'lid',
    weight: 9,
    chat: { muted: 'forever', unread: 140 },
  },
  {
    key: 'work',
    subject: 'Product & design',
    description: 'Release train, rota, memes',
    members: ['minjun', 'sakura', 'olena'],
    size: 12,
    language: 'en',
    addressing: 'pn',
    weight: 8,
  },
  {
    key: 'watch',
    subject: 'Neighbourhood notices',
    description: 'Announcements only',
    members: ['plumber'],
    size: 41,
    language: 'en',
    addressing: 'lid',
    weight: 1,
    chat: { archived: true, announce: true },
  },
  {
    key: 'kitchen',
    subject: 'مطبخ العائلة',
    description: 'وصفات جدتي',
    members: ['mohammed', 'ayse'],
    size: 7,
    language: 'ar',
    addressing: 'lid',
    weight: 4,
  },
  {
    key: 'books',
    subject: 'Book club (slow readers)',
    description: null,
    members: ['ayse', 'grandpa'],
    size: 5,
    language: 'en',
    addressing: 'pn',
    weight: 2,
    chat: { left: true },
  },
]

/** What a business sends; scenes.ts writes it. */
export type Trade =
  | 'cinema'
  | 'rides'
  | 'airline'
  | 'bank'
  | 'courier'
  | 'clinic'
  | 'shop'
  | 'yoga'
  | 'bakery'
  | 'dentist'

export interface BusinessSheet {
  key: string
  business: Business
  saved: string | null
  push: string | null
  trade: Trade
  weight: number
  /** Stub numbers of the yellow notices in its history, the oldest first. */
  notices: readonly number[]
  /** What changed later in its history. */
  changes?: readonly ChangeSheet[]
  chat?: ChatTraits
}

/** Something that changed in what stands of a business, told by a notice in its chat. */
export interface ChangeSheet {
  /** When: 0 is the first message of the chat, 1 the last. */
  at: number
  stub: number
  /** What it called itself until then. */
  formerName?: string
}

/** Opening hours the same on some days, in minutes after midnight. */
function open(days: string, from: number, to: number): Record<string, string>[] {
  return days.split(' ').map(day => ({
    day_of_week: day,
    mode: 'specific_hours',
    open_time: String(from),
    close_time: String(to),
  }))
}

function always(days: string): Record<string, string>[] {
  return days.split(' ').map(day => ({ day_of_week: day, mode: 'open_24h' }))
}

const WEEK = 'sun mon tue wed thu fri sat'

export const businesses: readonly BusinessSheet[] = [
  {
    key: 'cinema',
    business: {
      name: 'BookMyShow',
      level: 'high',
      hostStorage: 'facebook',
      actualActors: 'self',
      profile: {
        category: 'Entertainment',
        description: 'Movies, plays, concerts and matches: book here, show the message at the door.',
        website: ['https://bookmyshow.example', 'https://help.bookmyshow.example/tickets'],
        email: 'help@bookmyshow.example',
        address: '4th floor, Wajeda House, Juhu, Mumbai 400049',
        timezone: 'Asia/Kolkata',
        hours: open(WEEK, 9 * 60, 23 * 60),
      },
    },
    saved: null,
    push: 'BookMyShow',
    trade: 'cinema',
    weight: 2,
    notices: [11, 126],
    chat: { unread: 1 },
  },
  {
    key: 'rides',
    business: {
      name: 'Ola',
      level: 'high',
      hostStorage: 'facebook',
      profile: {
        category: 'Transport',
        description: 'Rides at the tap of a button.',
        website: 'https://ola.example',
        timezone: 'Asia/Kolkata',
        hours: always(WEEK),
      },
    },
    saved: null,
    push: 'Ola',
    trade: 'rides',
    weight: 2,
    notices: [11],
    chat: { unread: 1 },
  },
  {
    key: 'airline',
    business: {
      name: 'IndiGo',
      level: 'high',
      hostStorage: 'on_premise',
      actualActors: 'bsp',
      profile: {
        category: 'Airline',
        description: 'On time, always.',
        website: ['https://indigo.example', 'https://checkin.example.com'],
        address: 'Terminal 1, Delhi 110037',
        timezone: 'Asia/Kolkata',
        hours: always(WEEK),
      },
    },
    saved: 'IndiGo flights',
    push: 'IndiGo',
    trade: 'airline',
    weight: 1,
    notices: [9, 13, 127],
  },
  {
    key: 'bank',
    business: {
      name: 'HDFC Bank',
      level: 'high',
      hostStorage: 'on_premise',
      actualActors: 'self',
      profile: {
        category: 'Finance',
        description: 'We never ask for your password or for a code that we sent you.',
        website: 'https://hdfc.example',
        timezone: 'Asia/Kolkata',
        hours: open('mon tue wed thu fri', 9 * 60 + 30, 16 * 60),
      },
    },
    saved: null,
    push: 'HDFC Bank',
    trade: 'bank',
    weight: 2,
    notices: [11],
  },
  {
    key: 'courier',
    business: {
      name: 'DHL Express',
      level: 'low',
      hostStorage: 'facebook',
      actualActors: 'bsp',
      profile: {
        category: 'Transport',
        description: 'Parcels, door to door.',
        website: 'https://track.example.net',
        timezone: 'Europe/Berlin',
        // Until after midnight on Saturdays.
        hours: [...open('mon tue wed thu fri', 7 * 60, 20 * 60), ...open('sat', 18 * 60, 2 * 60)],
      },
    },
    saved: null,
    push: 'DHL',
    trade: 'courier',
    weight: 1,
    notices: [11],
    changes: [{ at: 0.6, stub: 14 }],
  },
  {
    key: 'clinic',
    business: {
      name: 'Apollo Clinic',
      level: 'low',
      hostStorage: 'facebook',
      profile: {
        category: 'Medical',
        description: 'General practice and a small laboratory.',
        address: '12 Garden Road, London',
        email: 'desk@clinic.example',
        website: 'https://clinic.example',
        timezone: 'Europe/London',
        hours: [
          ...open('mon tue wed thu', 8 * 60, 12 * 60),
          ...open('mon tue wed thu', 13 * 60, 18 * 60),
          { day_of_week: 'fri', mode: 'appointment_only' },
        ],
      },
    },
    saved: 'Clinic',
    push: 'Apollo Clinic',
    trade: 'clinic',
    weight: 1,
    notices: [10],
  },
  {
    key: 'shop',
    business: {
      name: 'IKEA',
      level: 'low',
      hostStorage: 'facebook',
      profile: {
        category: 'Home goods store',
        description: 'Furniture to put together yourself.',
        website: 'https://ikea.example',
        address: 'Ring road 4, Lyon',
        timezone: 'Europe/Paris',
        hours: open('mon tue wed thu fri sat', 10 * 60, 20 * 60),
      },
    },
    saved: null,
    push: 'IKEA',
    trade: 'shop',
    weight: 1,
    notices: [10],
  },
  {
    key: 'yoga',
    business: { name: 'Studio Fern Yoga', level: 'unknown' },
    saved: null,
    push: 'Studio Fern 🌿',
    trade: 'yoga',
    weight: 1,
    notices: [9],
  },
  {
    key: 'bakery',
    business: {
      name: 'Padaria do Canto',
      level: 'unknown',
      hostStorage: 'facebook',
      profile: {
        category: 'Bakery',
        description: 'Pão quente desde as 7h.',
        address: 'Rua do Canto 8, Lisboa',
        timezone: 'Europe/Lisbon',
        hours: open('tue wed thu fri sat sun', 7 * 60, 13 * 60),
      },
    },
    saved: null,
    push: 'Padaria do Canto',
    trade: 'bakery',
    weight: 1,
    notices: [90],
    changes: [{ at: 0.5, stub: 64, formerName: 'Padaria da Esquina' }],
    chat: { muted: 'forever' },
  },
  {
    key: 'dentist',
    business: { name: 'Mint Dental Care', level: null },
    saved: null,
    push: 'Mint Dental',
    trade: 'dentist',
    weight: 0.3,
    notices: [],
    chat: { archived: true },
  },
]

/** Pretends to be the cinema: no business at all, and a push name that imitates a badge. */
export const impostor: PersonSheet = {
  key: 'impostor',
  saved: null,
  push: 'BookMyShow ✅',
  language: 'en',
  weight: 0.15,
  chat: { unread: 2 },
}

/** For members of large groups and for worlds larger than the cast. */
export const givenNames: readonly string[] = [
  ...['Aisha', 'Mateo', 'Ingrid', 'Kofi', 'Yuki', 'Léa', 'Tomás', 'Farah', 'Sven', 'Chiara', 'Dmytro', 'Nia', 'Pavel'],
  ...['Shreya', 'Omar', 'Eszter', 'Luca', 'Marta', 'Jin', 'Hana', 'Elif', 'Ravi', 'Sofía', 'Anders', 'Mei', 'Tariq'],
  ...['Chloé', 'Ivan', 'Zara', 'Emre', 'Lucía', 'Kwame', 'Astrid', 'Noah', 'Rosa', 'Vikram', 'Jana', 'Hugo', 'Amina'],
]
export const familyNames: readonly string[] = [
  ...['Okafor', 'Lindqvist', 'Moreau', 'Iyer', 'Costa', 'Novák', 'Tanaka', 'Haddad', 'Brandt', 'Kaya', 'Romero'],
  ...['Petrov', 'Singh', 'Dubois', 'Mensah', 'Rossi', 'Kowalski', 'Nguyen', 'Berg', 'Silva', 'Farouk', 'Horváth'],
]
