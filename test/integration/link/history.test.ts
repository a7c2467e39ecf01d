import { proto } from 'baileys'
import { expect, test } from 'vitest'
import type { HistoryChunk, Phone } from '../../phone/api.ts'
import { linkByQr, linked, newLink, newPhone } from './support/bench.ts'

const T = proto.HistorySync.HistorySyncType
const NOW = Math.floor(Date.now() / 1000)

function message(
  chat: string,
  id: string,
  text: string,
  more: Partial<proto.IWebMessageInfo> = {},
): proto.IHistorySyncMsg {
  return {
    message: {
      key: { remoteJid: chat, fromMe: false, id, ...more.key },
      message: { conversation: text },
      messageTimestamp: NOW - 1000,
      ...more,
      ...(more.key ? { key: { remoteJid: chat, fromMe: false, id, ...more.key } } : {}),
    },
  }
}

const many = (chat: string, prefix: string, count: number): proto.IHistorySyncMsg[] =>
  Array.from({ length: count }, (_, n) => message(chat, `${prefix}${n}`, `line ${n}`))

const chunk = (syncType: number, content: proto.IHistorySync, more: Partial<HistoryChunk> = {}): HistoryChunk => ({
  syncType,
  content,
  ...more,
})

async function withHistory(chunks: HistoryChunk[], prepare: (phone: Phone) => void = () => {}) {
  const phone = await newPhone()
  prepare(phone)
  phone.setHistory({ chunks })
  const bench = newLink(phone)
  await linkByQr(bench)
  return bench
}

const ADA = '15550101@s.whatsapp.net'

