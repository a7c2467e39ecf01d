import { applyTo } from './changes.ts'
import type { SyncContext } from './context.ts'

/** A message has come: what waited for it. What still may not be applied waits on. */
export function applyWaiting(context: SyncContext, messageId: number): void {
  const { store } = context
  const waiting = store.changes.take(messageId)
  if (waiting.length === 0) return
  const facts = store.messages.facts(messageId)
  for (const change of waiting) {
    if (!applyTo(context, messageId, change) && facts !== null) {
      store.changes.wait({ chatId: facts.chatId, wireId: facts.wireId, authorId: facts.authorId }, change)
    }
  }
}

/** Every message that is here and that something waits for. */
export function applyReady(context: SyncContext): void {
  for (const messageId of context.store.changes.ready()) applyWaiting(context, messageId)
}
