import { conversation } from '../conversation/words.en.ts'
import { status } from '../status/words.en.ts'
import { businesses } from './en/businesses.ts'
import { chats } from './en/chats.ts'
import { content } from './en/content.ts'
import { frame } from './en/frame.ts'
import { impostors } from './en/impostors.ts'
import { link } from './en/link.ts'
import { settings } from './en/settings.ts'
import { notices } from './notices.en.ts'

/** English: the source of all keys. One file per place on the screen. */
export const en = { ...frame, businesses, chats, content, conversation, impostors, link, notices, settings, status }
