import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import type { AudienceMember, Cursor, Page, StatusViewer } from '../../../shared/model.ts'
import { type CallFailure, call } from '../../data/call.ts'

const PAGE = 60

interface Pages<T> {
  pages: Page<T>[]
  pageParams: unknown[]
}

/** Saved contacts by name, and whether they are left out. `null`: nothing is asked. */
export function useAudiencePages(query: string | null) {
  return useInfiniteQuery<Page<AudienceMember>, CallFailure, Pages<AudienceMember>, unknown[], Cursor | null>({
    queryKey: ['statusAudience', { query }],
    queryFn: ({ pageParam }) => call('statusAudience', { query: query ?? '', after: pageParam, limit: PAGE }),
    initialPageParam: null,
    getNextPageParam: page => page.next,
    placeholderData: keepPreviousData,
    enabled: query !== null,
  })
}

/** Who has seen an own post, newest first. */
export function useViewerPages(statusId: number) {
  return useInfiniteQuery<Page<StatusViewer>, CallFailure, Pages<StatusViewer>, unknown[], Cursor | null>({
    queryKey: ['statusViewers', { statusId }],
    queryFn: ({ pageParam }) => call('statusViewers', { statusId, after: pageParam, limit: PAGE }),
    initialPageParam: null,
    getNextPageParam: page => page.next,
  })
}
