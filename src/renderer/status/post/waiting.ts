import type { TFunction } from 'i18next'
import type { StatusPosting } from '../../../shared/model.ts'
import { POSTS_A_DAY } from '../../../shared/rules/posting.ts'
import { clockTime } from '../../ui/time.ts'

/** Whether a post would be taken now, else for how long or until when not. */
export type Waiting =
  | { how: 'ready' }
  /** Seconds left, at least one: short enough to count. */
  | { how: 'seconds'; seconds: number }
  /** Time (ms) from which on it would be. */
  | { how: 'until'; at: number }

/** Longer than this (s) is told as a time of day. */
const COUNTED = 60
/** So few (or fewer) posts left in a day are told. */
const FEW_LEFT = 5

/** @param now ms */
export function waitingFor(posting: Pick<StatusPosting, 'nextAt'>, now: number): Waiting {
  if (posting.nextAt === null || posting.nextAt <= now) return { how: 'ready' }
  const seconds = Math.ceil((posting.nextAt - now) / 1000)
  return seconds > COUNTED ? { how: 'until', at: posting.nextAt } : { how: 'seconds', seconds }
}

/** What is told of it; null: nothing, posting is free. */
export function waitingWords(
  { left }: Pick<StatusPosting, 'left'>,
  waiting: Waiting,
  language: string,
  t: TFunction,
): string | null {
  if (waiting.how === 'seconds') return t('status.post.againIn', { count: waiting.seconds })
  if (waiting.how === 'until') return t('status.post.againAt', { time: clockTime(waiting.at, language) })
  return left > FEW_LEFT ? null : t('status.post.leftToday', { count: left, total: POSTS_A_DAY })
}
