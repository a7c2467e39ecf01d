import { type CodeClipboard, CopiedCode } from '../../shared/copied-code.ts'

export interface PageClipboard extends CodeClipboard {
  /** True if the page may read it without the user being asked. */
  mayRead(): Promise<boolean>
}

/** Takes copied codes off the clipboard, in a browser that allows it; answers whether it will. */
export function codesOfPage(clipboard: PageClipboard): (code: string) => Promise<{ willClear: boolean }> {
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