test('inline and downloaded history of every type becomes events, with progress to the end', async () => {
  const { phone, heard, disk } = await withHistory([
    chunk(
      T.INITIAL_BOOTSTRAP,
      {
        conversations: [
          {
            id: '90010101@lid',
            pnJid: ADA,
            name: 'Ada Lovelace',
            messages: [
              message('90010101@lid', 'B1', 'newest', { pushName: 'Ada' }),
              message('90010101@lid', 'B0', 'mine', {
                key: { fromMe: true },
                status: proto.WebMessageInfo.Status.READ,
                userReceipt: [{ userJid: ADA, receiptTimestamp: NOW - 900, readTimestamp: NOW - 800 }],
                reactions: [
                  { key: { remoteJid: ADA, fromMe: false, id: 'R' }, text: '👍', senderTimestampMs: NOW * 1000 },
                ],
              }),
            ],
            unreadCount: 1,
            pinned: NOW - 500,
            archived: false,
            muteEndTime: NOW + 5000,
            conversationTimestamp: NOW - 1000,
            ephemeralExpiration: 86400,
          },
        ],
        phoneNumberToLidMappings: [{ pnJid: '15550102@s.whatsapp.net', lidJid: '90010102@lid' }],
        pastParticipants: [
          { groupJid: '1203@g.us', pastParticipants: [{ userJid: ADA, leaveTs: NOW - 9000, leaveReason: 0 }] },
        ],
      },
      { inline: true },
    ),
    chunk(T.INITIAL_STATUS_V3, {
      statusV3Messages: [
        {
          key: { remoteJid: 'status@broadcast', participant: ADA, fromMe: false, id: 'S1' },
          message: { extendedTextMessage: { text: 'At sea', backgroundArgb: 0xff112233, font: 1 } },
          messageTimestamp: NOW - 3600,
          participant: ADA,
        },
      ],
    }),
    chunk(T.PUSH_NAME, { pushnames: [{ id: '15550102@s.whatsapp.net', pushname: 'Ben' }] }),
    chunk(T.RECENT, { conversations: [{ id: ADA, messages: many(ADA, 'R', 600) }] }, { progress: 50 }),
    chunk(
      T.FULL,
      {
        conversations: [
          {
            id: '1203@g.us',
            name: 'Chess club',
            participant: [{ userJid: ADA, rank: 1 }, { userJid: '90010100@lid' }],
            createdBy: ADA,
            createdAt: NOW - 90000,
            endOfHistoryTransferType: 1,
            messages: [
              message('1203@g.us', 'F1', 'e4', { participant: ADA, key: { participant: ADA } }),
              {
                message: {
                  key: { remoteJid: '1203@g.us', fromMe: false, id: 'F0', participant: ADA },
                  messageStubType: proto.WebMessageInfo.StubType.GROUP_CREATE,
                  messageStubParameters: ['Chess club'],
                  messageTimestamp: NOW - 90000,
                  participant: ADA,
                },
              },
            ],
          },
          {
            id: '15550103@s.whatsapp.net',
            messages: [
              {
                message: {
                  key: { remoteJid: '15550103@s.whatsapp.net', fromMe: false, id: 'N1' },
                  messageStubType: proto.WebMessageInfo.StubType.BIZ_PRIVACY_MODE_TO_BSP,
                  messageStubParameters: ['Ola Cabs'],
                  messageTimestamp: NOW - 80000,
                },
              },
            ],
          },
        ],
      },
      { progress: 100 },
    ),
  ])
  await heard.until(() => heard.progresses.at(-1)?.state === 'idle', 'the end of the history')

  const [newest] = heard.messages('B1')
  expect(newest).toMatchObject({
    content: { kind: 'text', text: 'newest' },
    key: { chat: { kind: 'direct', person: { pn: ADA, lid: '90010101@lid' } }, fromMe: false, author: null },
    pushName: 'Ada',
    unread: false,
    status: null,
  })
  expect(proto.WebMessageInfo.decode(newest?.raw ?? new Uint8Array()).message?.conversation).toBe('newest')
  expect(heard.messages('B0')[0]).toMatchObject({
    key: { fromMe: true },
    status: 'read',
    receipts: [{ person: { pn: ADA }, deliveredAt: (NOW - 900) * 1000, readAt: (NOW - 800) * 1000 }],
    reactions: [{ by: { pn: ADA }, emoji: '👍' }],
  })
  expect(heard.all('chatState').find(e => e.state.chat.kind === 'direct' && e.state.pinnedAt)).toMatchObject({
    origin: 'history',
    state: {
      pinnedAt: (NOW - 500) * 1000,
      mutedUntil: (NOW + 5000) * 1000,
      archived: false,
      unreadCount: 1,
      lastActivityAt: (NOW - 1000) * 1000,
      disappearingSeconds: 86400,
    },
  })
  expect(heard.all('name')).toContainEqual(
    expect.objectContaining({ source: 'history', name: 'Ada Lovelace', person: { pn: ADA, lid: '90010101@lid' } }),
  )
  expect(heard.all('identity')).toContainEqual({ type: 'identity', pn: '15550102@s.whatsapp.net', lid: '90010102@lid' })
  expect(heard.all('groupMembers')[0]).toMatchObject({ jid: '1203@g.us', change: 'remove', at: (NOW - 9000) * 1000 })
  expect(heard.all('status')[0]?.status).toMatchObject({
    author: { pn: ADA },
    wireId: 'S1',
    at: (NOW - 3600) * 1000,
    text: 'At sea',
    backgroundArgb: 0xff112233,
    font: 1,
  })
  expect(heard.all('name')).toContainEqual(expect.objectContaining({ source: 'push', name: 'Ben' }))
  expect(disk.keyRows.has('lid-mapping/15550102')).toBe(true)
  expect(disk.keyRows.has('lid-mapping/90010102_reverse')).toBe(true)
  for (const n of [0, 300, 599]) expect(heard.messages(`R${n}`)).toHaveLength(1)
  expect(heard.messages('F1')[0]?.key).toMatchObject({ author: { pn: ADA }, chat: { kind: 'group', jid: '1203@g.us' } })
  expect(heard.messages('F0')[0]?.content).toMatchObject({ kind: 'groupChange', change: 'created' })
  expect(heard.all('group')[0]?.group).toMatchObject({
    subject: 'Chess club',
    owner: { pn: ADA },
    members: [{ admin: true }, { admin: false }],
  })
  expect(heard.all('chatState').find(e => e.state.endOfHistory)).toBeTruthy()
  expect(heard.messages('N1')[0]?.content).toEqual({ kind: 'notice', stub: 129, parameters: ['Ola Cabs'] })
  expect(heard.all('attestation')[0]?.attestation).toMatchObject({
    source: 'history',
    level: null,
    business: true,
    chosenName: 'Ola Cabs',
  })
  const percents = heard.progresses.flatMap(p => (p.state === 'running' ? [p.percent] : []))
  expect(percents).toContain(50)
  expect(disk.history.pending()).toHaveLength(0)
  await phone.settled()
  phone.assertClean()
})

