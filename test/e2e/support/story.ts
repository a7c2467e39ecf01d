import type { Page } from '@playwright/test'
import type { Person, PersonOptions, Phone } from '../../phone/api.ts'
import { startPhone } from '../../phone/phone.ts'
import { ME } from '../../phone/world/population.ts'
import { expect, linkByQr, test } from './app.ts'
import { whyNoDesktop } from './desktopHost.ts'
import { LiveApp } from './liveApp.ts'

interface StoryOptions {
  /** Fills the phone before anything is linked: people, groups, history. */
  before?: (phone: Phone) => void
  /** Environment of the app. */
  variables?: Record<string, string>
}

/** One app, linked to one phone, that all tests of a file share. A test keeps to people of its own. */
export interface Story {
  readonly page: Page
  readonly app: LiveApp
  readonly phone: Phone
  /** Somebody new whom only this test knows, by a name that nobody else in the file has. A saved name makes the phone tell Pillion of the contact. */
  meet(name: string, options?: Partial<PersonOptions>): Person
}

/**
 * To be called once at the top of a spec. A test also fails when the phone finds fault with what it got.
 * After a test that failed, the next one gets a phone and an app anew.
 */
export function story(options: StoryOptions = {}): Story {
  let phone: Phone | null = null
  let app: LiveApp | null = null
  let met = 0
  const names = new Set<string>()

  test.beforeAll(async ({ hostKind }) => {
    const why = hostKind === 'desktop' ? whyNoDesktop() : null
    test.skip(why !== null, why ?? '')
    const info = test.info()
    names.clear()
    phone = await startPhone({ seed: 1, me: ME })
    options.before?.(phone)
    app = await LiveApp.start(hostKind, { ...phone.env(), PILLION_LANG: 'en', ...options.variables })
    try {
      await linkByQr(app.page, phone)
      await expect(app.page.getByRole('status', { name: 'Connection' })).toHaveText(/Connected/)
      await phone.settled()
    } catch (error) {
      await app.keep(info)
      throw error
    }
  })

  test.beforeEach(async () => {
    await app?.beginTrace()
  })

  test.afterEach(async () => {
    const info = test.info()
    if (info.status === info.expectedStatus) {
      await app?.endTrace(null)
      phone?.assertClean()
      return
    }
    await app?.keep(info)
    await info.attach('phone', { body: JSON.stringify(phone?.problems, null, 2), contentType: 'text/plain' })
  })

  test.afterAll(async () => {
    await app?.end()
    await phone?.stop()
  })

  const there = <T>(what: T | null): T => {
    if (what === null) throw new Error('the story has not begun')
    return what
  }
  return {
    get page() {
      return there(app).page
    },
    get app() {
      return there(app)
    },
    get phone() {
      return there(phone)
    },
    meet(name, facts = {}) {
      // What is clicked is found by its name: of two it would be either.
      if (name !== '' && names.has(name)) throw new Error(`somebody is called ${name} already`)
      names.add(name)
      met += 1
      const digits = String(met).padStart(2, '0')
      const person = there(phone).addPerson({
        // A range that the sample world does not use.
        pn: `12065550${100 + met}`,
        lid: `900000000010${digits}`,
        pushName: name,
        ...facts,
      })
      return person
    },
  }
}
