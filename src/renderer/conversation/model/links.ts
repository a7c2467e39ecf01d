/** Links in plain text, and what may be opened. Text never chooses where a link goes: the link is the text itself. */
import { LinkifyIt } from 'linkify-it'

export interface FoundLink {
  start: number
  end: number
  href: string
  /** Where it really goes: the host as the browser resolves it (punycode for international names), an address or a number. */
  target: string
  /** The host's letters are not what the browser resolves (an international name): the target is shown beside the text. */
  disguised: boolean
}

const OPENABLE: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:', 'tel:'])

const linkifier = new LinkifyIt({ fuzzyLink: true, fuzzyEmail: true, fuzzyIP: false, maxLength: 4096 })
linkifier.add('ftp:', null)
linkifier.add('//', null)
linkifier.add('tel:', {
  validate: (text, position) => /^\+?[0-9][0-9().-]{3,30}/.exec(text.slice(position, position + 40))?.[0].length ?? 0,
})

/** The address if it may be opened, with its true target; null for every other scheme and for what is no address. */
export function openable(address: string): { href: string; target: string } | null {
  if (!URL.canParse(address)) return null
  const url = new URL(address)
  if (!OPENABLE.has(url.protocol)) return null
  if (url.protocol === 'mailto:' || url.protocol === 'tel:')
    return { href: url.href, target: decodeSafely(url.pathname) }
  return url.hostname === '' ? null : { href: url.href, target: url.host }
}

/** A web address as a card's button names it, and what is to be said about it before anybody goes there. */
export interface WebAddress {
  href: string
  /** Where it leads, in the ASCII form that the browser resolves; with the port when it is not the usual one. */
  host: string
  encrypted: boolean
  /** Its name holds letters beyond ASCII, so it may look like another. */
  imitates: boolean
  /** A user name stands before the host, which can be made to look like one. */
  named: boolean
}

/** Longer ones are no addresses that people open; the desktop host refuses them as well. */
const MAX_ADDRESS = 4096

/** The address of a link button; null unless it is one of the web (http, https). One without a scheme is taken for https. */
export function webAddress(address: string): WebAddress | null {
  const trimmed = address.trim()
  const whole = /^[a-z][a-z0-9+.-]*:/i.test(trimmed) ? trimmed : `https://${trimmed}`
  if (trimmed === '' || whole.length > MAX_ADDRESS || !URL.canParse(whole)) return null
  const url = new URL(whole)
  const encrypted = url.protocol === 'https:'
  if ((!encrypted && url.protocol !== 'http:') || url.hostname === '') return null
  return {
    href: url.href,
    host: url.host,
    encrypted,
    imitates: /(^|\.)xn--/.test(url.hostname),
    named: url.username !== '' || url.password !== '',
  }
}

function decodeSafely(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Links in `text`, in order, never overlapping. */
export function findLinks(text: string): FoundLink[] {
  const found: FoundLink[] = []
  const firstMark = new Map(['*', '_', '~'].map(mark => [mark, text.indexOf(mark)]))
  for (const match of linkifier.match(text) ?? []) {
    let end = match.lastIndex
    let address = match.url
    // `*https://example.com*` is a bold link: a mark opened before it closes after it.
    while (end - match.index > 1 && (firstMark.get(text[end - 1] ?? '') ?? text.length) < match.index) {
      if (!address.endsWith(text[end - 1] ?? '')) break
      end -= 1
      address = address.slice(0, -1)
    }
    // Bare domains are taken for secure ones: a page that has no TLS says so itself.
    if (match.schema === '' && address.startsWith('http://')) address = `https://${address.slice(7)}`
    const link = openable(address)
    if (link === null) continue
    found.push({ start: match.index, end, ...link, disguised: /(^|\.)xn--/.test(link.target) })
  }
  return found
}
