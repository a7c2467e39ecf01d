import { type InfiniteData, useQueryClient } from '@tanstack/react-query'
import type { AudienceMember, Page } from '../../../shared/model.ts'
import { useCommand } from '../../data/useCall.ts'

/** Leaves a contact out of the audience, or takes them back in: shown at once, and taken back when it fails. */
export function useExclusion(): (personId: number, on: boolean) => void {
  const client = useQueryClient()
  const { mutate } = useCommand('statusExclude')
  return (personId, on) => {
    client.setQueriesData<InfiniteData<Page<AudienceMember>>>({ queryKey: ['statusAudience'] }, data =>
      data === undefined ? undefined : withExclusion(data, personId, on),
    )
    mutate(
      { personId, on },
      {
        onError: () => void client.invalidateQueries({ queryKey: ['statusAudience'] }),
        onSettled: () => void client.invalidateQueries({ queryKey: ['statusPosting'] }),
      },
    )
  }
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
