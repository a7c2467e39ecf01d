import type { ErrorCode, StatusPost } from '../../../shared/model.ts'

/** What the row "My status" says: of what is on its way before what is there, of what went wrong before both. */
export type OwnState =
  | { say: 'nothing' }
  /** `notDeleted`: it could not be taken back. */
  | { say: 'notPosted' | 'notDeleted'; post: StatusPost; why: ErrorCode | null }
  | { say: 'posting' | 'deleting'; post: StatusPost }
  | { say: 'posted'; count: number; newest: StatusPost }

/** @param posts one's own, oldest first */
export function ownState(posts: readonly StatusPost[]): OwnState {
  const newest = posts.at(-1)
  if (newest === undefined) return { say: 'nothing' }
  const failed = posts.findLast(post => post.way === 'failed')
  if (failed !== undefined) return { say: 'notPosted', post: failed, why: failed.failure }
  const kept = posts.findLast(post => post.way === 'sent' && post.failure !== null)
  if (kept !== undefined) return { say: 'notDeleted', post: kept, why: kept.failure }
  // The oldest goes first.
  const pending = posts.find(post => post.way === 'pending')
  if (pending !== undefined) return { say: 'posting', post: pending }
  const deleting = posts.find(post => post.way === 'deleting')
  if (deleting !== undefined) return { say: 'deleting', post: deleting }
  return { say: 'posted', count: posts.length, newest }
}
