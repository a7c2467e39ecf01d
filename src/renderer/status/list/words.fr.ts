import type { Translation } from '../../i18n/Translation.ts'
import type { list as english } from './words.en.ts'

/** The list of status updates. */
export const list: Translation<typeof english> = {}
