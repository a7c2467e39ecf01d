/**
 * The files that messages of the sample world lead to: photos, tickets, notes, voice messages. They are encrypted with keys of
 * their own that never change, so that messages can be made before there is a host; `sampleFiles` is for the host.
 */
import { createHash } from 'node:crypto'
import type { MediaType, SealedFile, StoredMedia } from '../api.ts'
import { seal } from '../media.ts'
import { paper } from './papers.ts'
import { PICTURES, photo } from './pictures.ts'
import { silence } from './sounds.ts'

const made = new Map<string, SealedFile>()

function sealed(name: string, type: MediaType, make: () => Uint8Array): SealedFile {
  const known = made.get(name)
  if (known) return known
  const key = createHash('sha256').update(`sample ${name}`).digest()
  const file = seal(make(), type, key)
  made.set(name, file)
  return file
}

/** A photo with the same number as its thumbnail in pictures.ts. */
export function photoFile(number: number): StoredMedia {
  const n = Math.abs(number) % PICTURES
  return sealed(`photo ${n}`, 'image', () => photo(n).jpeg).stored
}

/** A booking at the cinema: what the message says and what the ticket shows. */
export interface Booking {
  film: string
  /** `BMS` and six digits. */
  id: string
  seats: string
  ticket: StoredMedia
}

export const BOOKINGS = 12
/** What runs at the cinema. */
export const films = ['The Lighthouse Keeper', 'Monsoon Express', 'Second Moon', 'A Town Called Quiet']

export function booking(number: number): Booking {
  const n = Math.abs(number) % BOOKINGS
  const film = films[n % films.length] ?? ''
  const id = `BMS${String(104_729 + n * 71_993)}`
  const seats = `${'ABCDEFGH'[n % 8] ?? 'A'}${n + 3}, ${'ABCDEFGH'[n % 8] ?? 'A'}${n + 4}`
  const lines = ['BookMyShow', film, 'Sat, 19:30 - Screen 4', `Seats ${seats}`, `Booking ${id}`]
  return { film, id, seats, ticket: sealed(`ticket ${n}`, 'document', () => paper(lines)).stored }
}

export const NOTES = 8

export function notesFile(number: number): StoredMedia {
  const n = Math.abs(number) % NOTES
  return sealed(`notes ${n}`, 'document', () => paper([`Notes ${n}`, 'Buy milk.', 'Call the plumber.'])).stored
}

export function reportFile(): StoredMedia {
  return sealed('report', 'document', () => paper(['Apollo Clinic', 'Lab report', 'All values are normal.'])).stored
}

/** Lengths of the voice messages, s. */
const LENGTHS = [2, 4, 7, 11, 16, 24, 35, 52, 80, 140]

export function voiceFile(number: number): { seconds: number; file: StoredMedia } {
  const seconds = LENGTHS[Math.abs(number) % LENGTHS.length] ?? 2
  return { seconds, file: sealed(`voice ${seconds}`, 'audio', () => silence(seconds)).stored }
}

/** Every file there is, for the media host. */
export function sampleFiles(): SealedFile[] {
  for (let n = 0; n < PICTURES; n++) photoFile(n)
  for (let n = 0; n < BOOKINGS; n++) booking(n)
  for (let n = 0; n < NOTES; n++) notesFile(n)
  for (let n = 0; n < LENGTHS.length; n++) voiceFile(n)
  reportFile()
  return [...made.values()]
}
