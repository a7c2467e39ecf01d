import type { EngineEvent, Message } from '../../../shared/model.ts'

/**
 * Whether a message that is being replied to went with what the engine tells: deleted on the phone, disappeared, cleared.
 * `read` answers what is there of some messages; when it fails nothing is known.
 */
export async function isReplyGone(
  message: Message,
  events: readonly EngineEvent[],
  read: (ids: number[]) => Promise<readonly Message[]>,
): Promise<boolean> {
  const mayBe = events.some(
    event =>
      event.type === 'missed' ||
      (event.type === 'messages' &&
        event.removed &&
        event.chatId === message.chatId &&
        (event.ids.length === 0 || event.ids.includes(message.id))),
  )
  if (!mayBe) return false
  try {
    return (await read([message.id])).length === 0
  } catch {
    return false
  }
}
