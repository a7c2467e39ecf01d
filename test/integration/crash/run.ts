/** The long run: `npm run test:crash -- KILLS [SEED]`. Prints a line per kill and a report; exit code 1 when anything is wrong. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crash } from './crash.ts'

const kills = Number(process.argv[2] ?? 1000)
const seed = Number(process.argv[3] ?? Date.now() % 1_000_000)
if (!Number.isInteger(kills) || kills < 1 || !Number.isInteger(seed)) {
  console.error('usage: npm run test:crash -- KILLS [SEED]')
  process.exit(2)
}

const dataDir = mkdtempSync(join(tmpdir(), 'pillion-crash-'))
console.log(`${kills} kills, seed ${seed}`)
const report = await crash({ kills, seed, dataDir, progress: line => console.log(line) })
const { wrong, ...figures } = report
console.log(JSON.stringify(figures))
for (const line of wrong) console.log(`WRONG: ${line}`)
if (wrong.length > 0) console.log(`the store is kept at ${dataDir}`)
else rmSync(dataDir, { recursive: true, force: true })
process.exit(wrong.length > 0 ? 1 : 0)
