import { useState } from 'react'
import type { Message } from '../../../shared/model.ts'
import { useT } from '../../i18n/useT.ts'
import { showToast } from '../../ui/toastStore.ts'
import { MOST_SELECTED, type Selection, toggled } from '../model/selection.ts'

export interface SelectionMode {
  /** Null: nothing is being selected. */
  selection: Selection | null
  /** Begins with this message, or marks it, or takes its mark away. */
  toggle: (message: Message) => void
  leave: () => void
}

/** Selecting several messages of a chat. */
export function useSelection(): SelectionMode {
  const t = useT()
  const [selection, setSelection] = useState<Selection | null>(null)
  return {
    selection,
    toggle: message => {
      const next = toggled(selection ?? new Map(), message)
      if (next.full) showToast({ words: t('businesses.select.most', { count: MOST_SELECTED }) })
      setSelection(next.selection)
    },
    leave: () => setSelection(null),
  }
}
