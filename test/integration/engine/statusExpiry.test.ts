import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { proto } from 'baileys'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openStore } from '../../../src/main/engine/store/open.ts'
import { STATUS_LIFETIME_MS } from '../../../src/shared/rules/expiry.ts'
import { POST_BACKGROUNDS } from '../../../src/shared/rules/post-styles.ts'
import { Desk, newPhone, plainSecrets } from './desk.ts'

// The engine looks for what is over every 20 seconds; its clock is the desk's.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
})
afterEach(() => {
  vi.useRealTimers()
})

/** A picture by its first bytes, which says this all over. */
const jpeg = (text: string, bytes = 20_000): Buffer =>
  Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(bytes, text)])

/** What is planted, and what it stands for. */
const PLANTED = {
  byNumber: 'a heron on the northern pier',
  byLid: 'a kestrel over the western mill',
  fromHistory: 'a curlew by the eastern weir',
  caption: 'a plover near the southern lock',
  thumbnail: 'a thumbnail of the plover .....',
  file: 'the whole picture of the plover',
  ownFromPhone: 'an otter at the upper bridge',
  ownFromHere: 'a beaver at the lower bridge',
  revoked: 'a magpie that nobody should see',
  revokedFile: 'the whole picture of the magpie',
}
const STAYS = 'a letter about the heron, not a post'

/** All of the data folder's files: which of the words lie in them. */
function lying(desk: Desk): string[] {
  const found = new Set<string>()
  const look = (folder: string): void => {
    for (const name of readdirSync(folder)) {
      const path = join(folder, name)
      if (statSync(path).isDirectory()) look(path)
      else {
        const bytes = readFileSync(path)
        for (const [what, text] of Object.entries({ ...PLANTED, stays: STAYS }))
          if (bytes.includes(text)) found.add(what)
      }
    }
  }
  look(desk.dataDir)
  return [...found].sort()
}

/** A desk with a post of every kind, their files here, one of them taken back again. */
async function planted(): Promise<Desk> {
  const phone = await newPhone()
  const ada = phone.addPerson({ pn: '15550101', lid: '90010101', pushName: 'Ada', savedName: 'Ada Lovelace' })
  const ben = phone.addPerson({ pn: '15550102', lid: '90010102', pushName: 'Ben', savedName: 'Ben Nevis' })
  const cleo = phone.addPerson({ pn: '15550103', lid: '90010103', pushName: 'Cleo', savedName: 'Cleo Lane' })
  phone.setHistory({
    statuses: [
      proto.WebMessageInfo.fromObject({
        key: { remoteJid: 'status@broadcast', id: 'OLD', fromMe: false },
        participant: cleo.jid(),
        message: { conversation: PLANTED.fromHistory },
        messageTimestamp: Math.floor(Date.now() / 1000) - 3600,
      }),
    ],
  })
  const desk = await Desk.linked(phone)
  const authors = async () => (await desk.call('statusesPage', { query: '', after: null, limit: 200 })).items
  await ada.sendText(STAYS)
  await ada.postStatus(PLANTED.byNumber, { addressing: 'pn' })
  await ben.postStatus(PLANTED.byLid, { addressing: 'lid' })
  const picture = phone.media.put(jpeg(PLANTED.file), 'image')
  await ben.postStatus({
    imageMessage: { ...picture, caption: PLANTED.caption, jpegThumbnail: jpeg(PLANTED.thumbnail, 200) },
  })
  const revoked = await cleo.postStatus({
    imageMessage: { ...phone.media.put(jpeg(PLANTED.revokedFile), 'image'), caption: PLANTED.revoked },
  })
  await phone.own.postStatus(PLANTED.ownFromPhone)
  await desk.until('an audience', async () => (await desk.call('statusPosting', {})).receiving === 3)
  await desk.call('statusPost', {
    kind: 'text',
    text: PLANTED.ownFromHere,
    backgroundArgb: POST_BACKGROUNDS[0] ?? 0,
    font: 0,
  })
  await desk.until('all posts', async () => {
    const segments = (await authors()).map(({ seen }) => seen.length).sort()
    const mine = await desk.call('statusMine', {})
    return String(segments) === '1,2,2' && mine.length === 2 && mine.every(({ way }) => way === 'sent')
  })
  for (const { id } of await authors()) await desk.call('statusOpened', { personId: id })
  await desk.until('both files', async () => (await desk.call('statusStorage', {})).files === 2)
  expect(lying(desk)).toEqual([...Object.keys(PLANTED), 'stays'].sort())

  await cleo.revokeStatus(revoked)
  await desk.until('the revoke', async () => (await desk.call('statusStorage', {})).files === 1)
  await expect.poll(() => lying(desk)).not.toContain('revokedFile')
  await phone.settled()
  return desk
}

test('within minutes of its end nothing of a post is left in any file; what was taken back goes at once', async () => {
  const desk = await planted()
  vi.advanceTimersByTime(20_000)
  desk.skew = 60_000
  vi.advanceTimersByTime(20_000)
  const living = Object.keys(PLANTED).filter(what => what !== 'revoked' && what !== 'revokedFile')
  expect(lying(desk)).toEqual([...living, 'stays'].sort())
  desk.skew = STATUS_LIFETIME_MS + 60_000
  vi.advanceTimersByTime(20_000)
  // Rows are gone with the look; the file follows them.
  await expect.poll(() => lying(desk)).not.toContain('file')
  expect(lying(desk)).toEqual(['stays'])
  expect(await desk.call('statusMine', {})).toEqual([])
})

test('at the start it is gone before the first answer', async () => {
  const desk = await planted()
  desk.skew = STATUS_LIFETIME_MS + 1_000
  await desk.restart()
  await desk.state()
  expect(lying(desk)).toEqual(['stays'])
})

test('a crash between the rows and their files: the next start deletes the files', async () => {
  const desk = await planted()
  await desk.close()
  const { store } = await openStore({ dataDir: desk.dataDir, secrets: plainSecrets })
  expect(store?.statusExpiry.purge(Date.now() + STATUS_LIFETIME_MS)).toBeGreaterThan(0)
  store?.close()
  expect(lying(desk)).toEqual(['file', 'stays'])
  const again = new Desk(desk.phone, desk.dataDir)
  await again.state()
  expect(lying(again)).toEqual(['stays'])
})

test('whoever looks at a post is told the moment it is over', async () => {
  const phone = await newPhone()
  const ada = phone.addPerson({ pn: '15550101', lid: '90010101', pushName: 'Ada', savedName: 'Ada Lovelace' })
  const desk = await Desk.linked(phone)
  // Over in two seconds: no look falls into that time here.
  await ada.postStatus(PLANTED.byNumber, { at: new Date(Date.now() - STATUS_LIFETIME_MS + 3_000) })
  const counts = (): Promise<number> => desk.state().then(({ counts: { unseenStatuses } }) => unseenStatuses)
  await desk.until('the post', async () => (await counts()) === 1)
  const before = desk.events.length
  await desk.until('its end', async () => {
    return desk.events.slice(before).some(event => event.type === 'statuses') && (await counts()) === 0
  })
  expect(lying(desk)).toEqual([])
})
