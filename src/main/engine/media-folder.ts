import { randomBytes } from 'node:crypto'
import { readdirSync, rmSync } from 'node:fs'
import { chmod, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { PICTURE_HEAD_BYTES } from './picture-size.ts'
import { mediaFolder } from './store/files.ts'

/**
 * The folder of media files, its owner's alone. A file's name is chance and tells nothing; what has a name of 32 hex digits
 * belongs to a row of the store, or to work under way. Everything else in here is left over and goes.
 */
export class MediaFolder {
  readonly path: string
  /** Names of files that are being written, or wait for their row. */
  readonly #held = new Set<string>()

  constructor(dataDir: string) {
    this.path = mediaFolder(dataDir)
  }

  at(name: string): string {
    return join(this.path, name)
  }

  /** A new name, held until it is let go; the folder is there then. @throws the system's error. */
  async take(prefix = ''): Promise<string> {
    await mkdir(this.path, { recursive: true, mode: 0o700 })
    const name = `${prefix}${randomBytes(16).toString('hex')}`
    this.#held.add(name)
    return name
  }

  /** From now on a row has the file, or nothing does: then it goes with the next {@link sweep}. */
  letGo(name: string): void {
    this.#held.delete(name)
  }

  /** Its first bytes, as many as tell what it is and how large a picture is, and its size; its mode is made the owner's alone. @throws the system's error. */
  async look(name: string): Promise<{ head: Uint8Array; bytes: number }> {
    const file = this.at(name)
    if (process.platform !== 'win32') await chmod(file, 0o600)
    const handle = await open(file)
    try {
      const head = Buffer.alloc(PICTURE_HEAD_BYTES)
      const { bytesRead } = await handle.read(head, 0, PICTURE_HEAD_BYTES, 0)
      return { head: head.subarray(0, bytesRead), bytes: (await handle.stat()).size }
    } finally {
      await handle.close()
    }
  }

  /** Bytes of a file, or null when it is not there. */
  async size(name: string): Promise<number | null> {
    try {
      return (await stat(this.at(name))).size
    } catch {
      return null
    }
  }

  /** Gives a held file another, held name. @throws the system's error. */
  async rename(name: string): Promise<string> {
    const next = await this.take()
    await rename(this.at(name), this.at(next))
    this.letGo(name)
    return next
  }

  /** Deletes a file and lets its name go. What cannot be deleted now is left to {@link sweep}. */
  async remove(name: string): Promise<void> {
    await rm(this.at(name), { force: true }).catch(() => undefined)
    this.letGo(name)
  }

  /**
   * Deletes what belongs to nothing.
   * @param known names in the store, asked after the folder was read: a file gets its row while it is held
   * @returns how many could not be deleted: they are in use, on Windows
   */
  async sweep(known: () => ReadonlySet<string>): Promise<number> {
    const there = await readdir(this.path).catch(() => [])
    let left = 0
    for (const name of this.#unknown(there, known())) {
      await rm(this.at(name), { force: true, recursive: true }).catch(() => {
        left += 1
      })
    }
    return left
  }

  /**
   * The same at the start, before anything is answered.
   * @returns the names that are there afterwards
   */
  sweepNow(known: ReadonlySet<string>): Set<string> {
    const there = new Set(list(this.path))
    for (const name of this.#unknown([...there], known)) {
      rmSync(this.at(name), { force: true, recursive: true })
      there.delete(name)
    }
    return there
  }

  #unknown(there: readonly string[], known: ReadonlySet<string>): string[] {
    return there.filter(name => !known.has(name) && !this.#held.has(workOf(name)))
  }
}

/** What comes is written beside its place, under its name and an ending, until it is whole. Our names have no dot. */
function workOf(name: string): string {
  const dot = name.indexOf('.')
  return dot < 0 ? name : name.slice(0, dot)
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    // Made when the first file comes.
    return []
  }
}
