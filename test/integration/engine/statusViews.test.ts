import { expect, test } from 'vitest'
import type { StatusPost } from '../../../src/shared/model.ts'
import { POST_DAY_MS } from '../../../src/shared/rules/posting.ts'
import type { Person, Phone } from '../../phone/api.ts'
import type { Desk } from './desk.ts'
import { arrived, offline, online, own, post, STATUS, scene, sent } from './postScene.ts'

/** What the person has posted, as the desk shows it, once it is that much. */
async function postsOf(desk: Desk, name: string, count: number): Promise<StatusPost[]> {
  return desk.until(`${count} posts of ${name}`, async () => {
    const { items } = await desk.call('statusesPage', { query: name, after: null, limit: 5 })
    const [author] = items
    if (author === undefined) return null
    const posts = await desk.call('statusPosts', { personId: author.id })
    return posts.length === count ? posts : null
  })
}

/** A receipt for a status update by which its author, or an own device, hears that it was seen. */
function isRead({ to, type }: { to: string; type: string }): boolean {
  return to === STATUS && type.startsWith('read')
}

function told(phone: Phone): { type: string; ids: string[]; participant: string | null }[] {
  return phone
    .receivedOf('receipt')
    .filter(isRead)
    .map(({ type, ids, participant }) => ({ type, ids, participant }))
}

async function see(desk: Desk, ...posts: StatusPost[]): Promise<void> {
  for (const { id } of posts) await desk.call('statusSeen', { statusId: id })
}

const viewers = async (desk: Desk, id: number): Promise<[string, number][]> =>
  (await desk.call('statusViewers', { statusId: id, after: null, limit: 20 })).items.map(({ person, at }) => [
    person.name.text,
    at,
  ])

const START = Math.floor(Date.now() / 60_000) * 60_000
const viewedAt = (minute: number): Date => new Date(START + minute * 60_000)

async function viewedBy(desk: Desk, posted: StatusPost, count: number): Promise<StatusPost> {
  return own(desk, posted.id, ({ viewers }) => viewers === count)
}

async function threeOf(ada: Person, desk: Desk): Promise<{ ids: string[]; posts: StatusPost[] }> {
  const ids: string[] = []
  for (const text of ['one', 'two', 'three']) ids.push((await ada.postStatus(text)).id)
  return { ids, posts: await postsOf(desk, 'Ada', 3) }
}

test('the author hears that a post was seen, once', async () => {
  const { phone, desk, ada } = await scene()
  const first = await ada.postStatus('by LID')
  const second = await ada.postStatus('by number', { addressing: 'pn' })
  const posts = await postsOf(desk, 'Ada', 2)
  expect(posts.map(({ seen }) => seen)).toEqual([false, false])
  await see(desk, ...posts)
  await see(desk, ...posts)
  await phone.waitFor('receipt', receipt => isRead(receipt) && receipt.ids.includes(second.id))
  await phone.settled()
  const receipts = told(phone)
  expect(receipts.flatMap(({ ids }) => ids).sort()).toEqual([first.id, second.id].sort())
  expect(new Set(receipts.map(({ type, participant }) => `${type} ${participant}`))).toEqual(
    new Set([`read ${ada.lid}`]),
  )
  phone.assertClean()
})

test('with privacy set on the account only the own devices hear of it; with the setting off nobody', async () => {
  const { phone, desk, ada } = await scene()
  phone.privacy.set('readreceipts', 'none')
  await offline(desk, phone)
  await online(desk, phone)
  const { posts } = await threeOf(ada, desk)
  await desk.call('settingsSet', { readReceipts: false })
  await see(desk, ...posts.slice(0, 1))
  await desk.call('settingsSet', { readReceipts: true })
  await see(desk, ...posts.slice(1, 2))
  await phone.waitFor('receipt', isRead)
  await phone.settled()
  expect(told(phone)).toEqual([{ type: 'read-self', ids: [expect.any(String)], participant: ada.lid }])
  expect((await postsOf(desk, 'Ada', 3)).map(({ seen }) => seen)).toEqual([true, true, false])
})

