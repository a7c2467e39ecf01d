import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { proto } from 'baileys'
import { LT_HASH_ANTI_TAMPERING } from 'baileys/lib/Utils/lt-hash.js'

/** The app-state ("syncd") format: encrypted mutations, their MACs and the LT-hash over a collection. */

const { SyncdOperation } = proto.SyncdMutation

export type Mutation = {
  operation: 'set' | 'remove'
  index: string[]
  value: proto.ISyncActionValue | null
  version: number
}

export type SyncKey = { id: Buffer; data: Buffer }

/** A collection's state: what each index holds (its value MAC) and the hash over all of them. */
export type CollectionState = { version: number; hash: Buffer; macs: Map<string, Buffer> }

export const emptyState = (): CollectionState => ({ version: 0, hash: Buffer.alloc(128), macs: new Map() })

type Keys = { index: Buffer; encryption: Buffer; valueMac: Buffer; snapshotMac: Buffer; patchMac: Buffer }

function expand(key: SyncKey): Keys {
  const all = Buffer.from(hkdfSync('sha256', key.data, Buffer.alloc(0), 'WhatsApp Mutation Keys', 160))
  const part = (n: number): Buffer => all.subarray(n * 32, n * 32 + 32)
  return { index: part(0), encryption: part(1), valueMac: part(2), snapshotMac: part(3), patchMac: part(4) }
}

const hmac = (key: Buffer, ...parts: Uint8Array[]): Buffer => {
  const h = createHmac('sha256', key)
  for (const part of parts) h.update(part)
  return h.digest()
}

function uint64(value: number): Buffer {
  const b = Buffer.alloc(8)
  b.writeBigUInt64BE(BigInt(value))
  return b
}

/** MAC of one value: operation and key id are part of it, and the length of both at the end. */
function valueMac(keys: Keys, operation: Mutation['operation'], keyId: Uint8Array, encrypted: Uint8Array): Buffer {
  const head = Buffer.concat([Buffer.from([operation === 'set' ? 1 : 2]), keyId])
  const tail = Buffer.alloc(8)
  tail.writeUInt8(head.length, 7)
  return createHmac('sha512', keys.valueMac).update(head).update(encrypted).update(tail).digest().subarray(0, 32)
}

function encryptValue(keys: Keys, mutation: Mutation): Buffer {
  const plain = proto.SyncActionData.encode(
    proto.SyncActionData.fromObject({
      index: Buffer.from(JSON.stringify(mutation.index)),
      value: mutation.value ?? {},
      padding: Buffer.alloc(0),
      version: mutation.version,
    }),
  ).finish()
  const iv = randomBytes(16)
  const cipher = createCipheriv('aes-256-cbc', keys.encryption, iv)
  return Buffer.concat([iv, cipher.update(plain), cipher.final()])
}

type Entry = { operation: Mutation['operation']; indexMac: string; valueMac: Buffer }

/** The state after the entries. */
function advance(state: CollectionState, version: number, entries: Entry[]): CollectionState {
  const macs = new Map(state.macs)
  const add: Buffer[] = []
  const subtract: Buffer[] = []
  for (const entry of entries) {
    const before = macs.get(entry.indexMac)
    if (before) subtract.push(before)
    if (entry.operation === 'set') {
      add.push(entry.valueMac)
      macs.set(entry.indexMac, entry.valueMac)
    } else macs.delete(entry.indexMac)
  }
  const hash = Buffer.from(LT_HASH_ANTI_TAMPERING.subtractThenAdd(state.hash, subtract, add))
  return { version, hash, macs }
}

function snapshotMacOf(keys: Keys, state: CollectionState, collection: string): Buffer {
  return hmac(keys.snapshotMac, state.hash, uint64(state.version), Buffer.from(collection))
}

function patchMacOf(
  keys: Keys,
  snapshotMac: Uint8Array,
  macs: Uint8Array[],
  version: number,
  collection: string,
): Buffer {
  return hmac(keys.patchMac, snapshotMac, ...macs, uint64(version), Buffer.from(collection))
}

export type MadePatch = {
  patch: proto.ISyncdPatch
  state: CollectionState
  records: Map<string, proto.ISyncdRecord | null>
}

