import { expect, test } from 'vitest'
import type { AttestationEvent } from '../../../src/main/engine/events.ts'
import { lidOf, person, pnOf, scene, T0 } from './support.ts'

const DAY = 86_400_000

const said = (
  source: AttestationEvent['source'],
  at: number,
  fields: Partial<AttestationEvent> = {},
): Omit<AttestationEvent, 'person'> => ({
  source,
  level: source === 'history' ? null : 'high',
  business: true,
  chosenName: 'Odeon',
  issuer: null,
  serial: null,
  hostStorage: null,
  actualActors: null,
  privacyModeAt: null,
  at,
  ...fields,
})

test('businesses whose newest word of the server is missing or old', async () => {
  const { store } = await scene()
  const now = T0 + 10 * DAY
  const [history, old, fresh, none, refreshed, copied] = [1, 2, 3, 4, 5, 6].map(n => person(store, n)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const ahead = person(store, 8)
  person(store, 7)
  store.attestations.record(history, said('history', now))
  store.attestations.record(old, said('lookup', now - DAY))
  store.attestations.record(fresh, said('stanza', now - DAY + 1))
  store.attestations.record(none, said('lookup', now - 5 * DAY, { business: false, level: null }))
  store.attestations.record(refreshed, said('lookup', now - 5 * DAY))
  store.attestations.record(refreshed, said('lookup', now - 1))
  store.attestations.record(copied, said('stanza', now - 3 * DAY))
  store.attestations.record(copied, said('history', now))
  // Of a clock that was set back: not the last word for a month.
  store.attestations.record(ahead, said('lookup', now + 30 * DAY))
  expect(store.attestations.unattested({ after: now - DAY, before: now + DAY }).sort()).toEqual(
    [history, old, copied, ahead].sort(),
  )
  expect([history, none, refreshed].map(id => store.attestations.attestedAt(id))).toEqual([
    null,
    now - 5 * DAY,
    now - 1,
  ])
})

test('a person who was merged into another is not asked for beside them', async () => {
  const { store } = await scene()
  const byPn = person(store, 1)
  const byLid = store.people.resolve({ pn: null, lid: lidOf(1) })
  store.attestations.record(byPn, said('history', T0))
  store.attestations.record(byLid, said('history', T0))
  const one = store.people.resolve({ pn: pnOf(1), lid: lidOf(1) })
  expect(store.attestations.unattested({ after: T0, before: T0 + DAY })).toEqual([one])
})

test('looking for them goes from one attested person to the next, and to the days that count', async () => {
  const { store } = await scene()
  const { database } = store
  const plan = database.plan(database.statements.get('attestations.unattested') ?? '').join('\n')
  expect(plan).toMatch(/SEARCH n USING COVERING INDEX \w+ \(person_id>\?\)/)
  expect(plan).toMatch(/SEARCH p USING INTEGER PRIMARY KEY \(rowid=\?\)/)
  expect(plan).toMatch(/SEARCH a USING INDEX \w+ \(person_id=\? AND day>\?\)/)
  expect(plan).not.toMatch(/SCAN (p|a|n|attestations|people)\b/)
})

test('of nobody nothing is known', async () => {
  const { store } = await scene()
  expect(store.attestations.unattested({ after: T0, before: T0 + DAY })).toEqual([])
  expect(store.attestations.attestedAt(person(store, 1))).toBeNull()
})
