import type { ContentKind } from '../content.ts'

/** The most posts of one author that are shown, the newest: those who post more are no people. */
export const MOST_POSTS = 200

const FILES: ReadonlySet<ContentKind> = new Set(['image', 'video', 'gif', 'voice'])

/** True for the kinds of posts whose file is shown (domain.md §10). Any other kind that is not text is opened on the phone. */
export function hasShownFile(kind: ContentKind): boolean {
  return FILES.has(kind)
}
