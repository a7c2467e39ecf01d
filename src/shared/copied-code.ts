/** How long a copied one-time code may lie on the clipboard, ms. */
export const HOLD_MS = 60_000

/** The clipboard, as far as it is needed. Each may fail. */
export interface CodeClipboard {
  read(): Promise<string>
  clear(): void | Promise<void>
}

/** Runs something later, unless the function that is answered is called before. */
export type After = (ms: number, run: () => void) => () => void

/**
 * Takes a copied one-time code off the clipboard after a minute if it is still there: whatever else was copied meanwhile
 * stays. One code at a time: when the next one is copied, the one before is gone from the clipboard already.
 */
export class CopiedCode {
  readonly #clipboard: CodeClipboard
  readonly #after: After
  #held: { code: string; stop: () => void } | null = null

  constructor(clipboard: CodeClipboard, after: After) {
    this.#clipboard = clipboard
    this.#after = after
  }

  /** The code was just copied: its minute begins, anew if it was copied before. White space around it makes no other code. */
  hold(code: string): void {
    this.#held?.stop()
    this.#held = { code: code.trim(), stop: this.#after(HOLD_MS, () => void this.clearNow()) }
  }

  /** Ends the minute now, as when the app quits. Never fails: a clipboard that cannot be reached is left alone. */
  async clearNow(): Promise<void> {
    const held = this.#held
    if (held === null) return
    this.#held = null
    held.stop()
    try {
      if ((await this.#clipboard.read()).trim() === held.code) await this.#clipboard.clear()
    } catch {
      // Another program holds it, or it may not be read any more.
    }
  }
}
