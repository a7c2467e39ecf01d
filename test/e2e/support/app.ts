import { test as base, expect, type Page } from '@playwright/test'
import type { Phone, PhoneOptions } from '../../phone/api.ts'
import { startPhone } from '../../phone/phone.ts'
import { whyNoDesktop } from './desktopHost.ts'
import { type HostKind, LiveApp } from './liveApp.ts'
import { readQr } from './qr.ts'

export interface HostOptions {
  /** Which of the two hosts the specs run in; set by the project. */
  hostKind: HostKind
}

interface Fixtures {
  /** A simulated phone and service of this test's own. */
  phone: Phone
  /** Pillion, pointed at `phone`, not linked yet. */
  app: LiveApp
  /** The app's page. Not to be used after `app.restart()`, which answers with the new one. */
  page: Page
  /** The account and how its phone behaves; override with `test.use`. */
  phoneOptions: PhoneOptions
  /** Environment of the app; override with `test.use`. */
  variables: Record<string, string>
}

/** Each test with a phone and an app of its own. Tests that can share them use `story` (story.ts), which is cheaper. */
export const test = base.extend<Fixtures & HostOptions>({
  hostKind: ['browser', { option: true }],
  variables: [{ PILLION_LANG: 'en' }, { option: true }],
  phoneOptions: [{ seed: 1, me: { pn: '12025550100', lid: '90000000000100', pushName: 'Ada' } }, { option: true }],

  phone: async ({ hostKind, phoneOptions }, use, info) => {
    const why = hostKind === 'desktop' ? whyNoDesktop() : null
    info.skip(why !== null, why ?? '')
    const phone = await startPhone(phoneOptions)
    await use(phone)
    if (info.status !== info.expectedStatus) {
      await info.attach('phone', { body: JSON.stringify(phone.problems, null, 2), contentType: 'text/plain' })
    }
    await phone.stop()
    if (info.status === info.expectedStatus) phone.assertClean()
  },

  app: async ({ phone, hostKind, variables }, use, info) => {
    const app = await LiveApp.start(hostKind, { ...phone.env(), ...variables })
    await app.beginTrace()
    await use(app)
    if (info.status !== info.expectedStatus) await app.keep(info)
    await app.end()
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
      { message: 'the phone scans the QR code', timeout: 20_000, intervals: [50, 100, 250] },
    )
    .toBe('linked')
}
