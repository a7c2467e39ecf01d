import type { TFunction } from 'i18next'
import type { Message } from '../../../shared/model.ts'
import { contentText } from '../../chats/contentText.ts'
import { kindText } from '../../chats/previewText.ts'

/** A ticket, file or card in one line: its own title if it has one. */
export function ticketTitle({ content }: Pick<Message, 'content'>, t: TFunction): string {
  switch (content.kind) {
    case 'document':
      return content.media.fileName ?? firstLine(content.caption) ?? kindText(content.kind, t)
    case 'list':
    case 'buttons':
    case 'template':
    case 'interactive':
      return firstLine(content.card.header) ?? firstLine(content.card.body) ?? kindText(content.kind, t)
    default:
      return firstLine(contentText(content)) ?? kindText(content.kind, t)
  }
}

function firstLine(text: string | null): string | null {
  return (
    text
      ?.split('\n')
      .map(line => line.trim())
      .find(line => line !== '') ?? null
  )
}
