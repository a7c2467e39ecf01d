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
  chat?: ChatTraits
}

export const businesses: readonly BusinessSheet[] = [
  {
    key: 'cinema',
    business: {
      name: 'BookMyShow',
      level: 'high',
      hostStorage: 'facebook',
      actualActors: 'self',
      profile: { category: 'Entertainment', website: 'https://bookmyshow.example', description: 'Movies and events' },
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
    business: { name: 'Ola', level: 'high', hostStorage: 'facebook', profile: { category: 'Transport' } },
    saved: null,
    push: 'Ola',
    trade: 'rides',
    weight: 2,
    notices: [11],
    chat: { unread: 1 },
  },
  {
    key: 'airline',
    business: { name: 'IndiGo', level: 'high', hostStorage: 'on_premise', actualActors: 'bsp' },
    saved: 'IndiGo flights',
    push: 'IndiGo',
    trade: 'airline',
    weight: 1,
    notices: [9, 13, 127],
  },
  {
    key: 'bank',
    business: { name: 'HDFC Bank', level: 'high', hostStorage: 'on_premise', actualActors: 'self' },
    saved: null,
    push: 'HDFC Bank',
    trade: 'bank',
    weight: 2,
    notices: [11],
  },
  {
    key: 'courier',
    business: { name: 'DHL Express', level: 'low', hostStorage: 'facebook', actualActors: 'bsp' },
    saved: null,
    push: 'DHL',
    trade: 'courier',
    weight: 1,
    notices: [11, 14],
  },
  {
    key: 'clinic',
    business: {
      name: 'Apollo Clinic',
      level: 'low',
      hostStorage: 'facebook',
      profile: { category: 'Medical', address: '12 Garden Road', email: 'desk@clinic.example' },
    },
    saved: 'Clinic',
    push: 'Apollo Clinic',
    trade: 'clinic',
    weight: 1,
    notices: [10],
  },
  {
    key: 'shop',
    business: { name: 'IKEA', level: 'low', hostStorage: 'facebook' },
    saved: null,
    push: 'IKEA',
    trade: 'shop',
    weight: 1,
    notices: [10, 64],
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
    business: { name: 'Padaria do Canto', level: 'unknown', hostStorage: 'facebook' },
    saved: null,
    push: 'Padaria do Canto',
    trade: 'bakery',
    weight: 1,
    notices: [90],
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
