import { type CodeClipboard, CopiedCode } from '../../shared/copied-code.ts'

export interface PageClipboard extends CodeClipboard {
  /** What the browser says of reading it: allowed, not allowed (or never without a press), or the user has to be asked. */
  permission(): Promise<'granted' | 'prompt' | 'denied'>
}

/** How long the user's answer to the browser's question is waited for before nothing is promised, ms. */
export const ANSWER_MS = 3000

/** Takes copied codes off the clipboard, in a browser that allows it; answers whether it surely will. */
export function codesOfPage(clipboard: PageClipboard): (code: string) => Promise<{ willClear: boolean }> {
  const copied = new CopiedCode(clipboard, after)

  /** Reading is what makes the browser ask. */
  async function asked(code: string): Promise<boolean> {
    try {
      await clipboard.read()
    } catch {
      return false
    }
    copied.hold(code)
    return true
  }

  return async code => {
    const permission = await clipboard.permission()
    if (permission === 'granted') copied.hold(code)
    if (permission !== 'prompt') return { willClear: permission === 'granted' }
    const tooLong = new Promise<boolean>(done => after(ANSWER_MS, () => done(false)))
    return { willClear: await Promise.race([asked(code), tooLong]) }
  }
}

function after(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms)
  return () => clearTimeout(timer)
}
