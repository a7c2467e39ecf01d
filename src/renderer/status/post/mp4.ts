/**
 * Reads of an MP4 file (ISO/IEC 14496-12) what decides whether phones play it, and takes out what would tell where and with
 * what it was filmed. The file itself stays where it is: only its index is read.
 */

export interface Movie {
  /** Four letters of the first video track's format, e.g. `avc1`; null: there is none. */
  video: string | null
  audio: string | null
  /** Kinds of tracks that are neither, e.g. `meta` for a camera's telemetry. */
  others: string[]
  /** The same film without places, device names and comments. As long as the file was, so nothing in it moves. */
  cleaned: Blob
}

type Part = Blob | Uint8Array<ArrayBuffer>

interface Box {
  type: string
  start: number
  /** Where its content begins. */
  body: number
  end: number
}

/** The index of a film of a few minutes has some 100 KB. */
const MAX_INDEX = 8 * 1024 * 1024
/** A film in fragments has two boxes for each; one that has more than this many is not worth reading. */
const MAX_BOXES = 2_000
/** What holds other boxes on the way to a track's format. */
const holders = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl'])
/** User data, metadata and extensions (XMP lies in a `uuid`): places, names of devices, comments. */
const telling = new Set(['udta', 'meta', 'uuid'])

/** @returns null when it is no MP4 file, or a broken one */
export async function readMovie(file: Blob): Promise<Movie | null> {
  const boxes = await topBoxes(file)
  const index = boxes?.find(box => box.type === 'moov')
  if (boxes === null || index === undefined || index.end - index.start > MAX_INDEX) return null
  const moov = new Uint8Array(await file.slice(index.start, index.end).arrayBuffer())
  const found: Omit<Movie, 'cleaned'> = { video: null, audio: null, others: [] }
  if (!readIndex(moov, found)) return null
  return { ...found, cleaned: new Blob(await cleaned(file, boxes, index, moov), { type: 'video/mp4' }) }
}

async function topBoxes(file: Blob): Promise<Box[] | null> {
  const boxes: Box[] = []
  for (let at = 0; at < file.size; ) {
    const head = new DataView(await file.slice(at, at + 16).arrayBuffer())
    const box = boxAt(head, 0, at, file.size)
    if (box === null || boxes.length === MAX_BOXES) return null
    boxes.push(box)
    at = box.end
  }
  return boxes
}

/** @param at where `view` is looked into @param start where that lies in the whole @param limit end of what holds it */
function boxAt(view: DataView, at: number, start: number, limit: number): Box | null {
  if (at + 8 > view.byteLength) return null
  const short = view.getUint32(at)
  const type = String.fromCharCode(...[4, 5, 6, 7].map(offset => view.getUint8(at + offset)))
  if (short === 1 && at + 16 > view.byteLength) return null
  // 0: to the end of what holds it. 1: the size needs 64 bits and follows.
  const size = short === 0 ? limit - start : short === 1 ? Number(view.getBigUint64(at + 8)) : short
  const body = start + (short === 1 ? 16 : 8)
  return start + size < body || start + size > limit ? null : { type, start, body, end: start + size }
}

/** Notes what the tracks are and blanks what tells too much, in place. @returns whether the boxes fit into each other */
function readIndex(moov: Uint8Array, found: Omit<Movie, 'cleaned'>): boolean {
  const view = new DataView(moov.buffer, moov.byteOffset, moov.byteLength)
  const text = (at: number): string => (at + 4 > moov.length ? '' : String.fromCharCode(...moov.subarray(at, at + 4)))
  let handler = ''
  const walk = (from: number, to: number): boolean => {
    for (let at = from; at < to; ) {
      const box = boxAt(view, at, at, to)
      if (box === null) return false
      if (box.type === 'trak') handler = ''
      // Version, flags and four unused bytes come before the kind of track.
      if (box.type === 'hdlr') handler = text(box.body + 8)
      // Version, flags, the number of formats, and the first format's size come before its name.
      if (box.type === 'stsd') note(found, handler, text(box.body + 12))
      if (telling.has(box.type)) blank(moov, box)
      else if (holders.has(box.type) && !walk(box.body, box.end)) return false
      at = box.end
    }
    return true
  }
  return walk(0, moov.length)
}

function note(found: Omit<Movie, 'cleaned'>, handler: string, format: string): void {
  if (handler === 'vide') found.video ??= format
  else if (handler === 'soun') found.audio ??= format
  else found.others.push(handler)
}

/** Turns a box into one that says that it holds nothing. */
function blank(bytes: Uint8Array, { start, body, end }: Box): void {
  bytes.set([0x66, 0x72, 0x65, 0x65], start + 4)
  bytes.fill(0, body, end)
}

async function cleaned(file: Blob, boxes: Box[], index: Box, moov: Uint8Array<ArrayBuffer>): Promise<Part[]> {
  const parts: Part[] = []
  for (const box of boxes) {
    if (box === index) parts.push(moov)
    else if (telling.has(box.type)) parts.push(await blanked(file, box))
    else parts.push(file.slice(box.start, box.end))
  }
  return parts
}

async function blanked(file: Blob, box: Box): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(await file.slice(box.start, box.end).arrayBuffer())
  blank(bytes, { ...box, start: 0, body: box.body - box.start, end: bytes.length })
  return bytes
}
