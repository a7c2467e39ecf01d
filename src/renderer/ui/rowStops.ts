/** Which rows of a list the arrow keys stop at; the others, such as headings, are passed over. */
export interface Stops {
  /** The rows that are stops, by index, from the top. */
  readonly at: readonly number[]
  /** For every row its place among the stops, from 0; -1 for one that is none. */
  readonly place: readonly number[]
}

/** @param isStop null: every row is one. */
export function stopsOf<T>(rows: readonly T[], isStop: ((row: T) => boolean) | null): Stops {
  const at: number[] = []
  const place: number[] = []
  for (const [index, row] of rows.entries()) {
    const stop = isStop === null || isStop(row)
    place.push(stop ? at.length : -1)
    if (stop) at.push(index)
  }
  return { at, place }
}

/**
 * The row to bring into view so that a stop can be seen: the stop, or the heading above it when one comes from below, as
 * nothing else leads there.
 */
export function toReveal(stops: Stops, from: number, to: number): number {
  const above = to - 1
  return to <= from && above >= 0 && stops.place[above] === -1 ? above : to
}
