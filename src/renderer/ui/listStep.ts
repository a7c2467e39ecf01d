/**
 * Where a key leads in a list of rows: arrows, pages, Home and End.
 * @param from the row it is pressed on. @param page rows in a page. @returns null for every other key.
 */
export function listStep(key: string, from: number, count: number, page: number): number | null {
  const last = count - 1
  switch (key) {
    case 'ArrowDown':
      return Math.min(last, from + 1)
    case 'ArrowUp':
      return Math.max(0, from - 1)
    case 'PageDown':
      return Math.min(last, from + page)
    case 'PageUp':
      return Math.max(0, from - page)
    case 'Home':
      return 0
    case 'End':
      return last
    default:
      return null
  }
}
