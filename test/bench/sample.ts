/** The history that the benches sync: the sample world's chunks, made once and kept in a file. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import { inflateSync } from 'node:zlib'
import { proto } from 'baileys'
import type { HistoryChunk } from '../phone/api.ts'
import { type World, world } from '../phone/world/world.ts'
import { cacheFolder } from './folders.ts'

export interface SampleSize {
  messages: number
  chats: number
}

/** Messages per chunk: a phone sends some hundred kilobytes at a time. */
const PER_CHUNK = 2000

/** A chunk whose bytes are ready to send. */
export interface ReadyChunk {
  syncType: number
  chunkOrder: number
  progress: number
  deflated: Uint8Array
}

/** Midnight of today (UTC): nothing in the sample has expired, and runs of one day share their files. */
function sampleTime(): Date {
  const day = 86_400_000
  return new Date(Math.floor(Date.now() / day) * day)
}

export function sampleWorld({ messages, chats }: SampleSize): World {
  return world({ seed: 1, now: sampleTime(), messages, chats })
}

/** The chunks of a world, one at a time, never kept. */
export function* sampleChunks(size: SampleSize): Generator<ReadyChunk> {
  for (const { content, ...rest } of sampleWorld(size).chunks({ perChunk: PER_CHUNK, deflated: true })) {
    if (!('deflated' in content)) throw new Error('the world was to deflate its chunks')
    const { syncType, chunkOrder = 1, progress = 100 } = rest
    yield { syncType, chunkOrder, progress, deflated: content.deflated }
  }
}

/** Disappearing messages whose time is over before the sample's day is: the engine keeps none of them. */
function fleetingIn({ deflated }: ReadyChunk): number {
  const over = sampleTime().getTime() / 1000 + 86_400
  let count = 0
  for (const { messages } of proto.HistorySync.decode(inflateSync(deflated)).conversations) {
    for (const { message } of messages ?? []) {
      const seconds = Number(message?.messageTimestamp ?? 0) + Number(message?.ephemeralDuration ?? Infinity)
      if (seconds < over) count += 1
    }
  }
  return count
}

/** Path of a file with the world's chunks; made when missing. */
export function chunksFile(size: SampleSize): string {
  const day = sampleTime().toISOString().slice(0, 10)
  const file = join(cacheFolder(), `history-${day}-${size.messages}-${size.chats}.bin`)
  if (existsSync(file)) return file
  const chunks = [...sampleChunks(size)]
  const sample: Sample = { chunks, fleeting: chunks.reduce((sum, chunk) => sum + fleetingIn(chunk), 0) }
  writeFileSync(`${file}.new`, serialize(sample))
  renameSync(`${file}.new`, file)
  return file
}

export interface Sample {
  chunks: ReadyChunk[]
  /** How many of the messages may be missing in the store, since their time is over. */
  fleeting: number
}

export function readSample(file: string): Sample {
  return deserialize(readFileSync(file)) as Sample
}

export function asHistory(chunks: readonly ReadyChunk[]): HistoryChunk[] {
  return chunks.map(({ deflated, ...rest }) => ({ ...rest, content: { deflated } }))
}
