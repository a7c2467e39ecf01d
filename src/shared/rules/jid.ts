/**
 * JIDs as the wire writes them. `user_agent:device@server`; agent and device name one device of a person and are of no
 * concern to anyone above the link.
 */

export type JidKind =
  /** A person by phone number, `…@s.whatsapp.net`. */
  | 'pn'
  /** A person by LID, `…@lid`. */
  | 'lid'
  | 'group'
  /** `status@broadcast` */
  | 'status'
  | 'newsletter'
  /** A broadcast list. */
  | 'broadcast'
  /** The service itself: `s.whatsapp.net`, and `0@s.whatsapp.net`, its announcements. */
  | 'server'
  /** Bots, calls and whatever comes next. */
  | 'other'

/** Where status updates are posted to. */
export const STATUS_JID = 'status@broadcast'
const PN_SERVER = 's.whatsapp.net'
const LID_SERVER = 'lid'

/** Other spellings of a server: the phone's own name for it, and accounts hosted by the platform. */
const SERVER_ALIASES: Readonly<Record<string, string>> = {
  'c.us': PN_SERVER,
  hosted: PN_SERVER,
  'hosted.lid': LID_SERVER,
}

/** Far above the longest JID seen (an old group's has 31 characters); what is longer is no JID. */
const MAX_JID = 128
/** E.164 allows 15 digits; LIDs have up to 15, some more is left for what comes. */
const PERSON_USER = /^\d{1,20}$/
const GROUP_USER = /^[\w-]{1,64}$/

/**
 * The JID without device and agent, with its server's main name, in lower case.
 * @returns null for what is no JID at all.
 */
export function normaliseJid(raw: string | null | undefined): string | null {
  if (typeof raw !== 'string' || raw.length === 0 || raw.length > MAX_JID) return null
  const at = raw.lastIndexOf('@')
  const written = raw.slice(at + 1).toLowerCase()
  const server = SERVER_ALIASES[written] ?? written
  if (!/^[a-z][a-z0-9.-]*$/.test(server)) return null
  if (at <= 0) return server === PN_SERVER ? server : null
  const user = raw.slice(0, at)
  if (server === PN_SERVER || server === LID_SERVER) {
    const base = (user.split(':', 1)[0] ?? '').split('_', 1)[0] ?? ''
    return PERSON_USER.test(base) ? `${base}@${server}` : null
  }
  if (server === 'g.us') return GROUP_USER.test(user) ? `${user}@${server}` : null
  return /[\s@]/.test(user) ? null : `${user}@${server}`
}

/** What a normalised JID names. */
export function jidKind(jid: string): JidKind {
  if (jid === PN_SERVER || jid === `0@${PN_SERVER}`) return 'server'
  if (jid === STATUS_JID) return 'status'
  switch (jid.slice(jid.lastIndexOf('@') + 1)) {
    case PN_SERVER:
      return 'pn'
    case LID_SERVER:
      return 'lid'
    case 'g.us':
      return 'group'
    case 'newsletter':
      return 'newsletter'
    case 'broadcast':
      return 'broadcast'
    default:
      return 'other'
  }
}

/** True for a person's JID, by number or by LID. */
export function isPersonJid(jid: string): boolean {
  const kind = jidKind(jid)
  return kind === 'pn' || kind === 'lid'
}

/** The part before the server: digits for a person. */
export function jidUser(jid: string): string {
  const at = jid.lastIndexOf('@')
  return at < 0 ? '' : jid.slice(0, at)
}

/**
 * One person out of the JIDs a stanza or message gives for them, in any order and spelling; the first of each form wins.
 * @returns null when none of them names a person.
 */
export function personFrom(
  ...jids: readonly (string | null | undefined)[]
): { pn: string | null; lid: string | null } | null {
  let pn: string | null = null
  let lid: string | null = null
  for (const raw of jids) {
    const jid = normaliseJid(raw)
    if (jid === null) continue
    const kind = jidKind(jid)
    if (kind === 'pn') pn ??= jid
    else if (kind === 'lid') lid ??= jid
  }
  return pn === null && lid === null ? null : { pn, lid }
}
