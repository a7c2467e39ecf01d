import type { Content } from '../../../shared/content.ts'
import type { Message } from '../../../shared/model.ts'
import { findCode } from '../../../shared/rules/codes.ts'
import { contentText } from '../../../shared/rules/preview.ts'

/**
 * The one-time code that a message's text names (domain.md §8); null for one's own messages, for what was taken away
 * and is not kept, and where a button of the card copies it already.
 */
export function codeToCopy(message: Message): string | null {
  if (message.fromMe || (message.deleted !== null && !message.deleted.kept)) return null
  const { content } = message
  const found = findCode(wordsOf(content), 'card' in content ? content.card.buttons : [])
  return found?.from === 'text' ? found.code : null
}

/** What a card says apart from its list: rows are choices, no code is among them. */
function wordsOf(content: Content): string {
  if (!('card' in content)) return contentText(content) ?? ''
  const { header, body, footer } = content.card
  return [header, body, footer].filter(part => part).join('\n')
}
