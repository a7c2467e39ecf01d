import { conversation } from '../conversation/words.fr.ts'
import { status } from '../status/words.fr.ts'
import type { en } from './en.ts'
import { businesses } from './fr/businesses.ts'
import { chats } from './fr/chats.ts'
import { content } from './fr/content.ts'
import { frame } from './fr/frame.ts'
import { impostors } from './fr/impostors.ts'
import { link } from './fr/link.ts'
import { settings } from './fr/settings.ts'
import { withNoBreakSpaces } from './noBreakSpaces.ts'
import { notices } from './notices.fr.ts'
import type { Translation } from './Translation.ts'

/** French. */
export const fr: Translation<typeof en> = withNoBreakSpaces({
  ...frame,
  businesses,
  chats,
  content,
  conversation,
  impostors,
  link,
  notices,
  settings,
  status,
})
