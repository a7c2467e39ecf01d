import { jidKind, normaliseJid, personFrom } from '../../../../shared/rules/jid.ts'
import type { ChatRef, MessageKey, PersonRef } from '../../events.ts'
import type { proto } from '../library.ts'
import { line } from './bounds.ts'

/**
 * Which message a key inside a message means, seen from here.
 *
 * On the wire such a key is written from the point of view of whoever sent it: `fromMe` says that the target is the
 * sender's own. In history, and after baileys has gone over a reaction, it is written from this account's; then `by` is `me`.
 * @param by who sent the edit, revoke or reaction. @param isMe whether a person is this account.
 * @returns null when the key names no message.
 */
export function targetOf(
  key: proto.IMessageKey,
  chat: ChatRef,
  by: PersonRef | 'me',
  isMe: (person: PersonRef) => boolean,
): MessageKey | null {
  const wireId = line(key.id)
  if (wireId === null) return null
  const named = personFrom(key.participant)
  if (named !== null) return isMe(named) ? mine(chat, wireId) : theirs(chat, wireId, named)
  if (key.fromMe === true) return by === 'me' ? mine(chat, wireId) : theirs(chat, wireId, by)
  if (chat.kind === 'direct') return by === 'me' ? theirs(chat, wireId, chat.person) : mine(chat, wireId)
  // A group's key without participant: some clients put the author where the chat belongs.
  const chatJid = normaliseJid(key.remoteJid)
  const author = chatJid !== null && jidKind(chatJid) !== 'group' ? personFrom(chatJid) : null
  if (author !== null && isMe(author)) return mine(chat, wireId)
  return { chat, wireId, fromMe: false, author }
}

function mine(chat: ChatRef, wireId: string): MessageKey {
  return { chat, wireId, fromMe: true, author: null }
}

/** In a direct chat the chat itself tells the author. */
function theirs(chat: ChatRef, wireId: string, author: PersonRef): MessageKey {
  return { chat, wireId, fromMe: false, author: chat.kind === 'direct' ? null : author }
}
