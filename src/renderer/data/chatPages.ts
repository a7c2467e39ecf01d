import type { InfiniteData } from '@tanstack/react-query'
import type { Chat, Page, SearchHit } from '../../shared/model.ts'

/** The pages with the given chats in the places of their older versions. The same object when none is there. */
export function replaceChats(
  data: InfiniteData<Page<Chat>> | undefined,
  chats: readonly Chat[],
): InfiniteData<Page<Chat>> | undefined {
  if (data === undefined) return undefined
  const byId = new Map(chats.map(chat => [chat.id, chat]))
  let changed = false
  const pages = data.pages.map(page => {
    if (!page.items.some(chat => byId.has(chat.id))) return page
    changed = true
    return { ...page, items: page.items.map(chat => byId.get(chat.id) ?? chat) }
  })
  return changed ? { ...data, pages } : data
}

/** All rows of the pages, each chat once: a chat that moved while the pages were read may stand in two. */
export function rowsOf<T extends { id: number }>(data: InfiniteData<Page<T>> | undefined): T[] {
  const seen = new Set<number>()
  return (data?.pages ?? [])
    .flatMap(page => page.items)
    .filter(row => {
      if (seen.has(row.id)) return false
      seen.add(row.id)
      return true
    })
}

/** All found messages of the pages, each once. */
export function rowsOfHits(data: InfiniteData<Page<SearchHit>> | undefined): SearchHit[] {
  const seen = new Set<number>()
  return (data?.pages ?? [])
    .flatMap(page => page.items)
    .filter(hit => {
      if (seen.has(hit.message.id)) return false
      seen.add(hit.message.id)
      return true
    })
}
