import { useEffect, useEffectEvent, useState } from 'react'
import type { Message } from '../../../shared/model.ts'
import { call } from '../../data/call.ts'
import { createDraftKeeper, type DraftKeeper } from './draft.ts'

/**
 * The draft of a chat: read when the chat opens, saved while writing and when the chat is left or the window goes.
 * A draft that could not be saved or read is no reason to disturb the user: the text itself stands in the composer.
 */
export function useDraft(chatId: number, onRestored: (text: string, replyTo: Message | null) => void): DraftKeeper {
  const [keeper] = useState(() =>
    createDraftKeeper(draft => {
      call('draftSet', { chatId, ...draft }).catch(() => {})
    }),
  )
  const restored = useEffectEvent(onRestored)
  useEffect(() => {
    let gone = false
    const read = async (): Promise<void> => {
      const draft = await call('draftGet', { chatId })
      if (draft === null || gone) return
      const quoted = draft.replyTo === null ? [] : await call('messagesGet', { messageIds: [draft.replyTo] })
      if (!gone) restored(draft.text, quoted[0] ?? null)
    }
    read().catch(() => {})
    window.addEventListener('pagehide', keeper.flush)
    return () => {
      gone = true
      window.removeEventListener('pagehide', keeper.flush)
      keeper.flush()
    }
  }, [chatId, keeper])
  return keeper
}
