/** The same rows in IndexedDB: Dexie in a headless Chromium, its page served on loopback. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import Database from 'better-sqlite3'
import { build } from 'vite'
import { isLinuxRoot } from '../../scripts/steps/electronRuntime.ts'
import type { DexieTimes } from './dexie-page.ts'
import { scratchFolder } from './folders.ts'

export interface DexieOptions {
  browser: string
  /** The engine's store. */
  source: string
  rowsPerTransaction: number
  durability: 'relaxed' | 'strict'
}

async function pageScript(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      rolldownOptions: { input: join(import.meta.dirname, 'dexie-page.ts'), output: { format: 'iife' } },
    },
  })
  const outputs = Array.isArray(result)
    ? result.flatMap(({ output }) => output)
    : 'output' in result
      ? result.output
      : []
  const script = outputs.find(file => file.type === 'chunk')
  if (script === undefined) throw new Error('the page was not bundled')
  return script.code
}

/** Columns that hold bytes, and all rows as JSON with these in base64. */
function rowsAsJson(source: string): { columns: string[]; json: string } {
  const db = new Database(source, { readonly: true })
  try {
    const columns = db
      .prepare<[], { name: string; type: string }>("SELECT name, type FROM pragma_table_info('messages')")
      .all()
      .filter(({ type }) => type === 'BLOB')
      .map(({ name }) => name)
    const parts: string[] = []
    for (const row of db.prepare<[], Record<string, unknown>>('SELECT * FROM messages ORDER BY id').iterate()) {
      for (const column of columns) {
        const bytes = row[column]
        if (bytes instanceof Uint8Array) row[column] = Buffer.from(bytes).toString('base64')
      }
      parts.push(JSON.stringify(row))
    }
    return { columns, json: `[${parts.join(',')}]` }
  } finally {
    db.close()
  }
}

export async function dexie({
  browser: executablePath,
  source,
  rowsPerTransaction,
  durability,
}: DexieOptions): Promise<DexieTimes> {
  const script = await pageScript()
  const { columns, json } = rowsAsJson(source)
  const server = createServer((request, response) => {
    if (request.url === '/page.js') response.setHeader('content-type', 'text/javascript').end(script)
    else if (request.url === '/rows') response.setHeader('content-type', 'application/json').end(json)
    else response.setHeader('content-type', 'text/html').end('<!doctype html><script src="/page.js"></script>')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  // A profile on disk: in a private window IndexedDB would stay in memory.
  const context = await chromium.launchPersistentContext(scratchFolder(), {
    executablePath,
    args: isLinuxRoot() ? ['--no-sandbox'] : [],
  })
  try {
    const page = await context.newPage()
    await page.goto(`http://127.0.0.1:${port}/`)
    return await page.evaluate(
      async ([rows, bytes, how]) => {
        const run = (globalThis as unknown as { store: (...args: unknown[]) => Promise<DexieTimes> }).store
        return run(rows, bytes, how)
      },
      [rowsPerTransaction, columns, durability] as const,
    )
  } finally {
    await context.close()
    server.close()
  }
}
