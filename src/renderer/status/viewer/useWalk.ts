import { useEffect, useRef, useState } from 'react'
import type { StatusAuthor, StatusWalker } from '../../../shared/model.ts'
import { call } from '../../data/call.ts'
import { useStatus, type Viewing } from '../statusStore.ts'
import { walkFrom } from './order.ts'

/** More authors than these of what is searched for are not walked through. */
const MOST_FOUND = 200

/**
 * Who is walked through, in the order of the list as it was when the viewer was opened. Asked for once: what is seen on the way
 * changes the list, and not the walk.
 */
export function useWalk(viewing: Viewing): readonly number[] {
  const [list, setList] = useState<readonly Pick<StatusWalker, 'id' | 'group'>[]>([])
  const asked = useRef(false)
  const { personId, startAt } = viewing
  useEffect(() => {
    if (personId === 'me' || startAt !== null || asked.current) return
    asked.current = true
    const query = useStatus.getState().search
    const walkers = query === '' ? call('statusWalk', {}) : found(query)
    walkers.then(setList, () => {})
  }, [personId, startAt])
  if (personId === 'me') return []
  // One that was opened by itself is shown by itself.
  return startAt === null ? walkFrom(personId, list) : [personId]
}

async function found(query: string): Promise<StatusAuthor[]> {
  return (await call('statusesPage', { query, after: null, limit: MOST_FOUND })).items
}
