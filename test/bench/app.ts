/** (e) Start of the desktop app to a usable list, and (f) its memory when idle, against a blank window of the same Electron. */
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { electronProgram } from '../../scripts/steps/electronRuntime.ts'
import { root } from '../../scripts/steps/project.ts'
import { openDisplay } from './display.ts'
import { scratchFolder } from './folders.ts'
import { historySize } from './history.ts'
import { type Launched, launch } from './launch.ts'
import type { Part } from './part.ts'
import { syncOnce } from './synced.ts'
import { median, spread } from './table.ts'

export const app: Part = async ({ small, code, say }) => {
  const program = electronProgram()
  if (program === null) {
    say("e, f: Electron's binary is not here")
    return []
  }
  const display = await openDisplay()
  if (display === null) {
    say('e, f: there is no display and no Xvfb')
    return []
  }
  const repeats = small ? 1 : 5
  const idleMs = small ? 1_000 : 8_000
  const size = historySize(small)
  const synced = await syncOnce(code, size, null)
  const pillion: Launched[] = []
  const blank: Launched[] = []
  try {
    const variables = { ...display.variables, ...defined(synced.phone.variables), PILLION_LANG: 'en' }
    const start = async (): Promise<Launched> => {
      // One folder for all: the second start and on find Chromium's caches, as a user's does.
      const own = { ...variables, PILLION_DATA_DIR: synced.dataDir }
      return launch({ program, app: root, variables: own, usable: '[data-chat]', idleMs })
    }
    const blankApp = join(scratchFolder(), 'blank')
    cpSync(join(import.meta.dirname, 'blank'), blankApp, { recursive: true })
    const nothing = { ...display.variables, BLANK_DATA_DIR: scratchFolder() }
    const startBlank = (): Promise<Launched> =>
      launch({ program, app: blankApp, variables: nothing, usable: '[data-ready]', idleMs })
    // The first start of each fills caches and is not counted.
    for (let n = 0; n <= repeats; n++) {
      const [ours, floor] = [await start(), await startBlank()]
      say(`e, f: ${inWords(ours)}; blank ${inWords(floor)}`)
      if (n === 0) continue
      pillion.push(ours)
      blank.push(floor)
    }
  } finally {
    await synced.phone.stop()
    display.stop()
  }
  const starts = pillion.map(run => run.startMs)
  const memory = pillion.map(run => run.memoryMb)
  return [
    {
      name: `e  start to the usable list, ${size.messages} messages`,
      value: median(starts),
      unit: 'ms',
      floor: { name: 'blank window', value: median(blank.map(run => run.startMs)) },
      aim: null,
      note: `n=${repeats}, ${spread(starts)}; linked and connecting`,
    },
    {
      name: 'f  idle memory, all processes',
      value: median(memory),
      unit: 'MB',
      floor: { name: 'blank window', value: median(blank.map(run => run.memoryMb)) },
      aim: null,
      note: `n=${repeats}, ${spread(memory)}; PSS after ${idleMs / 1000} s`,
    },
  ]
}

function inWords({ startMs, memoryMb }: Launched): string {
  return `${startMs.toFixed(0)} ms, ${memoryMb.toFixed(0)} MB`
}

function defined(variables: NodeJS.ProcessEnv): Record<string, string> {
  const entries = Object.entries(variables).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return Object.fromEntries(entries)
}
