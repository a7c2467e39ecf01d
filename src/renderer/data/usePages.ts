import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import type {
  Business,
  BusinessFilter,
  BusinessSort,
  Chat,
  ChatFilter,
  Cursor,
  Page,
  Person,
  SearchHit,
  StatusAuthor,
} from '../../shared/model.ts'
import { type CallFailure, call } from './call.ts'

const PAGE = 60

/** The chat list, page by page. */
export function useChatPages(filter: ChatFilter, archived: boolean) {
  return useInfiniteQuery<
    Page<Chat>,
    CallFailure,
    { pages: Page<Chat>[]; pageParams: unknown[] },
    unknown[],
    Cursor | null
  >({
    queryKey: ['chatsPage', { filter, archived }],
    queryFn: ({ pageParam }) => call('chatsPage', { filter, archived, after: pageParam, limit: PAGE }),
    initialPageParam: null,
    getNextPageParam: page => page.next,
  })
}

/** Every business that ever wrote, by standing, words and order. */
export function useBusinessPages(standing: BusinessFilter, sort: BusinessSort, query: string) {
  return useInfiniteQuery<
    Page<Business>,
    CallFailure,
    { pages: Page<Business>[]; pageParams: unknown[] },
    unknown[],
    Cursor | null
  >({
    queryKey: ['businessesPage', { standing, sort, query }],
    queryFn: ({ pageParam }) => call('businessesPage', { standing, sort, query, after: pageParam, limit: PAGE }),
    initialPageParam: null,
    getNextPageParam: page => page.next,
    placeholderData: keepPreviousData,
  })
}

/** People to start a chat with. */
export function usePeoplePages(query: string) {
  return useInfiniteQuery<
    Page<Person>,
    CallFailure,
    { pages: Page<Person>[]; pageParams: unknown[] },
    unknown[],
    Cursor | null
  >({
    queryKey: ['peoplePage', { query }],
    queryFn: ({ pageParam }) => call('peoplePage', { query, after: pageParam, limit: PAGE }),
    initialPageParam: null,
    getNextPageParam: page => page.next,
    placeholderData: keepPreviousData,
  })
}

/** Messages that hold a text, newest first; `chatId` null: everywhere. */
export function useMessageHits(query: string, chatId: number | null) {
  return useInfiniteQuery<
    Page<SearchHit>,
    CallFailure,
    { pages: Page<SearchHit>[]; pageParams: unknown[] },
    unknown[],
    Cursor | null
  >({
    queryKey: ['searchMessages', { query, chatId }],
    queryFn: ({ pageParam }) => call('searchMessages', { query, chatId, after: pageParam, limit: PAGE }),
    initialPageParam: null,
    getNextPageParam: page => page.next,
    placeholderData: keepPreviousData,
    enabled: query !== '',
  })
}

/** Those who posted something that is not over, page by page; with words only those whose name or number matches. */
export function useStatusPages(query: string) {
  return useInfiniteQuery<
    Page<StatusAuthor>,
    CallFailure,
    { pages: Page<StatusAuthor>[]; pageParams: unknown[] },
    unknown[],
    Cursor | null
  >({
    queryKey: ['statusesPage', { query }],
    queryFn: ({ pageParam }) => call('statusesPage', { query, after: pageParam, limit: PAGE }),
    initialPageParam: null,
    getNextPageParam: page => page.next,
    placeholderData: keepPreviousData,
  })
}
