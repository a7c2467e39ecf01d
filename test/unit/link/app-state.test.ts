import { createHmac, hkdfSync } from 'node:crypto'
import { type BinaryNode, proto } from 'baileys'
import { expect, test } from 'vitest'
import { mutationEvents, Removals } from '../../../src/main/engine/link/app-state.ts'
import { spent } from '../spent.ts'

const me = { pn: '15550100@s.whatsapp.net', lid: null }
const ADA = '15550101@s.whatsapp.net'
/** 2026-03-01T00:00:05.300Z, and the last moment of the second before. */
const AT = 1_772_323_205_300
const BEFORE = 1_772_323_204_999

const range = { lastMessageTimestamp: 1_772_323_201 }

test.each([
  ['read', 'markChatAsRead', { markChatAsReadAction: { read: true } }, 'chatRead', BEFORE],
  [
    'read, with a range',
    'markChatAsRead',
    { markChatAsReadAction: { read: true, messageRange: range } },
    'chatRead',
    1_772_323_201_999,
  ],
  ['cleared', 'clearChat', { clearChatAction: {} }, 'chatCleared', BEFORE],
  ['deleted', 'deleteChat', { deleteChatAction: {} }, 'chatDeleted', BEFORE],
] as const)('%s: what comes later in the same second is not meant', (_, type, value, event, upTo) => {
  const mutation = { index: [type, ADA, '1', '0'], value: { timestamp: AT, ...value }, removed: false }
  const told = mutationEvents(mutation, 'live', me, AT).find(each => each.type === event)
  expect(told).toMatchObject({ upTo })
})

/** An answer of the server with a patch of so many mutations, and the indexes in them. */
function answer(count: number, key: Uint8Array, operation: proto.SyncdMutation.SyncdOperation) {
  const expanded = Buffer.from(hkdfSync('sha256', key, new Uint8Array(0), 'WhatsApp Mutation Keys', 160))
  const indexes = Array.from({ length: count }, (_, n) => Buffer.from(JSON.stringify(['contact', `1555010${n}`])))
  const patch = proto.SyncdPatch.encode({
    mutations: indexes.map(index => ({
      operation,
      record: {
        index: { blob: createHmac('sha256', expanded.subarray(0, 32)).update(index).digest() },
        keyId: { id: Buffer.from('k') },
      },
    })),
  }).finish()
  const collection = { tag: 'collection', attrs: {}, content: [{ tag: 'patch', attrs: {}, content: patch }] }
  const node: BinaryNode = { tag: 'iq', attrs: {}, content: [{ tag: 'sync', attrs: {}, content: [collection] }] }
  return { node, indexes }
}

test('thousands of mutations: each is told whether it takes something back, without going through all of them each time', () => {
  const key = Buffer.alloc(32, 7)
  let asked = 0
  const removals = new Removals(() => {
    asked += 1
    return key
  })
  const { SET, REMOVE } = proto.SyncdMutation.SyncdOperation
  const [taken, set] = [answer(20_000, key, REMOVE), answer(20_001, key, SET)]
  removals.note(taken.node)
  expect(removals.removed(Buffer.from('["contact","unknown"]'))).toBe(false)
  const start = spent()
  expect(taken.indexes.every(index => removals.removed(index))).toBe(true)
  const ms = spent() - start
  // Half a second where nothing else runs; gathering the keys anew for each took 40 s.
  expect(ms).toBeLessThan(15_000)
  removals.note(set.node)
  expect(set.indexes.some(index => removals.removed(index))).toBe(false)
  expect(asked).toBe(1)
  removals.clear()
  expect(removals.removed(taken.indexes[0] ?? Buffer.alloc(0))).toBe(false)
})
