import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { StatusPosting } from '../../../shared/model.ts'
import { POSTS_A_DAY } from '../../../shared/rules/posting.ts'
import { useLanguage, useT } from '../../i18n/useT.ts'
import { clockTime } from '../../ui/time.ts'
import css from './WaitingLine.module.css'
import { type Waiting, waitingFor } from './waiting.ts'

/** So few (or fewer) posts left in a day are told. */
const FEW_LEFT = 5
/** How often the seconds are counted, ms: often enough that none is skipped. */
const STEP = 250

/** Whether a post would be taken now; counts down, and asks the engine anew when the time has come. */
export function useWaiting(posting: StatusPosting | null): Waiting {
  const client = useQueryClient()
  const [, tick] = useState(0)
  const counting = posting !== null && posting.nextAt !== null
  useEffect(() => {
    if (!counting) return
    const timer = setInterval(() => tick(count => count + 1), STEP)
    return () => clearInterval(timer)
  }, [counting])
  const waiting: Waiting = posting === null ? { how: 'ready' } : waitingFor(posting, Date.now())
  const over = counting && waiting.how === 'ready'
  useEffect(() => {
    if (over) void client.invalidateQueries({ queryKey: ['statusPosting'] })
  }, [over, client])
  return waiting
}

/** How soon, and how often, can be posted again, where that is not at once and as often as anybody would. */
export function WaitingLine({ posting, waiting }: { posting: StatusPosting | null; waiting: Waiting }) {
  const t = useT()
  const language = useLanguage()
  const words = (): string | null => {
    if (waiting.how === 'seconds') return t('status.post.againIn', { count: waiting.seconds })
    if (waiting.how === 'until') return t('status.post.againAt', { time: clockTime(waiting.at, language) })
    if (posting === null || posting.left > FEW_LEFT) return null
    return t('status.post.leftToday', { count: posting.left, total: POSTS_A_DAY })
  }
  const line = words()
  return line === null ? null : <p className={css.line}>{line}</p>
}
