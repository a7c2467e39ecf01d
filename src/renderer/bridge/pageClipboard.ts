import type { PageClipboard } from './codesOfPage.ts'

/**
 * The clipboard of an ordinary browser. A page may look at it only with the user's permission and while it is in front.
 * The permission is never asked for: a question of the browser's own would puzzle more than a code that is left.
 */
export const pageClipboard: PageClipboard = {
  async mayRead() {
    try {
      // Not every browser knows this permission, nor does TypeScript's list of names.
      const status = await navigator.permissions.query({ name: 'clipboard-read' as PermissionName })
      return status.state === 'granted'
    } catch {
      return false
    }
  },
  /** Waits until the page is in front. */
  async read() {
    if (!document.hasFocus()) {
      await new Promise<void>(done => window.addEventListener('focus', () => done(), { once: true }))
    }
    return navigator.clipboard.readText()
  },
  clear: () => navigator.clipboard.writeText(''),
}
