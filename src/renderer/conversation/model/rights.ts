/** What the message menu offers. The engine decides in the end; this keeps what cannot work off the menu. */
import type { Message } from '../../../shared/model.ts'
import { type ChatFacts, type MessageFacts, mayDeleteForEveryone, mayEdit } from '../../../shared/rules/deletion.ts'
import { isLine } from './rows.ts'

export type MessageAction =
  | 'copy'
  | 'reply'
  | 'react'
  | 'edit'
  | 'retry'
  | 'cancel'
  | 'info'
  | 'select'
  | 'deleteForMe'
  | 'deleteForEveryone'

/** Text that "Copy" takes, or empty. */
export function copyableText(message: Message): string {
  const content = message.content
  if (message.deleted !== null && !message.deleted.kept) return ''
  switch (content.kind) {
    case 'text':
    case 'selection':
      return content.text
    case 'image':
    case 'video':
    case 'gif':
    case 'document':
    case 'groupInvite':
      return content.caption ?? ''
    case 'list':
    case 'buttons':
    case 'template':
    case 'interactive':
      return [content.card.header, content.card.body, content.card.footer].filter(part => part).join('\n')
    case 'product':
      return [content.title, content.description].filter(part => part).join('\n')
    case 'order':
      return content.title ?? ''
    case 'poll':
      return [content.question, ...content.options].join('\n')
    case 'contacts':
      return content.contacts.map(contact => [contact.name, ...contact.phones].join(' ')).join('\n')
    case 'location':
      return [content.name, content.address, content.caption].filter(part => part).join('\n')
    default:
      return ''
  }
}

/** True once the message has left this device. */
export function hasLeft(message: Message): boolean {
  return message.status !== 'pending' && message.status !== 'failed' && message.status !== 'cancelled'
}

function facts(message: Message): MessageFacts {
  return {
    kind: message.content.kind,
    fromMe: message.fromMe,
    at: message.at,
    status: message.status,
    deleted: message.deleted !== null,
  }
}

/** One's own text that may still be changed. `now`: ms. */
export function canEdit(message: Message, now: number): boolean {
  return mayEdit(facts(message), now).allowed
}

/** What the rights depend on beside the message. */
export interface ActionPlace extends ChatFacts {
  iAmGroupAdmin: boolean
  /** The chat takes messages from here. */
  canWrite: boolean
}

/**
 * Actions in the menu's order. Deleting is offered in the chat of a verified business too: choosing it tells why the
 * message is kept.
 */
export function actionsFor(message: Message, place: ActionPlace, now: number): MessageAction[] {
  if (isLine(message)) return []
  const gone = message.deleted !== null && !message.deleted.kept
  const readable = !gone && message.content.kind !== 'waiting'
  const left = hasLeft(message)
  const actions: MessageAction[] = []
  if (copyableText(message) !== '') actions.push('copy')
  if (readable && left && place.canWrite) actions.push('reply', 'react')
  if (place.canWrite && canEdit(message, now)) actions.push('edit')
  if (message.status === 'failed') actions.push('retry')
  if (message.status === 'pending') actions.push('cancel')
  if (left) actions.push('info')
  if (message.status !== 'pending') actions.push('select')
  if (message.status !== 'pending') actions.push('deleteForMe')
  const forEveryone = mayDeleteForEveryone({ ...place, keepVerified: false }, facts(message), now)
  if (forEveryone.allowed) actions.push('deleteForEveryone')
  return actions
}
