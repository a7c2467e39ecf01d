import type { PageClipboard } from './codesOfPage.ts'

/**
 * The clipboard of an ordinary browser. A page may look at it only with the user's permission and while it is in front.
 * Firefox and Safari know no such permission: they want a press for every look, and there is none a minute later.
 */
export const pageClipboard: PageClipboard = {
  async permission() {
    try {
      // Not every browser knows this permission, nor does TypeScript's list of names.
      const status = await navigator.permissions.query({ name: 'clipboard-read' as PermissionName })
      return status.state
    } catch {
      return 'denied'
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
