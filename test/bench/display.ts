/** A screen for Electron where there is none. */
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { hasDisplay } from '../../scripts/steps/electronRuntime.ts'

export interface Display {
  /** To be added to the environment. */
  variables: Record<string, string>
  stop(): void
}

/** The screen that is there, or a virtual one; null: neither is to be had. */
export async function openDisplay(): Promise<Display | null> {
  if (hasDisplay()) return { variables: {}, stop: () => undefined }
  const server = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1400x1000x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const number = await new Promise<string | null>(resolve => {
    server.once('error', () => resolve(null))
    server.once('exit', () => resolve(null))
    createInterface({ input: server.stdout }).once('line', resolve)
  })
  if (number === null) return null
  return { variables: { DISPLAY: `:${number}` }, stop: () => void server.kill() }
}
