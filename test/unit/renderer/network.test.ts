import { expect, test, vi } from 'vitest'
import { isMetered, type NetworkFacts, networkOf, tellNetwork } from '../../../src/renderer/data/network.ts'
import type { EngineEvent } from '../../../src/shared/model.ts'

test.each<[string, NetworkFacts | null, boolean]>([
  ['tells nothing', null, false],
  ['tells no kind', { saveData: false }, false],
  ['tells that it is unknown', { type: 'unknown', saveData: false }, false],
  ['tells no kind, and the user wants to save data', { saveData: true }, true],
  ['is cellular', { type: 'cellular' }, true],
  ['is Wi-Fi', { type: 'wifi' }, false],
  ['is a cable', { type: 'ethernet', saveData: false }, false],
  ['is Wi-Fi, and the user wants to save data', { type: 'wifi', saveData: true }, true],
])('a network that %s', (_, facts, metered) => {
  expect(isMetered(facts)).toBe(metered)
})

test('browsers without the API tell nothing', () => {
  expect(networkOf({})).toBeNull()
  expect(networkOf({ connection: null })).toBeNull()
  expect(networkOf({ connection: undefined })).toBeNull()
  expect(networkOf({ connection: { type: 'wifi' } })).toEqual({ type: 'wifi' })
})

/** A page on a network that can change, before an engine that may fail to answer. */
function setUp(type: string) {
  let changed = (): void => {}
  let happened = (_events: EngineEvent[]): void => {}
  const facts = {
    type,
    addEventListener: (_: 'change', listener: () => void) => {
      changed = listener
    },
  }
  const tell = vi.fn(async (_metered: boolean): Promise<null> => null)
  const start = () =>
    tellNetwork(facts, tell, listener => {
      happened = listener
    })
  return {
    tell,
    start,
    change: (to: string) => {
      facts.type = to
      changed()
    },
    happen: (event: EngineEvent) => happened([event]),
    told: () => tell.mock.calls.map(([metered]) => metered),
  }
}

test('the engine is told at the start, when it changes, and when it may be another one', () => {
  const page = setUp('cellular')
  page.start()
  expect(page.told()).toEqual([true])
  page.change('wifi')
  page.change('ethernet')
  expect(page.told()).toEqual([true, false])
  page.happen({ type: 'statuses' })
  expect(page.told()).toEqual([true, false])
  page.happen({ type: 'missed' })
  expect(page.told()).toEqual([true, false, false])
  page.happen({ type: 'health', health: { state: 'ok' } })
  expect(page.told()).toEqual([true, false, false, false])
})

test('what could not be told is told with the next change', async () => {
  const page = setUp('wifi')
  page.tell.mockRejectedValueOnce(new Error('no engine'))
  page.start()
  await vi.waitFor(() => expect(page.tell.mock.settledResults).toHaveLength(1))
  await Promise.resolve()
  page.change('ethernet')
  expect(page.told()).toEqual([false, false])
})
