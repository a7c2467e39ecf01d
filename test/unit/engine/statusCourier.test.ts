import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import type { ActionContext } from '../../../src/main/engine/actions/context.ts'
import { post, remove, retry } from '../../../src/main/engine/actions/status-posts.ts'
import { LinkError, type LinkPort } from '../../../src/main/engine/ports.ts'
import { StatusCourier } from '../../../src/main/engine/status-courier.ts'
import type { StatusPost } from '../../../src/shared/model.ts'
import { STATUS_LIFETIME_MS } from '../../../src/shared/rules/expiry.ts'
import { POST_BACKGROUNDS, POST_FONTS } from '../../../src/shared/rules/post-styles.ts'
import { POST_GAP_MS, POSTS_A_DAY } from '../../../src/shared/rules/posting.ts'
import { lidOf, person, pnOf, scene } from '../store/support.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(() => {
  vi.useRealTimers()
})

type Answer = 'taken' | LinkError['code'] | Promise<void>

/** A courier over a link whose answers are given here, in the order they are asked for; without one, everything is taken. */
async function desk(answers: Answer[] = []) {
  const { store, clock } = await scene()
  for (const n of [1, 2]) store.names.learn(person(store, n), 'addressBook', `Contact ${n}`, clock.now)
  const told: string[] = []
  const failures: unknown[] = []
  const answer = async (what: string): Promise<void> => {
    const next = answers.shift() ?? 'taken'
    if (typeof next !== 'string') await next
    else if (next !== 'taken') throw new LinkError(next, next)
    told.push(what)
  }
  let serial = 0
  const link = {
    online: true as boolean,
    newWireId: () => `OUT${++serial}`,
    postStatus: async (wireId: string, _post: unknown, audience: readonly unknown[]) => {
      await answer(`post ${wireId} to ${audience.length}`)
      return { at: clock.now, raw: new Uint8Array(1) }
    },
    revokeStatus: (wireId: string, audience: readonly unknown[]) => answer(`revoke ${wireId} at ${audience.length}`),
    sendViewed: (author: { pn: string | null }, wireIds: readonly string[]) =>
      answer(`seen ${wireIds.join()} by ${author.pn === pnOf(3) ? 'three' : 'another'}`),
  } satisfies Partial<LinkPort>
  const courier = new StatusCourier({
    store,
    link,
    now: () => clock.now,
    log: () => undefined,
    failed: error => failures.push(error),
    fileOf: () => null,
    progress: () => undefined,
  })
  onTestFinished(() => courier.stop())
  const context = { store, link: link as Partial<LinkPort>, courier, now: () => clock.now } as unknown as ActionContext
  const write = (text: string): Promise<StatusPost> => {
    clock.now += POST_GAP_MS
    const [backgroundArgb = 0] = POST_BACKGROUNDS
    const [font = 0] = POST_FONTS
    return post(context, { kind: 'text', text, backgroundArgb, font })
  }
  const settle = (): Promise<unknown> => vi.runAllTimersAsync()
  const now = (id: number): Pick<StatusPost, 'way' | 'failure'> | null => store.statusReader.get(id)
  return { store, clock, told, failures, courier, context, link, write, settle, now }
}

test('a post that is never answered counts as failed after five tries; deleting it then takes it back', async () => {
  const { told, context, write, settle, now, store } = await desk(Array<Answer>(5).fill('TIMEOUT'))
  const { id } = await write('is anybody there?')
  await settle()
  expect(now(id)).toMatchObject({ way: 'failed', failure: 'TIMEOUT' })
  expect(told).toEqual([])
  remove(context, { statusId: id })
  expect(now(id)).toMatchObject({ way: 'deleting' })
  await settle()
  expect(told).toEqual(['revoke OUT1 at 2'])
  expect(store.statusReader.mine()).toEqual([])
})

test('one that was plainly refused never went out: deleting it drops it', async () => {
  const { told, context, write, settle, now } = await desk(['SERVER_REFUSED'])
  const { id } = await write('no')
  await settle()
  expect(now(id)).toMatchObject({ way: 'failed', failure: 'SERVER_REFUSED' })
  remove(context, { statusId: id })
  await settle()
  expect(now(id)).toBeNull()
  expect(told).toEqual([])
})

test('tries that ended because the line was gone do not count', async () => {
  const { told, write, settle, now } = await desk([
    ...Array<Answer>(9).fill('OFFLINE'),
    'TIMEOUT',
    'OFFLINE',
    'TIMEOUT',
  ])
  const { id } = await write('patience')
  await settle()
  expect(told).toEqual(['post OUT1 to 2'])
  expect(now(id)).toMatchObject({ way: 'sent', failure: null })
})

test('deleted while it is on its way: it is taken back when it is out', async () => {
  let taken = (): void => undefined
  const { told, context, write, settle, now } = await desk([new Promise<void>(resolve => (taken = resolve))])
  const { id } = await write('too late')
  await vi.advanceTimersByTimeAsync(0)
  remove(context, { statusId: id })
  expect(now(id)).toMatchObject({ way: 'deleting' })
  taken()
  await settle()
  expect(told).toEqual(['post OUT1 to 2', 'revoke OUT1 at 2'])
  expect(now(id)).toBeNull()
})

test('tried again it goes to whom it was meant for and who is not left out since', async () => {
  const { told, context, write, settle, now, store, clock } = await desk(['NOT_ALLOWED'])
  const { id } = await write('for two')
  await settle()
  store.audience.setExcluded(person(store, 1), true)
  store.names.learn(person(store, 4), 'addressBook', 'New contact', clock.now)
  clock.now += POST_GAP_MS
  retry(context, { statusId: id })
  await settle()
  expect(told).toEqual(['post OUT1 to 1'])
  expect(now(id)).toMatchObject({ way: 'sent' })
})

