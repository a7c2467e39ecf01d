import { MediaError } from '../ports.ts'
import { unwrap } from './content/unwrap.ts'
import { isPath } from './download.ts'
import { proto } from './library.ts'
import type { MediaKeys } from './media.ts'

/** A message's file: where it lies, and what it must be. */
export interface MediaBody extends MediaKeys {
  /** The word in the key derivation, and for uploads the path on the host. */
  kind: 'Image' | 'Video' | 'Audio' | 'Document'
  /** Of the content, in bytes; null: not told. */
  fileLength: number | null
  /** Null: the message names none that could be asked for. */
  directPath: string | null
}

/** Messages with one file, and the word in its key derivation. */
const KINDS: Partial<Record<keyof proto.IMessage, MediaBody['kind']>> = {
  imageMessage: 'Image',
  stickerMessage: 'Image',
  videoMessage: 'Video',
  ptvMessage: 'Video',
  audioMessage: 'Audio',
  documentMessage: 'Document',
}

const MEDIA_KEY_LENGTH = 32
const SHA256_LENGTH = 32

/** What these messages tell of their file; a wire message may hold anything there. */
type Told = {
  mediaKey?: unknown
  fileSha256?: unknown
  fileEncSha256?: unknown
  fileLength?: unknown
  directPath?: unknown
  url?: unknown
}

/**
 * The file of a message, in whatever containers it came.
 * @throws MediaError `kind` when it has none, or none that can be opened (a view-once message comes without its key);
 * `tampered` when what it says of its file is no key or no hash, or when it names no hash at all: then the file could not be
 * told from another.
 */
export function mediaOf(info: proto.IWebMessageInfo): MediaBody {
  const body = info.message ? unwrap(info.message) : null
  const kind = body === null ? undefined : KINDS[body.field]
  if (body === null || kind === undefined || typeof body.value !== 'object') throw new MediaError('kind')
  const told = body.value as Told
  const mediaKey = bytesIn(told.mediaKey, MEDIA_KEY_LENGTH)
  if (mediaKey === null) throw new MediaError('kind')
  const fileEncSha256 = bytesIn(told.fileEncSha256, SHA256_LENGTH)
  const fileSha256 = bytesIn(told.fileSha256, SHA256_LENGTH)
  if (fileEncSha256 === null && fileSha256 === null) throw new MediaError('tampered')
  const length = Number(told.fileLength ?? 0)
  return {
    kind,
    mediaKey,
    fileEncSha256,
    fileSha256,
    fileLength: length > 0 ? length : null,
    directPath: pathIn(told),
  }
}

/** Bytes of a field; null when it is empty. @throws MediaError `tampered` for another length. */
function bytesIn(value: unknown, length: number): Uint8Array | null {
  if (!(value instanceof Uint8Array) || value.length === 0) return null
  if (value.length !== length) throw new MediaError('tampered')
  return value
}

/** The path on the media host. Old messages have an address instead; only its path is used, never its host. */
function pathIn({ directPath, url }: Told): string | null {
  if (typeof directPath === 'string' && isPath(directPath)) return directPath
  if (typeof url !== 'string' || !URL.canParse(url)) return null
  const { hostname, pathname, search } = new URL(url)
  return hostname.endsWith('.whatsapp.net') ? pathname + search : null
}

/** A stored message, decoded. @throws MediaError `kind` for bytes that are none. */
export function infoOf(raw: Uint8Array): proto.WebMessageInfo {
  try {
    return proto.WebMessageInfo.decode(raw)
  } catch {
    throw new MediaError('kind')
  }
}
