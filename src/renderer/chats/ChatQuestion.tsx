import { useState } from 'react'
import { useAppState } from '../data/useAppState.ts'
import { useCommand } from '../data/useCall.ts'
import { useT } from '../i18n/useT.ts'
import { useUi } from '../shell/uiStore.ts'
import { Button } from '../ui/Button.tsx'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { nameText } from '../ui/nameText.ts'
import { showToast } from '../ui/toastStore.ts'
import { useAsked } from './chatActions.ts'

/** Asks before a chat is cleared or deleted, or says why it cannot be (domain.md §5). */
export function ChatQuestion() {
  const t = useT()
  const asked = useAsked(state => state.asked)
  const done = useAsked(state => state.done)
  // The question keeps its words while it fades out.
  const [last, setLast] = useState(asked)
  if (asked !== null && asked !== last) setLast(asked)
  const keeps = useAppState(state => state.settings.keepVerified)
  const clear = useCommand('chatClear')
  const remove = useCommand('chatDelete')
  if (last === null) return null
  const { what, chat } = last
  const name = nameText(chat.name, t, chat.isSelf)

  if (keeps && chat.standing === 'verified') {
    return (
      <Dialog
        open={asked !== null}
        onClose={done}
        title={t('chats.keptTitle')}
        description={t('chats.keptWords', { name })}
        actions={
          <>
            <Button
              onClick={() => {
                done()
                useUi.getState().setSection('settings')
              }}
            >
              {t('chats.keptSettings')}
            </Button>
            <Button look="primary" onClick={done}>
              {t('common.close')}
            </Button>
          </>
        }
      />
    )
  }

  function confirm() {
    const input = { chatId: chat.id }
    if (what === 'clear') {
      clear.mutate(input, {
        onSuccess: () => showToast({ words: t('chats.done.cleared') }),
        onSettled: done,
      })
      return
    }
    remove.mutate(input, {
      onSuccess: () => {
        const ui = useUi.getState()
        if (ui.chat?.chatId === chat.id) ui.closeChat()
        showToast({ words: t('chats.done.deleted') })
      },
      onSettled: done,
    })
  }

  return (
    <ConfirmDialog
      open={asked !== null}
      danger
      title={t(what === 'clear' ? 'chats.clearTitle' : 'chats.deleteTitle')}
      description={t(what === 'clear' ? 'chats.clearWords' : 'chats.deleteWords', { name })}
      confirm={t(what === 'clear' ? 'chats.clearConfirm' : 'chats.deleteConfirm')}
      busy={clear.isPending || remove.isPending}
      onConfirm={confirm}
      onClose={done}
    />
  )
}
