/**
 * Just enough of protobuf's wire format to cut a large message into the bytes of its parts, so that a history of hundreds
 * of megabytes is decoded conversation by conversation, and each message's own bytes are kept as they came instead of
 * being encoded anew. https://protobuf.dev/programming-guides/encoding/
 */
export interface Field {
  number: number
  /** Content of a length-delimited field; null for the others. */
  bytes: Uint8Array | null
  /** The whole field, tag included. */
  whole: Uint8Array
}

/** The fields in order. @throws RangeError for bytes that are no message. */
export function* fieldsOf(message: Uint8Array): Generator<Field> {
  let at = 0
  const varint = (): number => {
    let value = 0
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = message[at++]
      if (byte === undefined) break
      if (shift < 49) value += (byte & 0x7f) * 2 ** shift
      if (byte < 0x80) return value
    }
    throw new RangeError('A number that does not end')
  }
  while (at < message.length) {
    const start = at
    const tag = varint()
    let bytes: Uint8Array | null = null
    switch (tag & 7) {
      case 0:
        varint()
        break
      case 1:
        at += 8
        break
      case 2: {
        const length = varint()
        bytes = message.subarray(at, at + length)
        at += length
        break
      }
      case 5:
        at += 4
        break
      default:
        throw new RangeError(`Wire type ${tag & 7}`)
    }
    if (at > message.length) throw new RangeError('A field that is longer than its message')
    yield { number: Math.floor(tag / 8), bytes, whole: message.subarray(start, at) }
  }
}
