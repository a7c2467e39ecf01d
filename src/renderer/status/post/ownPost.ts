import type { TFunction } from 'i18next'
import type { StatusPost } from '../../../shared/model.ts'
import { contentText } from '../../../shared/rules/preview.ts'
import { errorText } from '../../data/errorText.ts'

/** Longest part of a text that names its post, characters. */
const NAMED_BY = 60

/** An own post in a few words: the beginning of its text or caption, else its kind. */
export function postWords({ content }: Pick<StatusPost, 'content'>, t: TFunction): string {
  const [line = ''] = (contentText(content) ?? '').trim().split('\n')
  const letters = Array.from(line)
  if (letters.length > NAMED_BY) return `${letters.slice(0, NAMED_BY).join('')}…`
  return line === '' ? t(`status.post.kinds.${kindOf(content.kind)}`) : line
}

function kindOf(kind: StatusPost['content']['kind']): 'text' | 'image' | 'video' | 'voice' | 'other' {
  switch (kind) {
    case 'text':
    case 'image':
    case 'video':
    case 'voice':
      return kind
    default:
      return 'other'
  }
}

/** Something went wrong with it that "Try again" may put right. */
export function hasFailed(post: Pick<StatusPost, 'way' | 'failure'>): boolean {
  return post.way === 'failed' || post.failure !== null
}

/** Whether somebody may have got it: then it is deleted for everyone, else it is only dropped. */
export function hasGoneOut(post: Pick<StatusPost, 'way'>): boolean {
  return post.way === 'sent' || post.way === 'deleting'
}

/** How far an own post has come. `percent`: of its file, null when nothing was heard of it. */
export function wayWords(
  post: Pick<StatusPost, 'way' | 'failure' | 'viewers'>,
  percent: number | null,
  connected: boolean,
  t: TFunction,
): string {
  const why = post.failure === null ? '' : errorText({ code: post.failure }, t)
  switch (post.way) {
    case 'pending':
      if (!connected) return t('status.post.waiting')
      return percent === null
        ? t('status.post.posting')
        : t('status.post.postingPercent', { percent: Math.round(percent) })
    case 'failed':
      // Waited for its whole day.
      if (post.failure === 'TOO_LATE') return t('status.post.tooLate')
      return t('status.post.failedWhy', { why })
    case 'deleting':
      return t('status.post.deleting')
    case 'sent':
      if (post.failure !== null) return t('status.post.notDeletedWhy', { why })
      return t('status.post.seenBy', { count: post.viewers })
  }
}
