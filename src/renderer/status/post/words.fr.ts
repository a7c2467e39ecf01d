import type { Translation } from '../../i18n/Translation.ts'
import type { post as english } from './words.en.ts'

/** Posting a status update. */
export const post: Translation<typeof english> = {}
