/** French puts a space before these signs and inside its quotation marks; a line must not end there. */
const SPACE = /(?<=«) | (?=[:;?!»%])/g

/** A French catalog, typed with ordinary spaces, with those that must not break as U+00A0. */
export function withNoBreakSpaces<T extends object>(catalog: T): T {
  return Object.fromEntries(
    Object.entries(catalog).map(([key, value]: [string, unknown]) => [
      key,
      typeof value === 'string'
        ? value.replace(SPACE, '\u00a0')
        : typeof value === 'object' && value !== null
          ? withNoBreakSpaces(value)
          : value,
    ]),
  ) as T
}
