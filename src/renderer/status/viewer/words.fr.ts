import type { Translation } from '../../i18n/Translation.ts'
import type { viewer as english } from './words.en.ts'

/** The viewer of status updates. */
export const viewer: Translation<typeof english> = {}
