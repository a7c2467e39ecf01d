/** The parts of a browser window that the token is found and kept in. */
export interface TokenPlace {
  location: { hash: string; pathname: string; search: string }
  history: { replaceState(data: unknown, unused: string, url: string): void }
  storage: { getItem(key: string): string | null; setItem(key: string, value: string): void }
}

const KEY = 'pillion.token'

/**
 * The token the page was opened with. It is taken out of the address bar, so that it is neither copied nor bookmarked
 * along, and kept for this tab only, so that the page can be loaded anew.
 * @returns null when there is none
 */
export function takeToken({ location, history, storage }: TokenPlace): string | null {
  const given = /^#token=([A-Za-z0-9_-]+)$/.exec(location.hash)?.[1]
  if (given === undefined) return storage.getItem(KEY)
  storage.setItem(KEY, given)
  history.replaceState(null, '', location.pathname + location.search)
  return given
}
