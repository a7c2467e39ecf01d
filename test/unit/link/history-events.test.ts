import { createCipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { proto } from 'baileys'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { muteEnd, slicesOf } from '../../../src/main/engine/link/history-events.ts'
import { openMedia, TamperedError } from '../../../src/main/engine/link/media.ts'
import { packed } from '../../../src/main/engine/link/packing.ts'
import { fieldsOf } from '../../../src/main/engine/link/wire-format.ts'

const me = { pn: '15550100@s.whatsapp.net', lid: '90010100@lid' }
const options = { me, at: 1_700_000_000_000, size: 10 }
const ADA = '15550101@s.whatsapp.net'

function chunk(messages: number, syncType = proto.HistorySync.HistorySyncType.RECENT): Uint8Array {
  return proto.HistorySync.encode({
    syncType,
    conversations: [
      {
        id: ADA,
        name: 'Ada',
        messages: Array.from({ length: messages }, (_, n) => ({
          message: {
            key: { remoteJid: ADA, fromMe: false, id: `M${n}` },
            message: { conversation: `line ${n}` },
            messageTimestamp: 1_600_000_000 + n,
          },
        })),
      },
    ],
  }).finish()
}

test('a chunk is cut into slices of the asked size, the same each time; a chat counts as four messages', () => {
  const once = [...slicesOf(chunk(25), options)]
  expect(once.map(slice => slice.messages)).toEqual([6, 10, 9])
  expect([...slicesOf(chunk(25), options)]).toEqual(once)
})

test('each message keeps its own bytes', () => {
  const [slice] = slicesOf(chunk(1), options)
  const event = slice?.events.find(e => e.type === 'message')
  expect(event?.type === 'message' && proto.WebMessageInfo.decode(event.message.raw).key?.id).toBe('M0')
})

test('a message that cannot be read does not cost the others', () => {
  const info = proto.WebMessageInfo.encode({
    key: { remoteJid: ADA, id: 'GOOD' },
    message: { conversation: 'x' },
  }).finish()
  const wrap = (bytes: Uint8Array) => Buffer.concat([Buffer.from([10, bytes.length]), bytes])
  const conversation = Buffer.concat([
    Buffer.from([10, ADA.length]),
    Buffer.from(ADA),
    ...[wrap(Buffer.from([0x0a, 0x7f])), wrap(info)].map(inner =>
      Buffer.concat([Buffer.from([18, inner.length]), inner]),
    ),
  ])
  const bytes = Buffer.concat([Buffer.from([8, 3, 18, conversation.length]), conversation])
  const [slice] = slicesOf(bytes, options)
  expect(slice?.broken).toBe(1)
  expect(slice?.events.filter(e => e.type === 'message')).toHaveLength(1)
})

test('what the phone sends on request says nothing of pins and names', () => {
  const [slice] = slicesOf(chunk(1, proto.HistorySync.HistorySyncType.ON_DEMAND), options)
  expect(slice?.events.map(e => e.type)).toEqual(['message'])
})

test('a packed slice carries its bytes in one buffer of its own', () => {
  const [slice] = slicesOf(chunk(3), options)
  if (!slice) throw new Error('no slice')
  const before = slice.events.flatMap(e => (e.type === 'message' ? [Buffer.from(e.message.raw)] : []))
  const buffer = packed(slice)
  const after = slice.events.flatMap(e => (e.type === 'message' ? [e.message.raw] : []))
  expect(after.map(raw => Buffer.from(raw))).toEqual(before)
  for (const raw of after) expect(raw.buffer).toBe(buffer)
  expect(buffer.byteLength).toBe(before.reduce((sum, raw) => sum + raw.length, 0))
})

test.each([
  [0, null],
  [1_700_000_000, 1_700_000_000_000],
  [1_700_000_000_000, 1_700_000_000_000],
  [-1, 'forever'],
  ['18446744073709551615', 'forever'],
])('mute end %s', (value, expected) => {
  expect(muteEnd(value)).toBe(expected)
})

test('cutting a protobuf gives all of it, whatever it holds; garbage is an error, never a hang', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), bytes => {
      try {
        const whole = [...fieldsOf(bytes)].map(field => Buffer.from(field.whole))
        expect(Buffer.concat(whole)).toEqual(Buffer.from(bytes))
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError)
      }
    }),
  )
})

