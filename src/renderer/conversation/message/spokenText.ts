import type { TFunction } from 'i18next'
import type { Message } from '../../../shared/model.ts'
import { contentText } from '../../../shared/rules/preview.ts'
import { kindText } from '../../chats/previewText.ts'
import { plainText } from '../model/text.ts'

/** How a message reads in one line: for labels, announcements, the reply bar. */
export function spokenText(message: Message, t: TFunction): string {
  if (message.deleted !== null && !message.deleted.kept) return t('conversation.message.deleted')
  const text = contentText(message.content)
  const kind = message.content.kind
  if (kind === 'text' || kind === 'selection') return plainText(text ?? '', message.mentions)
  return text === null || text === '' ? kindText(kind, t) : `${kindText(kind, t)}: ${plainText(text, message.mentions)}`
}
