import { list } from './list/words.en.ts'
import { post } from './post/words.en.ts'
import { viewer } from './viewer/words.en.ts'

/** Status updates. */
export const status = {
  list,
  post,
  viewer,
  justNow: 'Just now',
  dayTime: '{{day}} {{time}}',
}
