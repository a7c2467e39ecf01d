/** Which post comes next: within an author's posts, and from author to author. Pure; ids are rows. */
import type { StatusWalker } from '../../../shared/model.ts'

/** Where to begin with an author's posts: at the first one that was not seen (else the first), at the last, at a certain one. */
export type Entry = 'unseen' | 'last' | { post: number }

/** Where the viewer stands within the posts of one author. */
export interface Place {
  entry: Entry
  /** The post that is shown; null before the posts are known. */
  statusId: number | null
  /** All posts, as they were known last. */
  ids: readonly number[]
}

/** The author has nothing (more) to show. `over`: what was shown, or asked for, is no longer there. */
export interface Left {
  left: 'over' | 'nothing'
}

interface Known {
  id: number
  seen: boolean
}

export function enter(entry: Entry): Place {
  return { entry, statusId: null, ids: [] }
}

/**
 * The place once these posts are known, oldest first. The same object where nothing changed. A post that is gone is followed
 * by the next one that is still there.
 */
export function settle(place: Place, posts: readonly Known[]): Place | Left {
  const ids = posts.map(post => post.id)
  if (place.statusId === null) {
    const statusId = begin(place.entry, posts)
    if (statusId === null) return { left: typeof place.entry === 'object' ? 'over' : 'nothing' }
    return { ...place, statusId, ids }
  }
  if (ids.includes(place.statusId)) return sameIds(ids, place.ids) ? place : { ...place, ids }
  const after = place.ids.slice(place.ids.indexOf(place.statusId) + 1)
  // What came since it was known last stands behind it as well.
  const next = ids.find(id => after.includes(id) || !place.ids.includes(id))
  return next === undefined ? { left: 'over' } : { ...place, statusId: next, ids }
}

/** The posts, and among them the one that is shown now and has to stay although it is over; null: none has to. */
export function withKept<T extends { id: number }>(posts: readonly T[], kept: T | null, place: Place): readonly T[] {
  if (kept === null || kept.id !== place.statusId || posts.some(post => post.id === kept.id)) return posts
  const before = place.ids.slice(0, place.ids.indexOf(kept.id))
  const index = posts.findLastIndex(post => before.includes(post.id)) + 1
  return [...posts.slice(0, index), kept, ...posts.slice(index)]
}

function begin(entry: Entry, posts: readonly Known[]): number | null {
  if (typeof entry === 'object') return posts.find(post => post.id === entry.post)?.id ?? null
  if (entry === 'last') return posts.at(-1)?.id ?? null
  return (posts.find(post => !post.seen) ?? posts[0])?.id ?? null
}

function sameIds(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((id, index) => id === b[index])
}

/** The place one post on or back; null where there is none. */
export function step(place: Place, by: 1 | -1): Place | null {
  if (place.statusId === null) return null
  const index = place.ids.indexOf(place.statusId) + by
  const statusId = index < 0 ? undefined : place.ids[index]
  return statusId === undefined ? null : { ...place, statusId }
}

/**
 * The authors that are walked through from this one on: those of its group in the list's order. One who is not in the list
 * is walked alone.
 */
export function walkFrom(personId: number, list: readonly Pick<StatusWalker, 'id' | 'group'>[]): number[] {
  const group = list.find(author => author.id === personId)?.group
  if (group === undefined) return [personId]
  return list.filter(author => author.group === group).map(author => author.id)
}

/** The author one on or back in the walk; null at its ends. */
export function neighbour(walk: readonly number[], personId: number, by: 1 | -1): number | null {
  const index = walk.indexOf(personId)
  if (index < 0) return null
  const next = index + by
  return next < 0 ? null : (walk[next] ?? null)
}
