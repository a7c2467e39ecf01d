import { mkdtempSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What a sender leaves on the disk, with room to spare (bytes). */
const PER_SENDER = 40_000
const MEMORY = '/dev/shm'

/** A new folder, in memory where there is room: who is believed does not hang on how fast a disk confirms each commit. */
export function scratchFolder(senders: number): string {
  return mkdtempSync(join(hasRoom(senders * PER_SENDER) ? MEMORY : tmpdir(), 'pillion-trust-'))
}

function hasRoom(bytes: number): boolean {
  try {
    const { bavail, bsize } = statfsSync(MEMORY)
    return bavail * bsize > bytes + 50_000_000
  } catch {
    return false
  }
}
