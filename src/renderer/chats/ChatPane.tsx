import { MessagesSquare, Plus } from 'lucide-react'
import { Conversation } from '../conversation/Conversation.tsx'
import { useT } from '../i18n/useT.ts'
import { useUi } from '../shell/uiStore.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import css from './ChatPane.module.css'

/** What stands beside the chat list: the chat that is open, or the hint to open one. */
export function ChatPane() {
  const t = useT()
  const chat = useUi(state => state.chat)
  const closeChat = useUi(state => state.closeChat)
  const setNewChat = useUi(state => state.setNewChat)
  function leave(chatId: number): void {
    closeChat()
    // Back to the row it was opened from, once the list is visible again.
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-chat="${chatId}"]`)?.focus())
  }

  return (
    <div className={css.pane}>
      {chat === null ? (
        <EmptyState
          icon={<MessagesSquare aria-hidden />}
          title={t('chats.pick')}
          actions={
            <Button icon={<Plus aria-hidden />} onClick={() => setNewChat(true)}>
              {t('chats.newChat')}
            </Button>
          }
        >
          {t('chats.pickWords')}
        </EmptyState>
      ) : (
        <Conversation
          key={chat.chatId}
          chatId={chat.chatId}
          jumpTo={chat.messageId}
          onBack={() => leave(chat.chatId)}
        />
      )}
    </div>
  )
}
