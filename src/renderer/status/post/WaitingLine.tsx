import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { StatusPosting } from '../../../shared/model.ts'
import { useLanguage, useT } from '../../i18n/useT.ts'
import css from './WaitingLine.module.css'
import { type Waiting, waitingFor, waitingWords } from './waiting.ts'

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
  const line = posting === null ? null : waitingWords(posting, waiting, language, t)
  return line === null ? null : <p className={css.line}>{line}</p>
}
