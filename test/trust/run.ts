/** The long run: `npm run test:trust -- HOSTILE [SEED]`. Prints a report; exit code 1 when anything is wrong. */
import { rmSync } from 'node:fs'
import { reportLines, warnedShare } from './report.ts'
import { scratchFolder } from './scratch.ts'
import { trust } from './trust.ts'

const hostile = Number(process.argv[2] ?? 5000)
const seed = Number(process.argv[3] ?? 20_261)
if (!Number.isInteger(hostile) || hostile < 1 || hostile > 130_000 || !Number.isInteger(seed)) {
  console.error('usage: npm run test:trust -- HOSTILE [SEED]')
  process.exit(2)
}

const dataDir = scratchFolder(hostile)
console.log(`${hostile} hostile senders, seed ${seed}`)
const report = await trust({ hostile, seed, dataDir, progress: line => console.log(line) })
for (const line of reportLines(report)) console.log(line)
rmSync(dataDir, { recursive: true, force: true })
process.exit(report.wrong.length > 0 || warnedShare(report) < 0.99 ? 1 : 0)