test('seen offline, over a restart: told when the connection is back, all posts of an author together', async () => {
  const { phone, desk, ada, ben } = await scene()
  const { ids, posts } = await threeOf(ada, desk)
  const bens = await ben.postStatus('mine')
  const benPosts = await postsOf(desk, 'Ben', 1)
  await offline(desk, phone)
  await see(desk, ...posts, ...benPosts)
  await desk.restart()
  phone.line.restore()
  await desk.call('reconnect', {})
  await phone.waitFor('receipt', receipt => isRead(receipt) && receipt.ids.includes(bens.id))
  await phone.settled()
  expect(told(phone)).toEqual([
    { type: 'read', ids, participant: ada.lid },
    { type: 'read', ids: [bens.id], participant: ben.lid },
  ])
})

test('seen offline, and read receipts turned off before the connection is back: nobody is told', async () => {
  const { phone, desk, ada } = await scene()
  const { posts } = await threeOf(ada, desk)
  await offline(desk, phone)
  await see(desk, ...posts)
  await desk.call('settingsSet', { readReceipts: false })
  await desk.call('settingsSet', { readReceipts: true })
  await online(desk, phone)
  await phone.settled()
  expect(told(phone)).toEqual([])
})

test('of a post that is over, or whose author was blocked since, nobody is told', async () => {
  const { phone, desk, ada, ben } = await scene()
  await ada.postStatus('soon over')
  await ben.postStatus('blocked soon')
  const [adas] = await postsOf(desk, 'Ada', 1)
  const [bens] = await postsOf(desk, 'Ben', 1)
  if (adas === undefined || bens === undefined) throw new Error('a post is missing')
  phone.own.block(ben)
  await desk.until('blocked', async () => (await desk.call('blockList', {})).length === 1)
  await see(desk, bens)
  await offline(desk, phone)
  await see(desk, adas)
  desk.skew += POST_DAY_MS
  await online(desk, phone)
  await phone.settled()
  expect(told(phone)).toEqual([])
})

test('who has seen an own post, with the time, as it happens; by number or LID it is one person', async () => {
  const { phone, desk, ada, ben } = await scene()
  const posted = await post(desk, 'look at this')
  const message = await arrived(phone, 'look at this')
  await sent(desk, posted)
  ada.viewStatus(message, { at: viewedAt(1) })
  await viewedBy(desk, posted, 1)
  ben.viewStatus(message, { at: viewedAt(2), addressing: 'pn' })
  ada.viewStatus(message, { at: viewedAt(3), addressing: 'pn' })
  ada.viewStatus(message, { at: viewedAt(4), played: true })
  await viewedBy(desk, posted, 2)
  await phone.settled()
  expect(await viewers(desk, posted.id)).toEqual([
    ['Ben Franklin', viewedAt(2).getTime()],
    ['Ada Lovelace', viewedAt(1).getTime()],
  ])
  const page = await desk.call('statusViewers', { statusId: posted.id, after: null, limit: 1 })
  expect(page.items.map(({ person }) => person.name.text)).toEqual(['Ben Franklin'])
  expect(page.next).not.toBeNull()
  phone.assertClean()
})

test('a video that was played has been seen', async () => {
  const { phone, desk, ada } = await scene()
  const posted = await post(desk, 'as good as a film')
  ada.viewStatus(await arrived(phone, 'as good as a film'), { played: true })
  await viewedBy(desk, posted, 1)
})

test('views that come before the post of the phone are counted when it comes', async () => {
  const { phone, desk, ada, ben } = await scene()
  const id = '3A00000000000000000000000000EA51'
  ada.viewStatus({ id }, { at: viewedAt(1) })
  ben.viewStatus({ id }, { at: viewedAt(2) })
  await phone.settled()
  expect(await desk.call('statusMine', {})).toEqual([])
  await phone.own.postStatus('from the phone', { id })
  const mine = await desk.until('the post', async () => (await desk.call('statusMine', {}))[0])
  expect(mine.viewers).toBe(2)
  expect((await viewers(desk, mine.id)).map(([name]) => name)).toEqual(['Ben Franklin', 'Ada Lovelace'])
  expect(await desk.call('statusMine', {})).toHaveLength(1)
})
