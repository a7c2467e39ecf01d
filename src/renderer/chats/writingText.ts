import type { TFunction } from 'i18next'
import type { Chat } from '../../shared/model.ts'
import type { Writer } from '../data/typing.ts'
import { nameText } from '../ui/nameText.ts'

/** Who is writing, in words; null when nobody is. */
export function writingText(chat: Pick<Chat, 'kind'>, writers: readonly Writer[], t: TFunction): string | null {
  const writer = writers.at(-1)
  if (writer === undefined) return null
  if (chat.kind === 'direct') return t(writer.activity === 'typing' ? 'chats.typing' : 'chats.recording')
  if (writers.length > 1) return t('chats.severalTyping', { count: writers.length })
  const name = nameText(writer.person.name, t)
  return t(writer.activity === 'typing' ? 'chats.typingIn' : 'chats.recordingIn', { name })
}
