import type { Slice } from './history-events.ts'

/** What holds bytes in a slice. */
type Holder = { raw?: Uint8Array; thumbnail?: Uint8Array | null; token?: Uint8Array }

function holders(slice: Slice): Holder[] {
  const found: Holder[] = [...slice.tokens]
  for (const event of slice.events) {
    if (event.type === 'message') found.push(event.message)
    else if (event.type === 'status') found.push(event.status)
    else if (event.type === 'change' && event.change.change === 'edit') found.push(event.change)
  }
  return found
}

/**
 * Moves all byte arrays of a slice into one buffer that can be handed over without a copy. (A view posted as it is would
 * take its whole underlying buffer along: the entire chunk, once per slice.)
 */
export function packed(slice: Slice): ArrayBuffer {
  const all = holders(slice)
  let length = 0
  for (const { raw, thumbnail, token } of all) {
    length += (raw?.length ?? 0) + (thumbnail?.length ?? 0) + (token?.length ?? 0)
  }
  const buffer = new ArrayBuffer(length)
  let at = 0
  const moved = (bytes: Uint8Array): Uint8Array => {
    const copy = new Uint8Array(buffer, at, bytes.length)
    copy.set(bytes)
    at += bytes.length
    return copy
  }
  for (const holder of all) {
    if (holder.raw) holder.raw = moved(holder.raw)
    if (holder.thumbnail) holder.thumbnail = moved(holder.thumbnail)
    if (holder.token) holder.token = moved(holder.token)
  }
  return buffer
}
