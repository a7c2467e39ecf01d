import { type InfiniteData, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { AudienceMember, Page } from '../../../shared/model.ts'
import { useCommand } from '../../data/useCall.ts'

/**
 * Leaves a contact out of the audience, or takes them back in: shown at once, and taken back when it fails. `chosen` holds what
 * was pressed here: a list that stands still under a press shows its box as it is now all the same.
 */
export function useExclusion(): {
  chosen: ReadonlyMap<number, boolean>
  exclude: (personId: number, on: boolean) => void
} {
  const client = useQueryClient()
  const { mutate } = useCommand('statusExclude')
  const [chosen, setChosen] = useState<ReadonlyMap<number, boolean>>(new Map())

  const show = (personId: number, on: boolean): void => {
    setChosen(before => new Map(before).set(personId, on))
    client.setQueriesData<InfiniteData<Page<AudienceMember>>>({ queryKey: ['statusAudience'] }, data =>
      data === undefined ? undefined : withExclusion(data, personId, on),
    )
  }
  const exclude = (personId: number, on: boolean): void => {
    show(personId, on)
    mutate(
      { personId, on },
      {
        onError: () => show(personId, !on),
        onSettled: () => void client.invalidateQueries({ queryKey: ['statusPosting'] }),
      },
    )
  }
  return { chosen, exclude }
}

function withExclusion(
  data: InfiniteData<Page<AudienceMember>>,
  personId: number,
  on: boolean,
): InfiniteData<Page<AudienceMember>> {
  const pages = data.pages.map(page => ({
    ...page,
    items: page.items.map(member => (member.id === personId ? { ...member, excluded: on } : member)),
  }))
  return { ...data, pages }
}
