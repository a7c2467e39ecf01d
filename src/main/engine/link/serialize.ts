import { BufferJSON, proto } from './library.ts'

/**
 * Keys and credentials as bytes: JSON in which byte arrays are base64, the form the library itself documents. Sessions
 * hold typed arrays; they come back as Buffers, which are typed arrays too.
 */
export const toBytes = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value, BufferJSON.replacer))

export const fromBytes = (bytes: Uint8Array): unknown =>
  JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'), BufferJSON.reviver)

/** As {@link fromBytes}, but an app-state key becomes the protobuf object that the library expects of a store. */
export function keyFromBytes(type: string, bytes: Uint8Array): unknown {
  const value = fromBytes(bytes)
  return type === 'app-state-sync-key' && typeof value === 'object' && value !== null
    ? proto.Message.AppStateSyncKeyData.fromObject(value)
    : value
}
