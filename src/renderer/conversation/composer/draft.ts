/** Keeps what is being written: saved a moment after the last change, at once when the composer goes. */

/** How long after the last key the draft is saved, ms. */
const SAVE_AFTER = 400

export interface Draft {
  text: string
  replyTo: number | null
}

export interface DraftKeeper {
  keep: (draft: Draft) => void
  /** Saves now what is waiting. */
  flush: () => void
}

export function createDraftKeeper(save: (draft: Draft) => void): DraftKeeper {
  let waiting: Draft | null = null
  let saved: Draft | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  const flush = (): void => {
    clearTimeout(timer)
    if (waiting === null) return
    const draft = waiting
    waiting = null
    if (saved !== null && saved.text === draft.text && saved.replyTo === draft.replyTo) return
    saved = draft
    save(draft)
  }
  return {
    keep: draft => {
      waiting = draft
      clearTimeout(timer)
      timer = setTimeout(flush, SAVE_AFTER)
    },
    flush,
  }
}
