import type { StatusAuthor, StatusGroup } from '../../../shared/model.ts'

/** What stands in the list: a heading above each group, and the authors. */
export type Entry =
  | {
      kind: 'heading'
      /** Negative: authors have the positive ones. */
      key: number
      group: StatusGroup
      /** Authors of the group that were read. */
      count: number
      /** The group goes on in pages that were not read yet. */
      open: boolean
    }
  | { kind: 'author'; key: number; author: StatusAuthor }

const KEYS: Readonly<Record<StatusGroup, number>> = { recent: -1, viewed: -2, muted: -3 }

/**
 * The list's entries. @param authors in the engine's order: recent, viewed, muted; one that was read with two pages while it moved
 * is there once @param hasMore there are more pages
 */
export function entriesOf(authors: readonly StatusAuthor[], hasMore: boolean): Entry[] {
  const groups = new Map<StatusGroup, StatusAuthor[]>()
  for (const author of authors) {
    const members = groups.get(author.group)
    if (members === undefined) groups.set(author.group, [author])
    else members.push(author)
  }
  const last = [...groups.keys()].at(-1)
  return [...groups].flatMap(([group, members]): Entry[] => [
    { kind: 'heading', key: KEYS[group], group, count: members.length, open: hasMore && group === last },
    ...members.map((author): Entry => ({ kind: 'author', key: author.id, author })),
  ])
}
