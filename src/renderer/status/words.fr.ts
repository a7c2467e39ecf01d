import type { Translation } from '../i18n/Translation.ts'
import { list } from './list/words.fr.ts'
import { post } from './post/words.fr.ts'
import { viewer } from './viewer/words.fr.ts'
import type { status as english } from './words.en.ts'

/** Status updates. */
export const status: Translation<typeof english> = {
  list,
  post,
  viewer,
  justNow: 'À l’instant',
  dayTime: '{{day}} {{time}}',
}
