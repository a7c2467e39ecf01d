import type { TFunction } from 'i18next'
import type { Chat } from '../../shared/model.ts'
import type { Writer } from '../data/typing.ts'
import { nameText, standingText } from '../ui/nameText.ts'
import { listTime } from '../ui/time.ts'
import { previewText } from './previewText.ts'

/** Who is writing, in words; null when nobody is. */
export function writingText(chat: Pick<Chat, 'kind'>, writers: readonly Writer[], t: TFunction): string | null {
  const writer = writers.at(-1)
  if (writer === undefined) return null
  if (chat.kind === 'direct') return t(writer.activity === 'typing' ? 'chats.typing' : 'chats.recording')
  if (writers.length > 1) return t('chats.severalTyping', { count: writers.length })
  const name = nameText(writer.person.name, t)
  return t(writer.activity === 'typing' ? 'chats.typingIn' : 'chats.recordingIn', { name })
}

/**
 * What is read out of a row of the chat list after the displayed name and the badge: the standing of the other businesses,
 * last message, time, unread, and what else the row shows.
 */
export function rowWords(
  chat: Chat,
  writers: readonly Writer[],
  context: { t: TFunction; now: number; language: string },
): string {
  const { t, now, language } = context
  const parts: (string | null)[] = [chat.standing === 'verified' ? null : standingText(chat.standing, t)]
  const writing = writingText(chat, writers, t)
  const { last } = chat
  if (writing !== null) parts.push(writing)
  else if (chat.draft !== null) parts.push(`${t('chats.draft')} ${chat.draft}`)
  else if (last !== null) {
    const author = last.fromMe
      ? t('chats.you')
      : last.author === null
        ? null
        : t('chats.author', { name: nameText(last.author.name, t) })
    parts.push([author, previewText(last, t)].filter(part => part !== null).join(' '))
    if (last.fromMe && last.status !== 'received') parts.push(t(`chats.status.${last.status}`))
  } else parts.push(t('chats.noMessages'))
  parts.push(listTime(last?.at ?? chat.at, now, language))
  if (chat.unread > 0) parts.push(t('chats.unread', { count: chat.unread }))
  else if (chat.markedUnread) parts.push(t('chats.markedUnread'))
  if (chat.pinnedAt !== null) parts.push(t('chats.pinned'))
  if (chat.muted !== null) parts.push(t('chats.muted'))
  return parts.filter(part => part !== null && part !== '').join(', ')
}
