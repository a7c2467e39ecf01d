/**
 * `npm run bench [-- PARTS] [--small] [--source]`. PARTS: letters of `a` to `g`; all without any. `--small`: seconds instead
 * of minutes, its figures mean nothing. `--source`: the engine from its sources instead of the bundle.
 */
import { cpus, loadavg, totalmem } from 'node:os'
import { ensureBuilt } from '../../scripts/steps/build.ts'
import { say } from '../../scripts/steps/say.ts'
import { app } from './app.ts'
import { engineCode } from './engine.ts'
import { dropScratch } from './folders.ts'
import { history } from './history.ts'
import { live } from './live.ts'
import { pages } from './pages.ts'
import type { Part } from './part.ts'
import { responsiveness } from './responsiveness.ts'
import { statuses } from './statuses.ts'
import { type Row, table } from './table.ts'

/** (e) and (f) are measured at the same starts. */
const parts: Record<string, Part> = { a: history, b: responsiveness, c: live, d: pages, e: app, f: app, g: statuses }

const words = process.argv.slice(2)
const flags = words.filter(word => word.startsWith('--'))
const letters = words.filter(word => !word.startsWith('--'))
const wrong = [
  ...flags.filter(flag => !['--small', '--source'].includes(flag)),
  ...letters.filter(letter => parts[letter] === undefined),
]
if (wrong.length > 0) {
  say(`bench: unknown ${wrong.join(', ')}; usage: npm run bench [-- a b c d e f g] [--small] [--source]`)
  process.exit(2)
}
const source = flags.includes('--source')
if (!source && !ensureBuilt()) process.exit(1)

const chosen = new Set(
  Object.entries(parts).flatMap(([letter, part]) => (letters.length === 0 || letters.includes(letter) ? [part] : [])),
)
const code = engineCode(source)
const machine = `${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform}, Node ${process.versions.node}`
say(`${machine}; load ${loadavg()[0]?.toFixed(1)}; engine from the ${code}`)

const rows: Row[] = []
try {
  for (const part of chosen) rows.push(...(await part({ small: flags.includes('--small'), code, say })))
} finally {
  dropScratch()
}
say(`load at the end ${loadavg()[0]?.toFixed(1)}`)
process.stdout.write(`${table(rows)}\n`)
process.exit(0)
