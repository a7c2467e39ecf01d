import type { CardAnswer, Message } from '../../../shared/model.ts'
import { useEvents } from '../../data/events.ts'
import { useCall } from '../../data/useCall.ts'

/** What was answered to a card, as the store has it; null: nothing. One's own cards are not asked about. */
export function useCardAnswer(message: Message): CardAnswer | null {
  const query = useCall('cardAnswer', message.fromMe ? null : { messageId: message.id })
  useEvents(events => {
    // An answer is a message of the same chat; which one is for the engine to say.
    const touched = events.some(event => event.type === 'messages' && event.chatId === message.chatId)
    if (touched && !message.fromMe) void query.refetch()
  })
  return query.data ?? null
}