test.each(['body', 'mac', 'truncated'] as const)(
  'a downloaded chunk with a wrong %s is not taken, and stays to be fetched again',
  async tamper => {
    const bad = chunk(T.RECENT, { conversations: [{ id: ADA, messages: many(ADA, 'X', 5) }] }, { tamper })
    const good = chunk(T.RECENT, { conversations: [{ id: ADA, messages: many(ADA, 'G', 5) }] })
    const { heard, disk, lines } = await withHistory([bad, good])
    await heard.message('G4')
    expect(heard.messages('X0')).toEqual([])
    await heard.until(() => disk.history.pending().length === 1, 'one job left')
    expect(lines.join('\n')).toContain('tampered')
  },
)

test('a chunk that is gone from the media host does not hold up the others', async () => {
  const { heard, disk } = await withHistory([
    chunk(T.RECENT, { conversations: [{ id: ADA, messages: many(ADA, 'X', 5) }] }, { tamper: 'missing' }),
    chunk(T.RECENT, { conversations: [{ id: ADA, messages: many(ADA, 'G', 5) }] }),
  ])
  await heard.message('G4')
  await heard.until(() => disk.history.pending().length === 0, 'no job left')
})

test('a media host that is away for longer than a few tries: its history still comes, over the same connection', async () => {
  const { heard, disk } = await withHistory(
    ['X', 'Y'].map(prefix => chunk(T.RECENT, { conversations: [{ id: ADA, messages: many(ADA, prefix, 5) }] })),
    phone => phone.media.failNext(13, 503),
  )
  await heard.message('X4')
  await heard.message('Y4')
  await heard.until(() => disk.history.pending().length === 0, 'no job left')
  expect(heard.connections.map(({ state }) => state)).not.toContain('offline')
})

test('a chunk that the media host may not give once is asked for again', async () => {
  const recent = chunk(T.RECENT, { conversations: [{ id: ADA, messages: many(ADA, 'X', 5) }] })
  const { heard } = await withHistory([recent], phone => phone.media.failNext(1, 403))
  await heard.message('X4')
})

test('a notification that is damaged on the disk does not hold up the others', async () => {
  const first = await withHistory(
    ['X', 'Y'].map(prefix => chunk(T.RECENT, { conversations: [{ id: ADA, messages: many(ADA, prefix, 5) }] })),
    phone => phone.media.failNext(1_000),
  )
  const { disk } = first
  await first.heard.until(() => disk.history.pending().length === 2, 'two jobs')
  await first.link.stop()
  first.phone.media.failNext(0)
  // Its turn comes between the two: answers to requests go before what waits.
  const notification = Buffer.from([0xff, 0xff])
  disk.history.add('damaged', { syncType: T.ON_DEMAND, chunkOrder: 0, progress: null, notification })
  const { heard } = await first.again()
  await heard.message('X4')
  await heard.message('Y4')
  await heard.until(() => heard.progresses.at(-1)?.state === 'idle', 'the end')
  expect(heard.connections.map(({ state }) => state)).not.toContain('offline')
})

