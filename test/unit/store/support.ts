import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { SecretBox } from '../../../src/main/engine/ports.ts'
import type { NewMessage } from '../../../src/main/engine/store/messages.ts'
import { type OpenResult, openStore } from '../../../src/main/engine/store/open.ts'
import type { Store } from '../../../src/main/engine/store/store.ts'

/** A host without a key store. */
export const plainBox: SecretBox = {
  backend: 'none',
  protection: 'filePermissions',
  wrap: async bytes => bytes,
  unwrap: async bytes => bytes,
}

/** A key store: what it wrapped under one name cannot be opened under another. */
export function keychain(name: string): SecretBox {
  const mark = Buffer.from(`${name}:`)
  return {
    backend: name,
    protection: 'keychain',
    wrap: async bytes => Buffer.concat([mark, Buffer.from(bytes).reverse()]),
    unwrap: async bytes => {
      if (!Buffer.from(bytes.subarray(0, mark.length)).equals(mark)) throw new Error('another key')
      return Buffer.from(bytes.subarray(mark.length)).reverse()
    },
  }
}

export function newDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'pillion-store-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

/** 2026-03-01T00:00:00Z. Far enough from now that nothing passes by accident of the clock. */
export const T0 = 1_772_323_200_000

export function storeOf(result: OpenResult): Store {
  if (result.store === null) throw new Error(`the store is ${result.health.state}`)
  const { store } = result
  onTestFinished(() => store.close())
  return store
}

export interface Scene {
  store: Store
  dir: string
  me: number
  clock: { now: number }
}

/** A linked store on disk, and a clock to set. */
export async function scene(): Promise<Scene> {
  const dir = newDir()
  const clock = { now: T0 + 1_000_000_000 }
  const store = storeOf(await openStore({ dataDir: dir, secrets: plainBox, now: () => clock.now }))
  store.accounts.link({ pn: pnOf(0), lid: lidOf(0) }, 'Robin', T0)
  return { store, dir, me: store.accounts.me(), clock }
}

export function pnOf(n: number): string {
  return `1555${String(5550100 + n).slice(-7)}@s.whatsapp.net`
}

export function lidOf(n: number): string {
  return `${90_010_000 + n}@lid`
}

export function person(store: Store, n: number): number {
  return store.people.resolve({ pn: pnOf(n), lid: null })
}

export function directChat(store: Store, n: number): number {
  return store.chats.resolve({ kind: 'direct', person: { pn: pnOf(n), lid: null } })
}

let serial = 0

/** An incoming text, unless said otherwise. */
export function message(
  fields: Partial<NewMessage> & Pick<NewMessage, 'chatId' | 'authorId'> & { body?: string },
): NewMessage {
  const { body = 'hello', ...rest } = fields
  serial += 1
  return {
    fromMe: false,
    wireId: `W${serial}`,
    at: T0 + serial * 1000,
    content: { kind: 'text', text: body, preview: null },
    text: body,
    quote: null,
    mentions: [],
    forwarded: false,
    thumbnail: null,
    raw: Buffer.from(`raw ${serial}`),
    status: 'received',
    unread: true,
    expiresAt: null,
    editedAt: null,
    ...rest,
  }
}

/** Writes a message. @returns its id. */
export function put(
  store: Store,
  fields: Partial<NewMessage> & Pick<NewMessage, 'chatId' | 'authorId'> & { body?: string },
): number {
  const { id } = store.messages.insert(message(fields))
  if (id === null) throw new Error('the message was not written')
  return id
}
