/** A place in a list ordered by a time (or rank) and an id. Opaque to the screen. */
export interface Place {
  at: number
  id: number
}

/** The screen sent a cursor that this store never gave out. */
export class BadCursor extends Error {
  constructor() {
    super('not a cursor of this store')
    this.name = 'BadCursor'
  }
}

export function toCursor(place: Place): string {
  return `${place.at}.${place.id}`
}

/** @throws {BadCursor} */
export function fromCursor(cursor: string): Place {
  const match = /^(-?\d{1,16})\.(-?\d{1,16})$/.exec(cursor)
  if (match === null) throw new BadCursor()
  return { at: Number(match[1]), id: Number(match[2]) }
}
