/** Bytes that become one string at a time: far below what a call takes as arguments. */
const AT_ONCE = 8 * 1024

/** The bytes in base64, with padding. About 2 ms for a part of an upload. */
export function toBase64(bytes: Uint8Array): string {
  const pieces: string[] = []
  for (let at = 0; at < bytes.length; at += AT_ONCE) {
    pieces.push(String.fromCharCode(...bytes.subarray(at, at + AT_ONCE)))
  }
  return btoa(pieces.join(''))
}
