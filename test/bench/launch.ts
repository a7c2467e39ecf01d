/** Starts an Electron app and looks at it through Chromium's debugger: the app and the blank window alike. */
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { chromium } from '@playwright/test'
import { appEnvironment, end, endOf } from '../../scripts/steps/children.ts'
import { isLinuxRoot } from '../../scripts/steps/electronRuntime.ts'
import { pssOfTree } from './processes.ts'

export interface LaunchOptions {
  program: string
  /** Folder of the app. */
  app: string
  variables: Record<string, string>
  /** Seen on the screen: it is usable. */
  usable: string
  /** Time without anything to do before memory is read (ms). */
  idleMs: number
}

export interface Launched {
  /** From the start of the process to the usable page (ms). */
  startMs: number
  /** Proportional set size of all its processes after the idle time (MB). */
  memoryMb: number
}

const PATIENCE_MS = 60_000

/** @throws when nothing usable appears. */
export async function launch({ program, app, variables, usable, idleMs }: LaunchOptions): Promise<Launched> {
  const began = performance.now()
  const child = spawn(program, [app, '--remote-debugging-port=0', ...(isLinuxRoot() ? ['--no-sandbox'] : [])], {
    env: appEnvironment(variables),
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const started = { child, ended: endOf(child) }
  try {
    const address = await new Promise<string>((resolve, reject) => {
      createInterface({ input: child.stderr }).on('line', line => {
        const found = /^DevTools listening on (ws:\S+)/.exec(line)?.[1]
        if (found !== undefined) resolve(found)
      })
      void started.ended.then(code => reject(new Error(`the app ended with ${code}`)))
    })
    const browser = await chromium.connectOverCDP(address)
    const [context] = browser.contexts()
    if (context === undefined) throw new Error('no window')
    const page = context.pages()[0] ?? (await context.waitForEvent('page', { timeout: PATIENCE_MS }))
    await page.locator(usable).first().waitFor({ timeout: PATIENCE_MS })
    const startMs = performance.now() - began
    // The debugger costs memory on both sides; without it the app is as it is for its user.
    await browser.close()
    await new Promise(resolve => setTimeout(resolve, idleMs))
    return { startMs, memoryMb: pssOfTree(child.pid ?? 0) }
  } finally {
    await end(started)
  }
}
