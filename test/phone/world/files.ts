/**
 * The files that messages of the sample world lead to: photos, videos, stickers, tickets, notes, voice messages. They are encrypted with keys of
 * their own that never change, so that messages can be made before there is a host; `sampleFiles` is for the host.
 */
import { createHash } from 'node:crypto'
import type { MediaType, SealedFile, StoredMedia } from '../api.ts'
import { seal } from '../media.ts'
import { clip } from './clips.ts'
import { paper } from './papers.ts'
import { PICTURES, photo } from './pictures.ts'
import { POSTERS, poster } from './posters.ts'
import { silence } from './sounds.ts'
import { sticker } from './stickers.ts'

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

const posters = new Map<number, ReturnType<typeof poster>>()

/** A picture that fills a screen, with its thumbnail. */
export function posterFile(number: number): {
  thumbnail: Uint8Array
  width: number
  height: number
  file: StoredMedia
} {
  const n = Math.abs(number) % POSTERS
  const made = posters.get(n) ?? poster(n)
  posters.set(n, made)
  const { thumbnail, whole } = made
  return {
    thumbnail: thumbnail.jpeg,
    width: whole.width,
    height: whole.height,
    file: sealed(`poster ${n}`, 'image', () => whole.jpeg).stored,
  }
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

/** Lengths of the videos, s. */
const RUNS = [3, 4, 6, 8]
const [CLIP_WIDTH, CLIP_HEIGHT] = [96, 64]

/** A ball that rolls over a coloured ground. */
export function videoFile(number: number): { seconds: number; width: number; height: number; file: StoredMedia } {
  const n = Math.abs(number) % RUNS.length
  const seconds = RUNS[n] ?? 3
  const draw = (): Uint8Array =>
    clip(CLIP_WIDTH, CLIP_HEIGHT, seconds, (x, y, frame) => {
      const ball = Math.hypot(x - 12 - (72 * frame) / seconds, y - 40) < 12
      return ball ? [225, 110, 140] : [60 + y + n * 10, 150 - n * 15, 100 + n * 15]
    })
  return { seconds, width: CLIP_WIDTH, height: CLIP_HEIGHT, file: sealed(`video ${n}`, 'video', draw).stored }
}

export const SCENES = 2
const [SCENE_WIDTH, SCENE_HEIGHT, SCENE_SECONDS, SCENE_RATE] = [112, 192, 6, 4]

/** A video that fills a telephone's screen: the sun over the sea goes up, or down. */
export function sceneFile(number: number): { seconds: number; width: number; height: number; file: StoredMedia } {
  const n = Math.abs(number) % SCENES
  const frames = SCENE_SECONDS * SCENE_RATE
  const horizon = SCENE_HEIGHT * 0.66
  const draw = (): Uint8Array =>
    clip(
      SCENE_WIDTH,
      SCENE_HEIGHT,
      frames,
      (x, y, frame) => {
        const done = n === 0 ? frame / frames : 1 - frame / frames
        const sun = Math.hypot(x - 56, y - (horizon - 90 * done)) < 16
        if (y > horizon) return [60 + 50 * done + 14 * Math.sin(y / 3 + x / 20 + frame), 150, 105]
        return sun
          ? [235, 90, 150]
          : [120 + 80 * done + (y - horizon) / 4, 128 - 20 * (1 - done), 124 + 30 * (1 - done)]
      },
      SCENE_RATE,
    )
  const file = sealed(`scene ${n}`, 'video', draw).stored
  return { seconds: SCENE_SECONDS, width: SCENE_WIDTH, height: SCENE_HEIGHT, file }
}

export const STICKERS = 3
const STICKER_SIZE = 128

/** A face with a mouth of its own. */
export function stickerFile(number: number): { size: number; file: StoredMedia } {
  const n = Math.abs(number) % STICKERS
  const [skin, line, nothing] = [
    [255, 200, 60, 255],
    [60, 40, 50, 255],
    [60, 40, 50, 0],
  ] as const
  const mouth = [(x: number) => 92 - (x / 30) ** 2 * 12, () => 84, (x: number) => 80 + (x / 30) ** 2 * 12][n]
  const draw = (): Uint8Array =>
    sticker(STICKER_SIZE, skin, nothing, (column, row) => {
      const [x, y] = [column - 64, row - 64]
      if (Math.hypot(x, y) > 60) return nothing
      const eye = Math.hypot(Math.abs(x) - 20, y + 14) < 7
      const lips = Math.abs(x) < 30 && Math.abs(row - (mouth?.(x) ?? 84)) < 3
      return eye || lips ? line : skin
    })
  return { size: STICKER_SIZE, file: sealed(`sticker ${n}`, 'sticker', draw).stored }
}

/** Every file there is, for the media host. */
export function sampleFiles(): SealedFile[] {
  for (let n = 0; n < PICTURES; n++) photoFile(n)
  for (let n = 0; n < BOOKINGS; n++) booking(n)
  for (let n = 0; n < NOTES; n++) notesFile(n)
  for (let n = 0; n < LENGTHS.length; n++) voiceFile(n)
  for (let n = 0; n < RUNS.length; n++) videoFile(n)
  for (let n = 0; n < POSTERS; n++) posterFile(n)
  for (let n = 0; n < SCENES; n++) sceneFile(n)
  for (let n = 0; n < STICKERS; n++) stickerFile(n)
  reportFile()
  return [...made.values()]
}
