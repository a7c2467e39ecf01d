import type { Me } from './address.ts'
import type { Slice } from './history-events.ts'
import type { MediaKeys } from './media.ts'

/** To the decoder: one history chunk. */
export interface DecodeJob {
  type: 'job'
  id: number
  /** The deflated chunk, or the encrypted file that holds it. */
  file: Uint8Array
  /** How to open the file; null when it is no encrypted file. */
  keys: MediaKeys | null
  /** Slices that are in the store already. */
  skip: number
  me: Me
  /** ms */
  at: number
}

/** To the decoder: a slice was taken, send on. */
export interface DecodeNext {
  type: 'next'
  id: number
}

/** To the decoder: no more of this chunk is wanted. */
export interface DecodeDrop {
  type: 'drop'
  id: number
}

export type ToDecoder = DecodeJob | DecodeNext | DecodeDrop

/** From the decoder. `index` counts slices from 0, skipped ones included. */
export type FromDecoder =
  | { type: 'slice'; id: number; index: number; slice: Slice }
  | { type: 'end'; id: number }
  | { type: 'failed'; id: number; why: 'tampered' | 'unreadable' }

/**
 * Messages in a slice, which is one transaction: at some 30 µs each a slice stays well below 50 ms, and what each commit
 * costs besides (the disk, what is derived of chats and people) is paid half as often as with 250.
 */
export const SLICE_MESSAGES = 500

/** Slices under way at a time, so that the decoder works while the engine stores, and memory stays bounded. */
export const WINDOW = 2
