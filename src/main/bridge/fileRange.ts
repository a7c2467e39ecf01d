/** The part of a file that a request's Range header names (RFC 9110, section 14). Both ends are inside of it. */
export interface FileRange {
  start: number
  end: number
}

/**
 * @param header null: there is none
 * @param size of the file in bytes
 * @returns null when the whole file is to be sent: also for a header that is not understood, and for several ranges at once,
 *   which no player asks for; `unsatisfiable` for one beyond the end
 */
export function rangeOf(header: string | null, size: number): FileRange | null | 'unsatisfiable' {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '')
  if (match === null) return null
  const [, from = '', to = ''] = match
  if (from === '') {
    if (to === '') return null
    // The last so many bytes.
    const length = Math.min(Number(to), size)
    return length === 0 ? 'unsatisfiable' : { start: size - length, end: size - 1 }
  }
  const start = Number(from)
  const end = to === '' ? size - 1 : Math.min(Number(to), size - 1)
  if (to !== '' && Number(to) < start) return null
  return start >= size ? 'unsatisfiable' : { start, end }
}
