/** domain.md §5: while a business is verified, nothing in its chat goes, not even what is to disappear. */
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { Background } from '../../../src/main/engine/background.ts'
import type { Store } from '../../../src/main/engine/store/store.ts'
import { Sync } from '../../../src/main/engine/sync/sync.ts'
import { directChat, message, person, pnOf, scene, T0 } from './support.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
})
afterEach(() => {
  vi.useRealTimers()
})

type Level = 'high' | 'low'

function attest(store: Store, n: number, level: Level, at: number): void {
  const said = { business: true, chosenName: 'Lantern Cinemas', issuer: null, serial: null, hostStorage: null }
  store.attestations.record(person(store, n), {
    source: 'stanza',
    level,
    ...said,
    actualActors: null,
    privacyModeAt: null,
    at,
  })
}

/** A chat with a business of that level, a message that is over in a minute, and the housekeeping. */
async function business(level: Level) {
  const made = await scene()
  const { store, clock } = made
  const chatId = directChat(store, 1)
  attest(store, 1, level, T0)
  const brief = message({ chatId, authorId: person(store, 1), body: 'PIN 4711', expiresAt: clock.now + 60_000 })
  const id = store.messages.insert(brief).id ?? 0
  const background = new Background({
    store,
    now: () => clock.now,
    log: () => undefined,
    purgeHistory: () => undefined,
    failed: error => {
      throw error
    },
  })
  background.start()
  onTestFinished(() => background.stop())
  const wait = (ms: number): void => {
    clock.now += ms
    vi.advanceTimersByTime(20_000)
  }
  return { ...made, chatId, id, brief, wait, shown: () => store.messageReader.get(id) }
}

test('a message whose time runs out in a verified chat stays, and says so from that moment on', async () => {
  const { store, clock, id, chatId, shown, wait } = await business('high')
  expect(shown()).toMatchObject({ deleted: null })
  const told: number[][] = []
  store.onCommit(changes => told.push([...(changes.messages.get(chatId)?.ids ?? [])]))
  const ends = clock.now + 60_000
  wait(60_000)
  expect(shown()).toMatchObject({
    content: { text: 'PIN 4711' },
    deleted: { by: 'timer', at: ends, kept: true },
  })
  expect(store.chatReader.get(chatId)?.last).toMatchObject({ text: 'PIN 4711', deleted: { by: 'timer', kept: true } })
  expect(told.flat()).toContain(id)
  told.length = 0
  wait(600_000)
  // Told once.
  expect(told.flat()).toEqual([])
  expect(shown()).not.toBeNull()
})

test('with anybody else it goes', async () => {
  const { shown, wait } = await business('low')
  wait(60_000)
  expect(shown()).toBeNull()
})

test('what was kept stays when the business loses its standing; what runs out from then on goes', async () => {
  const { store, clock, chatId, shown, wait } = await business('high')
  const later = message({ chatId, authorId: person(store, 1), body: 'later', expiresAt: clock.now + 120_000 })
  const laterId = store.messages.insert(later).id ?? 0
  wait(60_000)
  attest(store, 1, 'low', clock.now)
  wait(600_000)
  expect(shown()).toMatchObject({ content: { text: 'PIN 4711' }, deleted: { by: 'timer', kept: true } })
  expect(store.messageReader.get(laterId)).toBeNull()
  // It goes when somebody deletes it.
  expect(store.messages.remove(shown()?.id ?? 0)).toBe(true)
  expect(shown()).toBeNull()
})

test('it stays when the setting is turned off; without the setting nothing is kept', async () => {
  const { store, clock, brief, chatId, shown, wait } = await business('high')
  wait(60_000)
  store.settings.set({ keepVerified: false })
  const late = { ...brief, wireId: 'LATE', chatId, expiresAt: clock.now + 1_000 }
  const lateId = store.messages.insert(late).id ?? 0
  wait(1_000)
  expect(shown()).toMatchObject({ deleted: { by: 'timer', kept: true } })
  expect(store.messageReader.get(lateId)).toBeNull()
  // Told again with its timer it stays all the same.
  store.messages.insert(brief)
  wait(1_000)
  expect(shown()).toMatchObject({ content: { text: 'PIN 4711' }, deleted: { by: 'timer', kept: true } })
})

test('a level that goes in the seconds before housekeeping takes nothing that was shown as kept', async () => {
  const { store, clock, shown, wait } = await business('high')
  clock.now += 60_001
  expect(shown()).toMatchObject({ deleted: { by: 'timer', kept: true } })
  const at = clock.now
  const said = { source: 'lookup', level: null, business: false, chosenName: null, issuer: null, serial: null } as const
  const rest = { hostStorage: null, actualActors: null, privacyModeAt: null }
  const attestation = { person: { pn: pnOf(1), lid: null }, ...said, ...rest, at }
  new Sync(store, () => clock.now).apply({ events: [{ type: 'attestation', attestation }], journal: [] })
  wait(60_000)
  expect(shown()).toMatchObject({ content: { text: 'PIN 4711' }, deleted: { by: 'timer', kept: true } })
})

test('it is kept over a restart, and when it comes after its time', async () => {
  const { store, clock, brief, chatId, shown } = await business('high')
  clock.now += 60_000
  const background = new Background({
    store,
    now: () => clock.now,
    log: () => undefined,
    purgeHistory: () => undefined,
    failed: () => undefined,
  })
  background.start()
  background.stop()
  expect(shown()).toMatchObject({ deleted: { by: 'timer' } })
  expect(store.messages.insert(brief)).toMatchObject({ outcome: 'known' })
  const late = message({ chatId, authorId: person(store, 1), body: 'late', expiresAt: clock.now - 1 })
  expect(store.messages.insert(late)).toMatchObject({ outcome: 'added' })
})

test('what the phone deleted says so, also after its time', async () => {
  const { store, clock, id, shown, wait } = await business('high')
  store.messages.markDeleted(id, { by: 'phone', at: clock.now, kept: true })
  wait(60_000)
  expect(shown()).toMatchObject({ deleted: { by: 'phone', kept: true } })
})