test('a media file opens only as a whole and unchanged', () => {
  const mediaKey = randomBytes(32)
  const content = randomBytes(1000)
  const keys = Buffer.from(hkdfSync('sha256', mediaKey, new Uint8Array(0), 'WhatsApp History Keys', 112))
  const cipher = createCipheriv('aes-256-cbc', keys.subarray(16, 48), keys.subarray(0, 16))
  const body = Buffer.concat([cipher.update(content), cipher.final()])
  const mac = createHmac('sha256', keys.subarray(48, 80)).update(keys.subarray(0, 16)).update(body).digest()
  const file = Buffer.concat([body, mac.subarray(0, 10)])
  const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()
  const good = { mediaKey, fileEncSha256: hash(file), fileSha256: hash(content) }
  expect(openMedia(file, good, 'History')).toEqual(content)
  expect(openMedia(file, { ...good, fileEncSha256: null, fileSha256: null }, 'History')).toEqual(content)
  const flipped = Buffer.from(file)
  flipped[5] = (flipped[5] ?? 0) ^ 1
  for (const [bytes, with_] of [
    [flipped, good],
    [flipped, { ...good, fileEncSha256: null }],
    [file.subarray(0, 500), { ...good, fileEncSha256: null }],
    [new Uint8Array(0), { ...good, fileEncSha256: null }],
    [file, { ...good, fileSha256: hash(file) }],
    [file, { ...good, mediaKey: randomBytes(32) }],
  ] as const) {
    expect(() => openMedia(bytes, with_, 'History')).toThrow(TamperedError)
  }
})

test('what concerns everybody is cut as well: a chunk of names alone is no single long transaction', () => {
  const pushnames = Array.from({ length: 25 }, (_, n) => ({
    id: `155501${n + 10}@s.whatsapp.net`,
    pushname: `Name ${n}`,
  }))
  const syncType = proto.HistorySync.HistorySyncType.PUSH_NAME
  const slices = [...slicesOf(proto.HistorySync.encode({ syncType, pushnames }).finish(), options)]
  expect(slices.map(slice => slice.events.length)).toEqual([3, 3, 3, 3, 3, 3, 3, 3, 1])
})

test("a person's name comes with their pair, by whichever of the two it is told", () => {
  const bytes = proto.HistorySync.encode({
    syncType: proto.HistorySync.HistorySyncType.INITIAL_BOOTSTRAP,
    phoneNumberToLidMappings: [
      { pnJid: ADA, lidJid: '90010101@lid' },
      { pnJid: '15550102@s.whatsapp.net', lidJid: '90010102@lid' },
    ],
    pushnames: [
      { id: '15550103@s.whatsapp.net', pushname: 'Cleo' },
      { id: '90010102@lid', pushname: 'Ben' },
      { id: ADA, pushname: 'Ada' },
    ],
  }).finish()
  const events = [...slicesOf(bytes, { ...options, size: 100 })].flatMap(slice => slice.events)
  expect(events.map(event => (event.type === 'name' ? event.name : event.type))).toEqual([
    'identity',
    'Ada',
    'identity',
    'Ben',
    'Cleo',
  ])
})

const GROUP = '120363000000000009@g.us'

/** Events of one group message as the phone keeps it. */
function inGroup(info: proto.IWebMessageInfo) {
  const chunk = proto.HistorySync.encode({
    syncType: proto.HistorySync.HistorySyncType.RECENT,
    conversations: [{ id: GROUP, messages: [{ message: info }] }],
  }).finish()
  return [...slicesOf(chunk, options)].flatMap(slice => slice.events)
}

test('whom a group change is about is named, as a mention is', () => {
  const events = inGroup({
    key: { remoteJid: GROUP, fromMe: false, id: 'G1', participant: ADA },
    messageTimestamp: 1_600_000_000,
    messageStubType: proto.WebMessageInfo.StubType.GROUP_PARTICIPANT_ADD,
    messageStubParameters: ['90010102@lid', '{"id":"90010103@lid","phoneNumber":"15550103@s.whatsapp.net"}'],
  })
  const line = events.find(event => event.type === 'message')
  expect(line?.type === 'message' && line.message.mentions).toEqual([
    { pn: null, lid: '90010102@lid' },
    { pn: '15550103@s.whatsapp.net', lid: null },
  ])
})
