/** What the message menu offers. The engine decides in the end; this keeps what cannot work off the menu. */
import type { Message } from '../../../shared/model.ts'
import { isLine } from './rows.ts'

/** WhatsApp takes edits for 15 minutes. */
const EDIT_MS = 15 * 60_000
/** WhatsApp takes deletions for everyone for about two days (2 days and 12 hours; we offer two). */
const REVOKE_MS = 2 * 24 * 60 * 60_000

export type MessageAction =
  | 'copy'
  | 'reply'
  | 'react'
  | 'edit'
  | 'retry'
  | 'cancel'
  | 'info'
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

export function canEdit(message: Message, now: number): boolean {
  return (
    message.fromMe &&
    message.content.kind === 'text' &&
    message.deleted === null &&
    hasLeft(message) &&
    now - message.at <= EDIT_MS
  )
}

/** Actions in the menu's order. `canWrite`: the chat takes messages from here. */
export function actionsFor(message: Message, canWrite: boolean, now: number): MessageAction[] {
  if (isLine(message)) return []
  const gone = message.deleted !== null && !message.deleted.kept
  const readable = !gone && message.content.kind !== 'waiting'
  const left = hasLeft(message)
  const actions: MessageAction[] = []
  if (copyableText(message) !== '') actions.push('copy')
  if (readable && left && canWrite) actions.push('reply', 'react')
  if (canWrite && canEdit(message, now)) actions.push('edit')
  if (message.status === 'failed') actions.push('retry')
  if (message.status === 'pending') actions.push('cancel')
  if (left) actions.push('info')
  if (message.status !== 'pending') actions.push('deleteForMe')
  if (message.fromMe && message.deleted === null && left && now - message.at <= REVOKE_MS)
    actions.push('deleteForEveryone')
  return actions
}
