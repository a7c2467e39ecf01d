import { resolve } from 'node:path'
import { _electron } from '@playwright/test'
import { electronProgram, hasDisplay, isLinuxRoot } from '../../../scripts/steps/electronRuntime.ts'
import { appEnvironment } from './environment.ts'
import type { Launch, Running } from './liveApp.ts'

const root = resolve(import.meta.dirname, '..', '..', '..')

/** Why the specs cannot run in Electron here, or null. */
export function whyNoDesktop(): string | null {
  if (electronProgram() === null) return "Electron's binary is not here"
  return hasDisplay() ? null : 'there is no display'
}

/** So long (ms) Electron may take to come up, and to end. */
const PATIENCE = 15_000

/** Starts the desktop app. */
export async function launchDesktop(launch: Launch): Promise<Running> {
  // On a busy machine Playwright now and then misses the window that Electron opens, and would wait for it for ever: the
  // app is started once more then.
  const first = await open(launch).catch((error: unknown) => String(error))
  return typeof first === 'string' ? open(launch, `Started again: ${first}\n`) : first
}

async function open({ dataDir, variables }: Launch, before = ''): Promise<Running> {
  const executablePath = electronProgram()
  if (executablePath === null) throw new Error("Electron's binary is not here")
  const app = await _electron.launch({
    executablePath,
    args: [root, ...(isLinuxRoot() ? ['--no-sandbox'] : [])],
    env: appEnvironment({ ...variables, PILLION_DATA_DIR: dataDir }),
    timeout: PATIENCE,
  })
  const host = app.process()
  let output = before
  host.stderr?.on('data', chunk => {
    output += String(chunk)
  })
  const ended = new Promise<void>(done => host.once('exit', () => done()))
  const kill = async (): Promise<void> => {
    host.kill('SIGKILL')
    await ended
  }
  const page = await app.firstWindow({ timeout: PATIENCE }).catch(async (error: unknown) => {
    await kill()
    throw error
  })
  return {
    page,
    output: () => output,
    async close() {
      if (host.exitCode !== null || host.signalCode !== null) return
      const late = AbortSignal.timeout(PATIENCE)
      const gaveUp = new Promise<never>((_, refuse) => {
        late.addEventListener('abort', () => refuse(new Error('the desktop app did not end')))
      })
      await Promise.race([app.close().then(() => ended), gaveUp]).catch(async (error: unknown) => {
        await kill()
        throw error
      })
    },
    kill,
    // The window and what it asks are one program.
    lose: null,
    clipboard: () => app.evaluate(({ clipboard }) => clipboard.readText()),
    watchClipboard: () =>
      app.evaluate(({ clipboard }) => {
        const clear = clipboard.clear
        clipboard.clear = () => {
          process.stderr.write('The clipboard is cleared.\n')
          clear.call(clipboard)
        }
      }),
    shortMinutes: () =>
      app.evaluate(() => {
        const real = globalThis.setTimeout
        const short = (run: () => void, ms?: number) => {
          if (ms !== 60_000) return real(run, ms)
          return real(() => {
            run()
            process.env.MINUTES_PASSED = String(Number(process.env.MINUTES_PASSED ?? 0) + 1)
          }, 300)
        }
        globalThis.setTimeout = Object.assign(short, real)
      }),
    minutesPassed: () => app.evaluate(() => Number(process.env.MINUTES_PASSED ?? 0)),
  }
}