test('nobody left when it goes out, or its file is gone: it says so', async () => {
  const { told, write, settle, now, store, link, courier, clock } = await desk()
  link.online = false
  const { id } = await write('for nobody')
  const media = { mimetype: 'image/png', size: 1, width: 1, height: 1, duration: null, fileName: null }
  const picture = store.statusQueue.add({
    wireId: 'PICTURE',
    content: { kind: 'image', caption: null, media },
    text: null,
    backgroundArgb: null,
    font: null,
    thumbnail: null,
    audience: [person(store, 2)],
  })
  store.audience.setExcluded(person(store, 1), true)
  store.blocklist.set(person(store, 2), true, clock.now)
  link.online = true
  courier.kick()
  await settle()
  expect(now(id)).toMatchObject({ way: 'failed', failure: 'NO_AUDIENCE' })
  store.blocklist.set(person(store, 2), false, clock.now)
  store.statusQueue.again(picture)
  courier.kick()
  await settle()
  expect(now(picture)).toMatchObject({ way: 'failed', failure: 'BAD_FILE' })
  expect(told).toEqual([])
})

test('posts written offline go out ten seconds apart', async () => {
  const { told, write, link, courier, clock } = await desk()
  link.online = false
  await write('one')
  await write('two')
  link.online = true
  courier.kick()
  await vi.advanceTimersByTimeAsync(0)
  expect(told).toEqual(['post OUT1 to 2'])
  await vi.advanceTimersByTimeAsync(POST_GAP_MS / 2)
  expect(told).toHaveLength(1)
  clock.now += POST_GAP_MS
  await vi.advanceTimersByTimeAsync(POST_GAP_MS / 2)
  expect(told).toEqual(['post OUT1 to 2', 'post OUT2 to 2'])
})

test.each<[string, Answer[]]>([
  ['plainly refused', ['SERVER_REFUSED']],
  ['never answered', Array<Answer>(5).fill('TIMEOUT')],
])('tried again by the user, one that was %s goes out ten seconds after the last try', async (_what, answers) => {
  const { told, context, write, settle, clock, now } = await desk(answers)
  const { id } = await write('impatient')
  await settle()
  expect(now(id)).toMatchObject({ way: 'failed' })
  retry(context, { statusId: id })
  await vi.advanceTimersByTimeAsync(POST_GAP_MS - 1)
  expect(told).toEqual([])
  expect(now(id)).toMatchObject({ way: 'pending' })
  clock.now += POST_GAP_MS
  await vi.advanceTimersByTimeAsync(1)
  expect(told).toEqual(['post OUT1 to 2'])
})

test('each try by the user counts as one of the posts of a day', async () => {
  const { context, write, settle, now, store, clock } = await desk(Array<Answer>(99).fill('SERVER_REFUSED'))
  const { id } = await write('again and again')
  for (let tries = 1; tries < POSTS_A_DAY; tries++) {
    await settle()
    clock.now += POST_GAP_MS
    retry(context, { statusId: id })
  }
  await settle()
  clock.now += POST_GAP_MS
  expect(() => retry(context, { statusId: id })).toThrow(expect.objectContaining({ code: 'TOO_OFTEN' }))
  expect(now(id)).toMatchObject({ way: 'failed', failure: 'SERVER_REFUSED' })
  expect(store.postingTimes.recent()).toHaveLength(POSTS_A_DAY)
})

test('a store that cannot be read is told, and looked at again later', async () => {
  const { told, failures, write, settle, store, courier } = await desk()
  const look = vi.spyOn(store.statusQueue, 'nextRevoke').mockImplementationOnce(() => {
    throw new Error('disk')
  })
  await write('in spite of it')
  expect(failures).toHaveLength(1)
  courier.kick()
  expect(told).toEqual([])
  await settle()
  expect(told).toEqual(['post OUT1 to 2'])
  look.mockRestore()
})

test('what was seen is told author by author; not of what is gone, and a refusal is no reason to ask again', async () => {
  const { told, settle, store, clock, courier, link } = await desk(['SERVER_REFUSED'])
  link.online = false
  const ids = new Map<string, number>()
  const [three, four] = [person(store, 3), person(store, 4)]
  for (const [authorId, wireId] of [
    [three, 'A'],
    [three, 'B'],
    [three, 'GONE'],
    [four, 'C'],
  ] as const) {
    const id = store.statuses.add({
      authorId,
      fromMe: false,
      wireId,
      at: clock.now,
      content: { kind: 'text', text: wireId, preview: null },
      text: wireId,
      mentions: [],
      thumbnail: null,
      backgroundArgb: null,
      font: null,
      raw: new Uint8Array(1),
      seen: false,
      expiresAt: clock.now + STATUS_LIFETIME_MS,
    })
    if (id !== null) ids.set(wireId, id)
  }
  for (const id of ids.values()) store.statuses.seeHere(id, true)
  store.statuses.revoke(three, 'GONE', clock.now)
  link.online = true
  courier.kick()
  await settle()
  courier.kick()
  await settle()
  // The first was refused.
  expect(told).toEqual(['seen C by another'])
  expect(store.viewQueue.next()).toBeNull()
})

test('two rows found to be one person: who was left out under either stays left out', async () => {
  const { store } = await desk()
  const byLid = store.people.resolve({ pn: null, lid: lidOf(1) })
  store.audience.setExcluded(byLid, true)
  expect(store.audience.counts()).toEqual({ receiving: 2, excluded: 0 })
  store.people.resolve({ pn: pnOf(1), lid: lidOf(1) })
  expect(store.audience.counts()).toEqual({ receiving: 1, excluded: 1 })
  expect(store.audience.receiving()).toEqual([person(store, 2)])
})
