import { expect, test, vi } from 'vitest'
import { isReplyGone } from '../../../src/renderer/conversation/composer/replyGone.ts'
import type { EngineEvent } from '../../../src/shared/model.ts'
import { CHAT, message } from './conversationFixtures.ts'

const removed = (ids: number[], chatId = CHAT): EngineEvent[] => [
  { type: 'messages', chatId, ids, added: false, removed: true },
]

test('a reply ends when its message is gone, by id, with all of its chat or while events were missed', async () => {
  const gone = async () => []
  expect(await isReplyGone(message(7), removed([6, 7]), gone)).toBe(true)
  expect(await isReplyGone(message(7), removed([]), gone)).toBe(true)
  expect(await isReplyGone(message(7), [{ type: 'missed' }], gone)).toBe(true)
})

test('a reply stays while its message is there, or when that cannot be read', async () => {
  const there = vi.fn(async () => [message(7)])
  expect(await isReplyGone(message(7), removed([]), there)).toBe(false)
  expect(there).toHaveBeenCalledExactlyOnceWith([7])
  const failing = async () => Promise.reject(new Error('closed'))
  expect(await isReplyGone(message(7), removed([7]), failing)).toBe(false)
})

test('other events, messages and chats are no reason to look', async () => {
  const read = vi.fn(async () => [])
  expect(await isReplyGone(message(7), removed([6]), read)).toBe(false)
  expect(await isReplyGone(message(7), removed([7], CHAT + 1), read)).toBe(false)
  const changed: EngineEvent = { type: 'messages', chatId: CHAT, ids: [7], added: false, removed: false }
  expect(await isReplyGone(message(7), [changed], read)).toBe(false)
  expect(read).not.toHaveBeenCalled()
})