/** A patch with the next version. `records` tells per index MAC the record it leaves, null for a removed one. */
export function makePatch(state: CollectionState, collection: string, mutations: Mutation[], key: SyncKey): MadePatch {
  const keys = expand(key)
  const version = state.version + 1
  const entries: Entry[] = []
  const macs: Buffer[] = []
  const records = new Map<string, proto.ISyncdRecord | null>()
  const encoded: proto.ISyncdMutation[] = mutations.map(mutation => {
    const encrypted = encryptValue(keys, mutation)
    const mac = valueMac(keys, mutation.operation, key.id, encrypted)
    const indexMac = hmac(keys.index, Buffer.from(JSON.stringify(mutation.index)))
    const record = {
      index: { blob: indexMac },
      value: { blob: Buffer.concat([encrypted, mac]) },
      keyId: { id: key.id },
    }
    entries.push({ operation: mutation.operation, indexMac: indexMac.toString('base64'), valueMac: mac })
    macs.push(mac)
    records.set(indexMac.toString('base64'), mutation.operation === 'set' ? record : null)
    return { operation: mutation.operation === 'set' ? SyncdOperation.SET : SyncdOperation.REMOVE, record }
  })
  const next = advance(state, version, entries)
  const snapshotMac = snapshotMacOf(keys, next, collection)
  return {
    patch: {
      version: { version },
      mutations: encoded,
      snapshotMac,
      patchMac: patchMacOf(keys, snapshotMac, macs, version, collection),
      keyId: { id: key.id },
    },
    state: next,
    records,
  }
}

/** Reads a patch of the client. Throws when any MAC does not fit. */
export function readPatch(
  state: CollectionState,
  collection: string,
  patch: proto.ISyncdPatch,
  keyFor: (id: Uint8Array) => SyncKey | null,
): { mutations: Mutation[]; state: CollectionState; records: MadePatch['records'] } {
  const version = state.version + 1
  const main = patch.keyId?.id ? keyFor(patch.keyId.id) : null
  if (!main || !patch.snapshotMac || !patch.patchMac) throw new Error('patch without a known key or MACs')
  const mutations: Mutation[] = []
  const entries: Entry[] = []
  const macs: Buffer[] = []
  const records: MadePatch['records'] = new Map()
  for (const { operation, record } of patch.mutations ?? []) {
    const keyId = record?.keyId?.id
    const blob = record?.value?.blob
    const indexBlob = record?.index?.blob
    const key = keyId ? keyFor(keyId) : null
    if (!record || !keyId || !blob || !indexBlob || !key) throw new Error('mutation without a known key')
    const keys = expand(key)
    const kind = operation === SyncdOperation.REMOVE ? 'remove' : 'set'
    const encrypted = blob.subarray(0, -32)
    const mac = Buffer.from(blob.subarray(-32))
    if (!valueMac(keys, kind, keyId, encrypted).equals(mac)) throw new Error('value MAC does not fit')
    const decipher = createDecipheriv('aes-256-cbc', keys.encryption, encrypted.subarray(0, 16))
    const data = proto.SyncActionData.decode(Buffer.concat([decipher.update(encrypted.subarray(16)), decipher.final()]))
    const index = Buffer.from(data.index ?? [])
    if (!hmac(keys.index, index).equals(Buffer.from(indexBlob))) throw new Error('index MAC does not fit')
    const indexMac = Buffer.from(indexBlob).toString('base64')
    mutations.push({
      operation: kind,
      index: JSON.parse(index.toString()),
      value: data.value ?? null,
      version: data.version ?? 0,
    })
    entries.push({ operation: kind, indexMac, valueMac: mac })
    macs.push(mac)
    records.set(indexMac, kind === 'set' ? record : null)
  }
  const keys = expand(main)
  if (!patchMacOf(keys, patch.snapshotMac, macs, version, collection).equals(Buffer.from(patch.patchMac))) {
    throw new Error('patch MAC does not fit')
  }
  const next = advance(state, version, entries)
  if (!snapshotMacOf(keys, next, collection).equals(Buffer.from(patch.snapshotMac))) {
    throw new Error('snapshot MAC does not fit: the client and the server differ in what the collection holds')
  }
  return { mutations, state: next, records }
}

/** A snapshot of everything the collection holds. */
export function makeSnapshot(
  state: CollectionState,
  collection: string,
  records: proto.ISyncdRecord[],
  key: SyncKey,
): Uint8Array {
  return proto.SyncdSnapshot.encode({
    version: { version: state.version },
    records,
    mac: snapshotMacOf(expand(key), state, collection),
    keyId: { id: key.id },
  }).finish()
}
