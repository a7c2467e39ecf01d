/** What goes along with a message: the quoted one, mentions, forwarding, the timer. */

import type { Content } from '../../../../shared/content.ts'
import { normaliseJid, personFrom, STATUS_JID } from '../../../../shared/rules/jid.ts'
import { contentText, firstLine, wellFormedCut } from '../../../../shared/rules/preview.ts'
import type { PersonRef, WireQuote } from '../../events.ts'
import type { proto } from '../library.ts'
import { count, line, list } from './bounds.ts'
import { contentOf, unknown } from './kinds.ts'
import { thumbnailOf } from './thumbnail.ts'
import { type Body, unwrap } from './unwrap.ts'

/** A group has at most 1024 members. */
const MAX_MENTIONS = 1024
/** A quote shows some lines; the whole stands in the original. In UTF-16 code units. */
const MAX_QUOTE = 1000

/** A quote as the message tells it. Whether its author is oneself is for those to say who know who that is. */
export type ProjectedQuote = Omit<WireQuote, 'fromMe'>

export interface Context {
  quote: ProjectedQuote | null
  mentions: PersonRef[]
  forwarded: boolean
  /** The chat's timer for disappearing messages as the sender knew it, in seconds; null when none is told. */
  timerSeconds: number | null
}

const none: Context = { quote: null, mentions: [], forwarded: false, timerSeconds: null }

/** Every kind keeps its context in a field of the same name. */
export function contextOf(body: Body): Context {
  if (typeof body.value !== 'object' || !('contextInfo' in body.value)) return none
  const info = body.value.contextInfo
  if (typeof info !== 'object' || info === null) return none
  return {
    quote: quoteOf(info),
    mentions: mentionsOf(info),
    forwarded: info.isForwarded === true || (count(info.forwardingScore) ?? 0) > 0,
    timerSeconds: count(info.expiration),
  }
}

function quoteOf(info: proto.IContextInfo): ProjectedQuote | null {
  const wireId = line(info.stanzaId)
  if (wireId === null) return null
  const message = info.quotedMessage
  const body = typeof message === 'object' && message !== null ? unwrap(message) : null
  const content = quotedContent(body)
  const ofStatus = normaliseJid(info.remoteJid) === STATUS_JID
  const text = contentText(content) ?? ''
  return {
    wireId,
    author: personFrom(info.participant),
    content,
    text: ofStatus ? firstLine(text) : wellFormedCut(text, MAX_QUOTE),
    ofStatus,
    thumbnail: ofStatus && body !== null ? thumbnailOf(body) : null,
  }
}

function quotedContent(body: Body | null): Content {
  if (body === null) return unknown('quoted')
  const content = contentOf(body)
  if (content.kind === 'text') return { ...content, text: wellFormedCut(content.text, MAX_QUOTE), preview: null }
  if ('caption' in content && content.caption !== null) {
    return { ...content, caption: wellFormedCut(content.caption, MAX_QUOTE) }
  }
  return content
}

function mentionsOf(info: proto.IContextInfo): PersonRef[] {
  const seen = new Set<string>()
  const people: PersonRef[] = []
  for (const jid of list(info.mentionedJid, MAX_MENTIONS)) {
    const person = personFrom(jid)
    const key = person?.pn ?? person?.lid
    if (person === null || key === undefined || key === null || seen.has(key)) continue
    seen.add(key)
    people.push(person)
  }
  return people
}
