import { expect, test } from 'vitest'
import { send } from '../../../src/main/engine/actions/messages.ts'
import { setDraft } from '../../../src/main/engine/actions/open-chat.ts'
import type { LinkPort } from '../../../src/main/engine/ports.ts'
import { directChat, person, put, scene } from '../store/support.ts'
import { actionContext } from './actionContext.ts'

test('a clock that is behind the server does not keep anybody from writing in a chat that was just cleared', async () => {
  const { store, clock } = await scene()
  const now = () => clock.now
  const chatId = directChat(store, 1)
  put(store, { chatId, authorId: person(store, 1), at: clock.now + 5 * 60_000 })
  store.chats.clear(chatId, null, { keep: false, at: clock.now })
  const link = { online: false, newWireId: () => 'OWN1' } as LinkPort
  const context = actionContext(store, link, now)
  expect(send(context, { chatId, text: 'hello', replyTo: null })).toMatchObject({ status: 'pending' })
})

test('a reply to a message that is gone meanwhile is kept as a draft, and sent, as a message of its own', async () => {
  const { store, clock } = await scene()
  const now = () => clock.now
  const chatId = directChat(store, 1)
  const gone = put(store, { chatId, authorId: person(store, 1), at: clock.now })
  const link = { online: false, newWireId: () => 'OWN1' } as LinkPort
  const context = actionContext(store, link, now)
  store.messages.remove(gone)
  setDraft(context, { chatId, text: 'with pleasure', replyTo: gone })
  expect(store.drafts.get(chatId)).toEqual({ text: 'with pleasure', replyTo: null })
  const sent = send(context, { chatId, text: 'with pleasure', replyTo: gone })
  expect(sent).toMatchObject({ status: 'pending', quote: null, content: { text: 'with pleasure' } })
  expect(store.drafts.get(chatId)).toBeNull()
})
