import { CopiedCode } from '../../shared/copied-code.ts'

/**
 * The clipboard of an ordinary browser. A page may look at it only with the user's permission and while it is in front.
 * The permission is never asked for: a question of the browser's own would puzzle more than a code that is left.
 */
export const pageClipboard = {
  /** True if the page may read it without the user being asked. */
  async mayRead(): Promise<boolean> {
    try {
      // Not every browser knows this permission, nor does TypeScript's list of names.
      const status = await navigator.permissions.query({ name: 'clipboard-read' as PermissionName })
      return status.state === 'granted'
    } catch {
      return false
    }
  },
  /** Waits until the page is in front. */
  async read(): Promise<string> {
    if (!document.hasFocus()) {
      await new Promise<void>(done => window.addEventListener('focus', () => done(), { once: true }))
    }
    return navigator.clipboard.readText()
  },
  clear: (): Promise<void> => navigator.clipboard.writeText(''),
}

/** Takes copied codes off the clipboard, in a browser that allows it. */
export function codesOfPage(clipboard: typeof pageClipboard): (code: string) => Promise<{ willClear: boolean }> {
  const copied = new CopiedCode(clipboard, (ms, run) => {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  })
  return async code => {
    const willClear = await clipboard.mayRead()
    if (willClear) copied.hold(code)
    return { willClear }
  }
}
