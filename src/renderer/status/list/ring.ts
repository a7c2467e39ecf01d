/** One arc of a ring: where it begins and ends, in turns clockwise from the top, and whether all its posts were seen. */
export interface Segment {
  from: number
  to: number
  seen: boolean
}

/** With more segments than this the gaps between them would be as long as they are. */
export const MOST_SEGMENTS = 20

/**
 * The ring around an author's picture: a segment per post, the oldest first. Many posts share segments, neighbours with
 * neighbours; what holds one that was not seen counts as not seen.
 * @param gap between two segments, in turns; a single one is a full ring
 */
export function ringSegments(seen: readonly boolean[], gap: number): Segment[] {
  const count = Math.min(seen.length, MOST_SEGMENTS)
  return Array.from({ length: count }, (_, index) => {
    const posts = seen.slice(Math.floor((index * seen.length) / count), Math.floor(((index + 1) * seen.length) / count))
    const margin = count === 1 ? 0 : gap / 2
    return { from: index / count + margin, to: (index + 1) / count - margin, seen: posts.every(Boolean) }
  })
}

/** The segment as an SVG path around (`centre`, `centre`). */
export function arcPath({ from, to }: Segment, centre: number, radius: number): string {
  const at = (turn: number): string => {
    const angle = turn * 2 * Math.PI
    return `${(centre + radius * Math.sin(angle)).toFixed(2)} ${(centre - radius * Math.cos(angle)).toFixed(2)}`
  }
  const arc = (until: number, large: boolean): string =>
    `A${String(radius)} ${String(radius)} 0 ${large ? '1' : '0'} 1 ${at(until)}`
  // An arc that ends where it begins is none: a full ring is two halves.
  if (to - from >= 1) return `M${at(from)}${arc(from + 0.5, false)}${arc(from + 1, false)}`
  return `M${at(from)}${arc(to, to - from > 0.5)}`
}
