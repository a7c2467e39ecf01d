import type { ContentKind } from '../content.ts'

/** The most posts of one author that are shown, the newest: those who post more are no people. */
export const MOST_POSTS = 200

/** The kinds of posts whose file is shown (domain.md §10). Any other kind that is not text is opened on the phone. */
export const FILE_KINDS: readonly ContentKind[] = ['image', 'video', 'gif', 'voice']

/** True for {@link FILE_KINDS}. */
export function hasShownFile(kind: ContentKind): boolean {
  return FILE_KINDS.includes(kind)
}
