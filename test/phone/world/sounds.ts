/** A voice message without a voice: silence in Opus, packed into Ogg pages (RFC 3533, RFC 7845). */

/** 20 ms of silence: a CELT frame in full band, mono. */
const SILENCE = [0xf8, 0xff, 0xfe]
const FRAMES_PER_SECOND = 50
/** Samples a frame, at the 48 kHz that Opus counts in. */
const FRAME = 960
/** Samples that a decoder leaves out at the beginning, as its encoder asks for. */
const PRE_SKIP = 312

const FIRST_PAGE = 2
const LAST_PAGE = 4

/** @param seconds whole seconds, 1 at least */
export function silence(seconds: number): Uint8Array {
  const head = Buffer.alloc(19)
  head.write('OpusHead\x01\x01', 'latin1')
  head.writeUInt16LE(PRE_SKIP, 10)
  head.writeUInt32LE(48_000, 12)
  const vendor = 'sample'
  const tags = Buffer.alloc(8 + 4 + vendor.length + 4)
  tags.write('OpusTags', 'latin1')
  tags.writeUInt32LE(vendor.length, 8)
  tags.write(vendor, 12, 'latin1')
  const pages = [page(0, FIRST_PAGE, 0, [head]), page(1, 0, 0, [tags])]
  const second = Array.from({ length: FRAMES_PER_SECOND }, () => Buffer.from(SILENCE))
  for (let n = 1; n <= seconds; n++) {
    pages.push(page(n + 1, n === seconds ? LAST_PAGE : 0, n * FRAMES_PER_SECOND * FRAME, second))
  }
  return Buffer.concat(pages)
}

/** A page of whole packets, each shorter than 255 bytes. */
function page(number: number, flags: number, position: number, packets: readonly Buffer[]): Buffer {
  const head = Buffer.alloc(27 + packets.length)
  head.write('OggS', 'latin1')
  head.writeUInt8(flags, 5)
  head.writeBigUInt64LE(BigInt(position), 6)
  head.writeUInt32LE(1, 14)
  head.writeUInt32LE(number, 18)
  head.writeUInt8(packets.length, 26)
  for (const [index, packet] of packets.entries()) head.writeUInt8(packet.length, 27 + index)
  const whole = Buffer.concat([head, ...packets])
  whole.writeUInt32LE(checksum(whole), 22)
  return whole
}

/** CRC with the polynomial 0x04c11db7, neither reflected nor inverted. */
function checksum(bytes: Uint8Array): number {
  let crc = 0
  for (const byte of bytes) {
    crc ^= byte << 24
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x80000000 ? (crc << 1) ^ 0x04c11db7 : crc << 1
  }
  return crc >>> 0
}