test('a store that fails while a chunk is given up gets it again, and does not hold up the others', async () => {
  const phone = await newPhone()
  phone.setHistory({
    chunks: [
      chunk(T.RECENT, { conversations: [{ id: ADA, messages: many(ADA, 'X', 5) }] }, { tamper: 'missing' }),
      chunk(T.RECENT, { conversations: [{ id: ADA, messages: many(ADA, 'G', 5) }] }),
    ],
  })
  const bench = newLink(phone)
  const { heard, disk } = bench
  const done = disk.history.done.bind(disk.history)
  let failures = 0
  disk.history.done = id => {
    if (failures++ === 0) throw new Error('disk full: history')
    done(id)
  }
  await linkByQr(bench)
  await heard.message('G4')
  await heard.until(() => disk.jobs.size === 2 && disk.history.pending().length === 0, 'no job left')
})

test('a chunk that was interrupted goes on where it stopped', async () => {
  const phone = await newPhone()
  phone.setHistory({ chunks: [chunk(T.RECENT, { conversations: [{ id: ADA, messages: many(ADA, 'M', 1200) }] })] })
  const first = newLink(phone)
  let slices = 0
  // The disk is full after two slices.
  first.heard.failing = batch => batch.events.some(e => e.type === 'message') && ++slices > 2
  await linkByQr(first)
  await first.heard.until(() => slices > 2, 'the third slice')
  await first.link.stop()
  const second = newLink(phone, first.disk)
  second.link.start()
  await second.heard.message('M1199')
  expect(second.heard.messages('M0')).toEqual([])
  const ids = [...first.heard.all('message'), ...second.heard.all('message')].map(e => e.message.key.wireId)
  expect(new Set(ids).size).toBe(1200)
  await second.heard.until(() => second.heard.progresses.at(-1)?.state === 'idle', 'the end')
  expect(second.disk.history.pending()).toHaveLength(0)
})

test('the notification is noted before it is acknowledged: without a disk it comes again', async () => {
  const phone = await newPhone()
  phone.setHistory({ chunks: [chunk(T.RECENT, { conversations: [{ id: ADA, messages: many(ADA, 'M', 3) }] })] })
  const bench = newLink(phone)
  let failed = false
  bench.disk.failing = what => {
    if (what !== 'history' || failed) return false
    failed = true
    return true
  }
  await linkByQr(bench)
  await bench.heard.message('M2')
  expect(failed).toBe(true)
  expect(phone.line.connections).toBeGreaterThan(2)
})

test('older messages are fetched from the phone when asked for', async () => {
  const { phone, link, heard, ada } = await linked()
  const seen = await heard.message((await ada.sendText('newest')).id)
  phone.onOlderMessages(({ oldestId, count }) => {
    expect(oldestId).toBe(seen.key.wireId)
    expect(count).toBe(50)
    return many(ADA, 'O', 3).flatMap(entry => entry.message ?? [])
  })
  const came = await link.loadOlder(seen.key.chat, { key: seen.key, at: seen.at }, 50)
  expect(came).toBe(3)
  expect(heard.messages('O2')).toHaveLength(1)
  phone.onOlderMessages(() => [])
  expect(await link.loadOlder(seen.key.chat, { key: seen.key, at: seen.at }, 50)).toBe(0)
  phone.assertClean()
})

