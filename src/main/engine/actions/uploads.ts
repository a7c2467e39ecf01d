import { type FileHandle, open } from 'node:fs/promises'
import type { Input, Output } from '../../../shared/contract.ts'
import { type FileType, typeOfFile } from '../file-type.ts'
import type { MediaFolder } from '../media-folder.ts'
import { found, Refusal } from './refusal.ts'

/** A file that came whole and is to be posted. */
export interface Claimed {
  /** Its name in the media folder, for the row of the post's file. */
  file: string
  path: string
  bytes: number
  type: FileType
}

/** Uploads at one time: a few pages at their composers. One more, and the one that rested longest goes. */
const AT_ONCE = 4
/** What nobody posts is dropped after this (ms). */
const LIFE_MS = 60 * 60_000
/** What can be posted: every phone shows it. */
const POSTABLE: ReadonlySet<FileType> = new Set(['image/jpeg', 'image/png', 'video/mp4'])
const PREFIX = 'up-'

interface Upload {
  name: string
  handle: FileHandle
  announced: number
  received: number
  /** Parts are written one after the other. */
  turn: Promise<unknown>
  life: NodeJS.Timeout
}

/**
 * Takes files that are to be posted from a page, part by part in their order, into the media folder. What was begun does not
 * outlive the engine: the folder is swept at its start.
 */
export class Uploads {
  readonly #folder: MediaFolder
  /** By their id; the one touched last comes last. */
  readonly #open = new Map<string, Upload>()
  /** Claimed files, until a row has them. */
  readonly #claimed = new Map<string, NodeJS.Timeout>()
  #stopped = false

  constructor(folder: MediaFolder) {
    this.#folder = folder
  }

  async begin({ bytes }: Input<'uploadBegin'>): Promise<Output<'uploadBegin'>> {
    while (this.#open.size >= AT_ONCE) {
      const [oldest] = this.#open.keys()
      if (oldest !== undefined) await this.drop({ uploadId: oldest })
    }
    const name = await this.#folder.take(PREFIX)
    const uploadId = name.slice(PREFIX.length)
    try {
      const handle = await open(this.#folder.at(name), 'wx', 0o600)
      const life = setTimeout(() => void this.drop({ uploadId }), LIFE_MS)
      life.unref()
      this.#open.set(uploadId, { name, handle, announced: bytes, received: 0, turn: Promise.resolve(), life })
    } catch (error) {
      await this.#folder.remove(name)
      throw error
    }
    // The session may have ended in between.
    if (this.#stopped) await this.drop({ uploadId })
    return { uploadId }
  }

  /** @throws {Refusal} NOT_FOUND when it was dropped, BAD_INPUT for a part out of order or beyond the size that was announced. */
  async part({ uploadId, at, data }: Input<'uploadPart'>): Promise<Output<'uploadPart'>> {
    const upload = this.#touched(uploadId)
    const bytes = Buffer.from(data, 'base64')
    if (at !== upload.received) throw new Refusal('BAD_INPUT', 'a part out of order')
    if (bytes.length === 0 || at + bytes.length > upload.announced) {
      throw new Refusal('BAD_INPUT', 'a part beyond the announced size')
    }
    upload.received += bytes.length
    const written = upload.turn.then(() => writeAll(upload.handle, bytes, at))
    upload.turn = written.catch(() => undefined)
    try {
      await written
    } catch (error) {
      // It has a hole now.
      await this.drop({ uploadId })
      throw error
    }
    return null
  }

  /** Dropping what is not there is fine. */
  async drop({ uploadId }: Input<'uploadDrop'>): Promise<Output<'uploadDrop'>> {
    const upload = this.#open.get(uploadId)
    if (upload === undefined) return null
    await this.#close(uploadId, upload)
    await this.#folder.remove(upload.name)
    return null
  }

  /**
   * Takes a whole file out of the uploads, to be posted. It keeps its place in the folder until {@link release} or for an hour;
   * after that it has to be in a row of the store, or it goes.
   * @throws {Refusal} NOT_FOUND when it was dropped; BAD_FILE when it did not come whole or is none of the kinds that can be posted.
   */
  async claim(uploadId: string): Promise<Claimed> {
    const upload = this.#touched(uploadId)
    await this.#close(uploadId, upload)
    try {
      const { head, bytes } = await this.#folder.look(upload.name)
      const type = typeOfFile(head, 'image') ?? typeOfFile(head, 'video')
      if (bytes !== upload.announced || type === null || !POSTABLE.has(type)) {
        throw new Refusal('BAD_FILE', 'not a file that can be posted')
      }
      const file = await this.#folder.rename(upload.name)
      const life = setTimeout(() => this.release(file), LIFE_MS)
      life.unref()
      this.#claimed.set(file, life)
      return { file, path: this.#folder.at(file), bytes, type }
    } catch (error) {
      await this.#folder.remove(upload.name)
      throw error
    }
  }

  /** A claimed file has its row now, or is not needed: then it goes with the next sweep. */
  release(file: string): void {
    clearTimeout(this.#claimed.get(file))
    this.#claimed.delete(file)
    this.#folder.letGo(file)
  }

  async stop(): Promise<void> {
    this.#stopped = true
    for (const life of this.#claimed.values()) clearTimeout(life)
    await Promise.all([...this.#open.keys()].map(uploadId => this.drop({ uploadId })))
  }

  #touched(uploadId: string): Upload {
    const upload = found(this.#open.get(uploadId) ?? null, 'upload')
    this.#open.delete(uploadId)
    this.#open.set(uploadId, upload)
    return upload
  }

  async #close(uploadId: string, upload: Upload): Promise<void> {
    this.#open.delete(uploadId)
    clearTimeout(upload.life)
    await upload.turn
    await upload.handle.close()
  }
}

async function writeAll(handle: FileHandle, bytes: Uint8Array, at: number): Promise<void> {
  let done = 0
  while (done < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, at + done)
    done += bytesWritten
  }
}
