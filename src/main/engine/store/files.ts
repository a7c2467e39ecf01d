import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { dirname, join } from 'node:path'

export interface StoreFiles {
  database: string
  /** Write-ahead log, and the log's index: SQLite names them after the database. */
  wal: string
  shm: string
  lock: string
}

/** Folder of the files of posts. */
export function mediaFolder(dataDir: string): string {
  return join(dataDir, 'media')
}

export function storeFiles(dataDir: string): StoreFiles {
  const database = join(dataDir, 'pillion.sqlite')
  return { database, wal: `${database}-wal`, shm: `${database}-shm`, lock: join(dataDir, 'lock.sqlite') }
}

/** Names of what Pillion and its hosts put into a data folder. */
const OWN_NAME =
  /^(pillion(-kept-.*)?\.sqlite(-wal|-shm|-journal)?|lock\.sqlite(-journal)?|logs|media|chromium|window\.json|\.pillion-demo)$/

/**
 * Makes the folder and closes it to others. One that was there before and holds something else is not Pillion's to close
 * (somebody may have named /tmp): it keeps its mode, and only Pillion's files in it are their owner's alone. On Windows
 * the user's profile folder does that; modes mean nothing there.
 * @returns whether others can look into the folder now.
 */
export function privateFolder(dir: string): boolean {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  if (process.platform === 'win32') return false
  if (readdirSync(dir).every(name => OWN_NAME.test(name))) chmodSync(dir, 0o700)
  return (statSync(dir).mode & 0o077) !== 0
}

/** Makes the file if it is not there, and closes it to others. SQLite gives log and index the database's mode. */
export function privateFile(file: string): void {
  if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600))
  if (process.platform !== 'win32') chmodSync(file, 0o600)
}

const HEADER_BYTES = 100
const MAGIC = 'SQLite format 3\0'

/** What the first bytes of a database say. Offsets: sqlite.org/fileformat2.html, section 1.3. */
export type Header = 'absent' | 'garbage' | { userVersion: number; applicationId: number }

/** Reads the header without SQLite, so that a file which is not ours to touch stays as it is, byte by byte. */
export function readHeader(file: string): Header {
  if (!existsSync(file)) return 'absent'
  const bytes = Buffer.alloc(HEADER_BYTES)
  const handle = openSync(file, 'r')
  try {
    const length = readSync(handle, bytes, 0, HEADER_BYTES, 0)
    if (length === 0) return 'absent'
    if (length < HEADER_BYTES || bytes.toString('latin1', 0, 16) !== MAGIC) return 'garbage'
  } finally {
    closeSync(handle)
  }
  return { userVersion: bytes.readUInt32BE(60), applicationId: bytes.readUInt32BE(68) }
}

/** Bytes of a file; 0 when it is not there. */
export function fileSize(file: string): number {
  return existsSync(file) ? statSync(file).size : 0
}

/**
 * Renames database, log and index to a name with the time in it. Of these nothing is deleted; files of posts are: the new
 * store knows nothing of them, so nobody would delete them when their day is over, and they can be fetched again.
 * @returns the new path of the database.
 */
export function setFilesAside(files: StoreFiles, at: Date): string {
  const stamp = at.toISOString().replace(/[:.]/g, '-')
  const base = files.database.replace(/\.sqlite$/, '')
  let kept = `${base}-kept-${stamp}.sqlite`
  for (let n = 2; existsSync(kept); n++) kept = `${base}-kept-${stamp}-${n}.sqlite`
  // The log first: a new database must never meet the log of an old one.
  renameIfThere(files.wal, `${kept}-wal`)
  renameIfThere(files.shm, `${kept}-shm`)
  renameIfThere(files.database, kept)
  deleteMedia(files)
  return kept
}

function renameIfThere(from: string, to: string): void {
  if (existsSync(from)) renameSync(from, to)
}

/** What {@link setFilesAside} left in a folder. */
const KEPT_NAME = /^pillion-kept-.*\.sqlite(-wal|-shm|-journal)?$/

/** Deletes the database, files of posts, and the copies that were set aside before: they hold chats and keys as well. */
export function deleteFiles(files: StoreFiles): void {
  const folder = dirname(files.database)
  for (const name of readdirSync(folder)) if (KEPT_NAME.test(name)) rmSync(join(folder, name), { force: true })
  for (const file of [files.wal, files.shm, files.database]) rmSync(file, { force: true })
  deleteMedia(files)
}

function deleteMedia(files: StoreFiles): void {
  rmSync(mediaFolder(dirname(files.database)), { recursive: true, force: true })
}
