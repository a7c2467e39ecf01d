import { BufferJSON, proto } from './library.ts'

/**
 * Keys and credentials as bytes: JSON in which byte arrays are base64, the form the library itself documents. Sessions
 * hold typed arrays; they come back as Buffers, which are typed arrays too.
 */
export const toBytes = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value, BufferJSON.replacer))

export const fromBytes = (bytes: Uint8Array): unknown =>
  JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'), BufferJSON.reviver)

/**
 * As {@link fromBytes}, but an app-state key becomes the protobuf object that the library expects of a store, and a sender
 * key's bytes take the form that the library can read all of.
 */
export function keyFromBytes(type: string, bytes: Uint8Array): unknown {
  const value = fromBytes(bytes)
  if (type === 'app-state-sync-key' && typeof value === 'object' && value !== null) {
    return proto.Message.AppStateSyncKeyData.fromObject(value)
  }
  return type === 'sender-key' && value instanceof Uint8Array ? readableSenderKey(value) : value
}

/**
 * The library writes a sender key as plain JSON, in which bytes are arrays of numbers, and reads it with a reviver that
 * knows base64 only. Of what it cannot revive it repairs all but the keys of messages that were skipped: a group message
 * that came out of order could never be read.
 */
function readableSenderKey(value: Uint8Array): Uint8Array {
  return Buffer.from(JSON.stringify(JSON.parse(Buffer.from(value).toString('utf8')), BufferJSON.replacer))
}
