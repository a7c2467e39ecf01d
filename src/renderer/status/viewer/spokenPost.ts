import type { TFunction } from 'i18next'
import type { StatusPost } from '../../../shared/model.ts'
import { contentText, previewText } from '../../../shared/rules/preview.ts'
import { kindText } from '../../chats/previewText.ts'
import { plainText } from '../../conversation/model/text.ts'

/** As much of a text as is read out by itself. */
const MOST = 300

/** What a post is, in words: its text, or its kind and its caption. */
export function spokenPost(post: Pick<StatusPost, 'content' | 'mentions'>, t: TFunction): string {
  const { kind } = post.content
  const text = previewText(plainText(contentText(post.content) ?? '', post.mentions), MOST)
  if (kind === 'text') return text
  return text === '' ? kindText(kind, t) : `${kindText(kind, t)}: ${text}`
}
