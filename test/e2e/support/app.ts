import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, expect, type Page, type TestInfo } from '@playwright/test'
import type { Phone, PhoneOptions } from '../../phone/api.ts'
import { startPhone } from '../../phone/phone.ts'
import { launchBrowserHost } from './browserHost.ts'
import { launchDesktop, whyNoDesktop } from './desktopHost.ts'
import { readQr } from './qr.ts'

export interface HostOptions {
  /** Which of the two hosts the specs run in; set by the project. */
  hostKind: 'desktop' | 'browser'
}

/** Pillion running in one of its hosts, on a data folder of its own. */
interface App {
  page: Page
  dataDir: string
  /** Ends the host as a user does and waits for it; `restart` begins again on the same data. */
  close(): Promise<void>
  restart(): Promise<Page>
  /** Kills the host without a warning. */
  kill(): Promise<void>
}

/** A started host, as its launcher gives it. */
export interface Running {
  page: Page
  close(): Promise<void>
  kill(): Promise<void>
  /** Standard error so far. */
  output(): string
}

export interface Launch {
  dataDir: string
  /** Added to the environment. */
  variables: Record<string, string>
}

interface Fixtures {
  /** A simulated phone and service of this test's own. */
  phone: Phone
  /** Pillion, pointed at `phone`, not linked yet. */
  app: App
  /** The app's page. Not to be used after `app.restart()`, which answers with the new one. */
  page: Page
  /** The account and how its phone behaves; override with `test.use`. */
  phoneOptions: PhoneOptions
  /** Environment of the app; override with `test.use`. */
  variables: Record<string, string>
}

export const test = base.extend<Fixtures & HostOptions>({
  hostKind: ['browser', { option: true }],
  variables: [{ PILLION_LANG: 'en' }, { option: true }],
  phoneOptions: [{ seed: 1, me: { pn: '12025550100', lid: '90000000000100', pushName: 'Ada' } }, { option: true }],

  phone: async ({ hostKind, phoneOptions }, use, info) => {
    const why = hostKind === 'desktop' ? whyNoDesktop() : null
    info.skip(why !== null, why ?? '')
    const phone = await startPhone(phoneOptions)
    await use(phone)
    if (info.status !== info.expectedStatus) await attach(info, 'phone', JSON.stringify(phone.problems, null, 2))
    await phone.stop()
  },

  app: async ({ phone, hostKind, variables }, use, info) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'pillion-e2e-'))
    const launch = { dataDir, variables: { ...phone.env(), ...variables } }
    const start = (): Promise<Running> => (hostKind === 'desktop' ? launchDesktop(launch) : launchBrowserHost(launch))
    let running = await start()
    const failed = (): boolean => info.status !== info.expectedStatus
    const leave = async (): Promise<void> => {
      if (failed()) await keepPicture(info, running.page)
      await endTrace(info, running.page, failed())
    }
    await beginTrace(running.page)
    const app: App = {
      dataDir,
      get page() {
        return running.page
      },
      close: () => running.close(),
      kill: () => running.kill(),
      async restart() {
        await endTrace(info, running.page, false)
        await running.close()
        running = await start()
        await beginTrace(running.page)
        return running.page
      },
    }
    await use(app)
    await leave()
    await running.close()
    if (failed()) {
      await attach(info, 'host output', running.output())
      keepLog(info, dataDir)
    }
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
  },

  page: async ({ app }, use) => {
    await use(app.page)
  },
})

export { expect }

/** Links the app: waits for the QR code on its screen, and lets the phone scan it. */
export async function linkByQr(page: Page, phone: Phone): Promise<void> {
  await expect
    .poll(
      async () => {
        const code = await readQr(page)
        if (code === null) return 'no code to read'
        // A code that was replaced while it was being read is refused: then the next one is.
        return phone.scan(code).then(
          () => 'linked',
          (error: unknown) => String(error),
        )
      },
      { message: 'the phone scans the QR code', timeout: 20_000 },
    )
    .toBe('linked')
}

async function attach(info: TestInfo, name: string, body: string): Promise<void> {
  await info.attach(name, { body, contentType: 'text/plain' })
}

async function keepPicture(info: TestInfo, page: Page): Promise<void> {
  if (page.isClosed()) return
  const path = info.outputPath('screen.png')
  await page.screenshot({ path, timeout: 5000 }).catch(() => null)
  if (existsSync(path)) await info.attach('screen', { path, contentType: 'image/png' })
}

function keepLog(info: TestInfo, dataDir: string): void {
  const log = join(dataDir, 'logs', 'pillion.log')
  if (existsSync(log)) copyFileSync(log, info.outputPath('pillion.log'))
}

async function beginTrace(page: Page): Promise<void> {
  await page.context().tracing.start({ screenshots: true, snapshots: true })
}

async function endTrace(info: TestInfo, page: Page, keep: boolean): Promise<void> {
  const tracing = page.context().tracing
  // The host may be gone already: then there is no trace to be had.
  await (keep ? tracing.stop({ path: info.outputPath('trace.zip') }) : tracing.stop()).catch(() => null)
}
