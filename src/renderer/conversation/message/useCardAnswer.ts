import type { CardAnswer, Message } from '../../../shared/model.ts'
import { type CardContent, hasChoices } from '../../../shared/rules/cards.ts'
import { useEvents } from '../../data/events.ts'
import { useCall } from '../../data/useCall.ts'

/**
 * What was answered to a card, as the store has it; null: nothing. Nothing is asked about one's own cards and those that
 * only inform: they are most of what stands in the chat of a business.
 */
export function useCardAnswer(message: Message, content: CardContent): CardAnswer | null {
  const asked = !message.fromMe && hasChoices(content)
  const query = useCall('cardAnswer', asked ? { messageId: message.id } : null)
  const answer = query.data ?? null
  useEvents(events => {
    if (!asked) return
    // An answer is a message of the same chat: a new one may be it, the known one may have changed or gone.
    const touched = events.some(
      event =>
        event.type === 'messages' &&
        event.chatId === message.chatId &&
        (event.added || event.ids.length === 0 || (answer !== null && event.ids.includes(answer.messageId))),
    )
    if (touched) void query.refetch()
  })
  return answer
}
