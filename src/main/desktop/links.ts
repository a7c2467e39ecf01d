/** Schemes that may be handed to the operating system. Anything else could start a program with arguments of a stranger's choice. */
const safeSchemes = new Set(['https:', 'http:', 'mailto:', 'tel:'])

/** Longer addresses are no links people press; some systems cut or mishandle them. */
const LONGEST = 4096

/** The address in its normal form when it may be opened outside, else null. */
export function openableOutside(url: string): string | null {
  if (url.length > LONGEST || !URL.canParse(url)) return null
  const { protocol, href, hostname } = new URL(url)
  if (!safeSchemes.has(protocol)) return null
  return protocol.startsWith('http') && hostname === '' ? null : href
}
