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

/** Starts the desktop app. */
export async function launchDesktop({ dataDir, variables }: Launch): Promise<Running> {
  const executablePath = electronProgram()
  if (executablePath === null) throw new Error("Electron's binary is not here")
  const app = await _electron.launch({
    executablePath,
    args: [root, ...(isLinuxRoot() ? ['--no-sandbox'] : [])],
    env: appEnvironment({ ...variables, PILLION_DATA_DIR: dataDir }),
  })
  const host = app.process()
  let output = ''
  host.stderr?.on('data', chunk => {
    output += String(chunk)
  })
  const ended = new Promise<void>(done => host.once('exit', () => done()))
  const page = await app.firstWindow()
  return {
    page,
    output: () => output,
    async close() {
      if (host.exitCode === null && host.signalCode === null) await app.close()
      await ended
    },
    async kill() {
      host.kill('SIGKILL')
      await ended
    },
  }
}
