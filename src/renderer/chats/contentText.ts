import type { Content } from '../../shared/content.ts'

/** The words in a message that can be searched: text, caption, card, place, question … Empty when it has none. */
export function contentText(content: Content): string {
  switch (content.kind) {
    case 'text':
    case 'selection':
      return content.text
    case 'image':
    case 'video':
    case 'gif':
      return content.caption ?? ''
    case 'document':
      return joined(content.caption, content.media.fileName)
    case 'location':
      return joined(content.name, content.address, content.caption)
    case 'contacts':
      return joined(...content.contacts.map(contact => contact.name))
    case 'poll':
      return joined(content.question, ...content.options)
    case 'event':
      return joined(content.name, content.description, content.place)
    case 'list':
    case 'buttons':
    case 'template':
    case 'interactive':
      return joined(content.card.header, content.card.body, content.card.footer)
    case 'product':
      return joined(content.title, content.description)
    case 'order':
      return content.title ?? ''
    case 'payment':
      return content.note ?? ''
    case 'groupInvite':
      return joined(content.subject, content.caption)
    default:
      return ''
  }
}

function joined(...parts: (string | null)[]): string {
  return parts.filter(part => part !== null && part !== '').join(' · ')
}
