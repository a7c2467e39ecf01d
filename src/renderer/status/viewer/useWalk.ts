import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { DisplayName, Page, StatusAuthor } from '../../../shared/model.ts'
import { call } from '../../data/call.ts'
import { useStatus, type Viewing } from '../statusStore.ts'
import { walkFrom } from './order.ts'

const PAGE = 200
/** More authors than these are not walked through. */
const MOST_PAGES = 10

export interface Walk {
  /** The authors, in the order of the list as it was when the viewer was opened. */
  people: readonly number[]
  nameOf: (personId: number) => DisplayName | null
}

/** Who is walked through. Asked for once: what is seen on the way changes the list, and not the walk. */
export function useWalk(viewing: Viewing): Walk {
  const [list, setList] = useState<readonly StatusAuthor[]>([])
  const asked = useRef(false)
  const { personId, startAt } = viewing
  useEffect(() => {
    if (personId === 'me' || asked.current) return
    asked.current = true
    // An update that was opened from elsewhere is not part of what is searched for in the list.
    const query = startAt === null ? useStatus.getState().search : ''
    readList(personId, query).then(setList, () => {})
  }, [personId, startAt])
  const find = (id: number): StatusAuthor | undefined => list.find(author => author.id === id)
  return {
    // One that was opened by itself is shown by itself.
    people: personId === 'me' ? [] : startAt === null ? walkFrom(personId, list) : [personId],
    nameOf: id => find(id)?.name ?? null,
  }
}

/** Whether an author is muted, up to date while it is shown; null while that is not known. */
export function useMuted(personId: number | null): boolean | null {
  const { data } = useQuery({
    queryKey: ['statusesPage', { groupOf: personId }],
    queryFn: async () => {
      if (personId === null) return null
      const list = await readList(personId, '')
      return list.find(author => author.id === personId)?.group === 'muted'
    },
    enabled: personId !== null,
  })
  return data ?? null
}

/** The list as far as the end of the author's group. */
async function readList(personId: number, query: string): Promise<StatusAuthor[]> {
  const list: StatusAuthor[] = []
  let after: string | null = null
  for (let page = 0; page < MOST_PAGES; page++) {
    const { items, next }: Page<StatusAuthor> = await call('statusesPage', { query, after, limit: PAGE })
    list.push(...items)
    const group = list.find(author => author.id === personId)?.group
    if (next === null || (group !== undefined && list.at(-1)?.group !== group)) break
    after = next
  }
  return list
}
