import { useEffect, useState } from 'react'
import type { StatusPost } from '../../../shared/model.ts'
import type { CallFailure } from '../../data/call.ts'
import { useCall } from '../../data/useCall.ts'
import type { Viewing } from '../statusStore.ts'

/** Longest wait for the next look at the time, ms: what the clock was moved by, or slept through, is noticed by then. */
const LONGEST_WAIT = 15_000

/** The posts of an author that are not over, oldest first; null while they are not known. One that ends leaves at its time. */
export function useLivePosts(personId: Viewing['personId']): {
  posts: StatusPost[] | null
  error: CallFailure | null
  again: () => void
} {
  const theirs = useCall('statusPosts', personId === 'me' ? null : { personId })
  const mine = useCall('statusMine', personId === 'me' ? {} : null)
  const { data, error, refetch } = personId === 'me' ? mine : theirs
  const [now, setNow] = useState(Date.now)
  const ends = data === undefined || data.length === 0 ? null : Math.min(...data.map(post => post.expiresAt))
  useEffect(() => {
    if (ends === null) return
    let timer: ReturnType<typeof setTimeout>
    const wait = (): void => {
      // Never at once: what has ended stays in the answer until it is asked for again.
      const left = Math.max(1_000, ends + 1 - Date.now())
      timer = setTimeout(lookAgain, Math.min(LONGEST_WAIT, left))
    }
    const lookAgain = (): void => {
      setNow(Date.now())
      wait()
    }
    wait()
    return () => clearTimeout(timer)
  }, [ends])
  return {
    posts: data?.filter(post => post.expiresAt > now) ?? null,
    // What was read before goes on being shown.
    error: data === undefined ? error : null,
    again: () => void refetch(),
  }
}
