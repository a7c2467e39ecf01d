import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from './database.ts'

/** "PILL", so that a database of another program is never taken for ours. */
export const APPLICATION_ID = 0x50494c4c

export interface Migration {
  version: number
  name: string
  sql: string
}

/** Beside this file in the sources; the build copies the folder beside the bundled one. */
export const MIGRATIONS_DIR = join(import.meta.dirname, 'migrations')

/**
 * The migrations, `NNNN-name.sql`, numbered from 1 without a gap.
 * @throws when one is missing: a build that lost its files must not open anything.
 */
export function readMigrations(dir: string = MIGRATIONS_DIR): Migration[] {
  const files = readdirSync(dir)
    .filter(file => /^\d{4}-[a-z0-9-]+\.sql$/.test(file))
    .sort()
  const migrations = files.map((name, index) => {
    const version = Number(name.slice(0, 4))
    if (version !== index + 1) throw new Error(`migration ${index + 1} is missing`)
    return { version, name, sql: readFileSync(join(dir, name), 'utf8') }
  })
  if (migrations.length === 0) throw new Error('there are no migrations')
  return migrations
}

/** Takes the database from its version to the newest (or `to`), one transaction per step. */
export function migrate(db: Database, migrations: readonly Migration[], to: number = migrations.length): void {
  const from = Number(db.pragma('user_version'))
  for (const { version, sql } of migrations) {
    if (version <= from || version > to) continue
    db.exec('BEGIN IMMEDIATE')
    try {
      db.exec(sql)
      db.exec(`PRAGMA user_version = ${version}`)
      if (version === 1) db.exec(`PRAGMA application_id = ${APPLICATION_ID}`)
      db.exec('COMMIT')
    } catch (error) {
      if (db.inTransaction) db.exec('ROLLBACK')
      throw error
    }
  }
}
