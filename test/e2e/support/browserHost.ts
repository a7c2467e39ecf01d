import { spawn } from 'node:child_process'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { chromium } from '@playwright/test'
import { isLinuxRoot } from '../../../scripts/steps/electronRuntime.ts'
import { browserBinary } from './browserBinary.ts'
import { appEnvironment } from './environment.ts'
import type { Launch, Running } from './liveApp.ts'

const root = resolve(import.meta.dirname, '..', '..', '..')

/** What the browser host prints when it is ready (docs/architecture.md). */
const READY = /^Pillion is ready at (http:\/\/127\.0\.0\.1:\d+\/#token=\S+)$/

/** Starts the browser host and opens its page in a Chromium of its own. */
export async function launchBrowserHost({ dataDir, variables }: Launch): Promise<Running> {
  const executablePath = browserBinary()
  if (executablePath === null) throw new Error('there is no browser; `npm test` gets one')
  const host = spawn(process.execPath, [join(root, 'out', 'main', 'serve.js')], {
    env: appEnvironment({ ...variables, PILLION_DATA_DIR: dataDir }),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  host.stderr.on('data', chunk => {
    output += String(chunk)
  })
  const ended = new Promise<void>(done => host.once('exit', () => done()))
  const line = await Promise.race([
    new Promise<string>(done => createInterface({ input: host.stdout }).once('line', done)),
    ended.then(() => ''),
  ])
  const address = READY.exec(line)?.[1]
  if (address === undefined) throw new Error(`the browser host did not start: ${line}${output}`)

  const browser = await chromium.launch({ executablePath, args: isLinuxRoot() ? ['--no-sandbox'] : [] })
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage()
  await page.goto(address)

  const end = async (signal: 'SIGINT' | 'SIGKILL'): Promise<void> => {
    await browser.close()
    if (host.exitCode === null && host.signalCode === null) host.kill(signal)
    await ended
  }
  const lose = async (): Promise<void> => {
    host.kill('SIGKILL')
    await ended
  }
  const clipboard = async (): Promise<string> => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    return String(await page.evaluate('navigator.clipboard.readText()'))
  }
  // In a browser it is the page that does it, and only if it may read the clipboard.
  const shortMinutes = async (): Promise<void> => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.evaluate(
      `const real = window.setTimeout
       window.minutesPassed = 0
       window.setTimeout = (run, ms) =>
         ms === 60000 ? real(() => { run(); window.minutesPassed += 1 }, 300) : real(run, ms)`,
    )
  }
  return {
    page,
    output: () => output,
    close: () => end('SIGINT'),
    kill: () => end('SIGKILL'),
    lose,
    clipboard,
    watchClipboard: null,
    shortMinutes,
    minutesPassed: async () => Number(await page.evaluate('window.minutesPassed')),
  }
}