test('pairs that contradict the own number and LID are ignored, and the phone is still understood', async () => {
  const [OWN, OWN_LID] = ['15550100@s.whatsapp.net', '90010100@lid']
  const [FOREIGN, FOREIGN_LID] = ['15550188@s.whatsapp.net', '90010188@lid']
  const { phone, heard, disk, lines } = await withHistory([
    chunk(T.RECENT, {
      phoneNumberToLidMappings: [
        { pnJid: OWN, lidJid: FOREIGN_LID },
        { pnJid: FOREIGN, lidJid: OWN_LID },
        { pnJid: OWN, lidJid: OWN_LID },
        { pnJid: ADA, lidJid: '90010101@lid' },
      ],
      conversations: [
        { id: FOREIGN_LID, pnJid: OWN, messages: [message(FOREIGN_LID, 'A1', 'first')] },
        { id: FOREIGN, lidJid: OWN_LID, messages: [message(FOREIGN, 'A2', 'second')] },
      ],
    }),
  ])
  expect((await heard.message('A1')).key.chat).toEqual({ kind: 'direct', person: { pn: null, lid: FOREIGN_LID } })
  expect((await heard.message('A2')).key.chat).toEqual({ kind: 'direct', person: { pn: FOREIGN, lid: null } })
  await phone.sendHistory({
    chunks: [chunk(T.RECENT, { conversations: [{ id: ADA, messages: many(ADA, 'L', 1) }] }, { progress: 100 })],
  })
  await heard.message('L0')
  const pairs = heard.all('identity').map(({ pn, lid }) => `${pn} ${lid}`)
  expect(pairs).toContain(`${ADA} 90010101@lid`)
  for (const pair of pairs) expect([`${OWN} ${FOREIGN_LID}`, `${FOREIGN} ${OWN_LID}`]).not.toContain(pair)
  expect(disk.keyRows.has('lid-mapping/90010188_reverse')).toBe(false)
  expect(disk.keyRows.has('lid-mapping/15550188')).toBe(false)
  const warnings = lines.filter(line => line.includes('OWN_PAIR'))
  expect(warnings.length).toBeGreaterThan(0)
  for (const line of warnings) expect(line).not.toMatch(/\d{7}/)
  await phone.settled()
  phone.assertClean()
})

test('progress counts each chat once, over all chunks and by either name', async () => {
  const { heard } = await withHistory([
    chunk(T.INITIAL_BOOTSTRAP, {
      conversations: [
        { id: ADA, messages: many(ADA, 'A', 1) },
        { id: '1203@g.us', messages: [] },
        { id: '15550104@s.whatsapp.net', messages: many('15550104@s.whatsapp.net', 'D', 1) },
      ],
    }),
    chunk(T.RECENT, {
      phoneNumberToLidMappings: [{ pnJid: ADA, lidJid: '90010101@lid' }],
      conversations: [
        { id: '90010101@lid', messages: many('90010101@lid', 'B', 1) },
        { id: '1203@g.us', messages: [] },
      ],
    }),
    chunk(T.FULL, { conversations: [{ id: ADA, messages: many(ADA, 'C', 600) }] }, { progress: 100 }),
  ])
  await heard.until(() => heard.progresses.at(-1)?.state === 'idle', 'the end of the history')
  const last = heard.progresses.findLast(state => state.state === 'running')
  expect(last).toMatchObject({ chats: 3, messages: 603 })
})

test('an empty first chunk shows no progress that stands still: the phone sends the real ones when they are made', async () => {
  const { heard, disk } = await withHistory([chunk(T.INITIAL_BOOTSTRAP, { conversations: [] })])
  await heard.until(() => disk.jobs.size > 0 && disk.history.pending().length === 0, 'the chunk to be done with')
  await heard.until(() => heard.progresses.at(-1)?.state === 'idle', 'the end')
})

test('unlinked in the middle of history: the progress ends, and the next account does not meet it', async () => {
  const { link, heard } = await withHistory([
    chunk(T.RECENT, { conversations: [{ id: ADA, messages: many(ADA, 'M', 3000) }] }, { progress: 40 }),
  ])
  await heard.message('M600')
  expect(heard.progresses.at(-1)).toMatchObject({ state: 'running' })
  await link.unlink()
  expect(heard.progresses.at(-1)).toEqual({ state: 'idle' })
})
