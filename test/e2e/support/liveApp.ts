import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page, TestInfo } from '@playwright/test'
import { launchBrowserHost } from './browserHost.ts'
import { launchDesktop } from './desktopHost.ts'

export type HostKind = 'desktop' | 'browser'

/** A started host, as its launcher gives it. */
export interface Running {
  page: Page
  close(): Promise<void>
  kill(): Promise<void>
  /** Kills what the page asks, and leaves the page open; null where the two are one. */
  lose: (() => Promise<void>) | null
  /** The text on the clipboard. */
  clipboard(): Promise<string>
  /** From now on the host says on standard error when it clears the clipboard; null where it is the page that does. */
  watchClipboard: (() => Promise<void>) | null
  /** From now on what waits a minute waits a moment, in the program that clears the clipboard. */
  shortMinutes(): Promise<void>
  /** How many of these have passed. */
  minutesPassed(): Promise<number>
  /** Standard error so far. */
  output(): string
}

export interface Launch {
  dataDir: string
  /** Added to the environment. */
  variables: Record<string, string>
}

/** Pillion running in one of its hosts, on a data folder of its own. What a failing test leaves is kept by `keep`. */
export class LiveApp {
  readonly dataDir: string
  readonly #hostKind: HostKind
  readonly #variables: Record<string, string>
  #running: Running
  /** What the hosts wrote that were ended by a restart. */
  #earlierOutput = ''
  #recording = false

  private constructor(hostKind: HostKind, variables: Record<string, string>, running: Running, dataDir: string) {
    this.#hostKind = hostKind
    this.#variables = variables
    this.#running = running
    this.dataDir = dataDir
  }

  static async start(hostKind: HostKind, variables: Record<string, string>): Promise<LiveApp> {
    const dataDir = mkdtempSync(join(tmpdir(), 'pillion-e2e-'))
    return new LiveApp(hostKind, variables, await launch(hostKind, { dataDir, variables }), dataDir)
  }

  get page(): Page {
    return this.#running.page
  }

  /** Ends the host as a user does and waits for it. */
  close(): Promise<void> {
    return this.#running.close()
  }

  /** Kills the host without a warning. */
  kill(): Promise<void> {
    return this.#running.kill()
  }

  /** Kills what the page asks and leaves the page open, in the browser host. */
  async lose(): Promise<void> {
    if (this.#running.lose === null) throw new Error('the page goes with its host')
    await this.#running.lose()
  }

  clipboard(): Promise<string> {
    return this.#running.clipboard()
  }

  async watchClipboard(): Promise<void> {
    if (this.#running.watchClipboard === null) throw new Error('the page clears it')
    await this.#running.watchClipboard()
  }

  shortMinutes(): Promise<void> {
    return this.#running.shortMinutes()
  }

  minutesPassed(): Promise<number> {
    return this.#running.minutesPassed()
  }

  /** What the host wrote to standard error so far. */
  output(): string {
    return this.#earlierOutput + this.#running.output()
  }

  /** Starts again on the same data; a host that still runs is ended first. Answers with the new page. */
  async restart(): Promise<Page> {
    await this.endTrace(null)
    await this.#running.close()
    this.#earlierOutput += this.#running.output()
    this.#running = await launch(this.#hostKind, { dataDir: this.dataDir, variables: this.#variables })
    await this.beginTrace()
    return this.page
  }

  async beginTrace(): Promise<void> {
    await this.page.context().tracing.start({ screenshots: true, snapshots: true })
    this.#recording = true
  }

  /** @param info the test that failed: its trace is kept. Null: it is thrown away. */
  async endTrace(info: TestInfo | null): Promise<void> {
    if (!this.#recording) return
    this.#recording = false
    const { tracing } = this.page.context()
    // The host may be gone already: then there is no trace to be had.
    await (info ? tracing.stop({ path: info.outputPath('trace.zip') }) : tracing.stop()).catch(() => null)
  }

  /** Keeps what explains a failure: picture, trace, log and standard error. */
  async keep(info: TestInfo): Promise<void> {
    if (!this.page.isClosed()) {
      const path = info.outputPath('screen.png')
      await this.page.screenshot({ path, timeout: 5000 }).catch(() => null)
      if (existsSync(path)) await info.attach('screen', { path, contentType: 'image/png' })
    }
    await this.endTrace(info)
    const log = join(this.dataDir, 'logs', 'pillion.log')
    if (existsSync(log)) copyFileSync(log, info.outputPath('pillion.log'))
    await info.attach('host output', { body: this.output(), contentType: 'text/plain' })
  }

  /** Ends the host and takes its data away. */
  async end(): Promise<void> {
    await this.endTrace(null)
    await this.#running.close()
    rmSync(this.dataDir, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** What a test does to the page waits so long (ms) for its element. */
const ACTION_TIMEOUT = 10_000

async function launch(hostKind: HostKind, what: Launch): Promise<Running> {
  const running = await (hostKind === 'desktop' ? launchDesktop(what) : launchBrowserHost(what))
  running.page.setDefaultTimeout(ACTION_TIMEOUT)
  return running
}
