import { useState } from 'react'
import { errorCode, errorText } from '../data/errorText.ts'
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
  /** The engine knew better than this screen. */
  const [refused, setRefused] = useState(false)
  if (asked !== null && asked !== last) {
    setLast(asked)
    setRefused(false)
  }
  const keeps = useAppState(state => state.settings.keepVerified)
  const clear = useCommand('chatClear', { quiet: true })
  const remove = useCommand('chatDelete', { quiet: true })
  if (last === null) return null
  const { what, chat } = last
  const name = nameText(chat.name, t, chat.isSelf)

  if (refused || (keeps && chat.standing === 'verified')) {
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

  function failed(error: unknown): void {
    if (errorCode(error) === 'KEPT_VERIFIED') {
      setRefused(true)
      return
    }
    showToast({ words: errorText(error, t), tone: 'error' })
    done()
  }

  function confirm() {
    const input = { chatId: chat.id }
    if (what === 'clear') {
      clear.mutate(input, {
        onSuccess: () => {
          showToast({ words: t('chats.done.cleared') })
          done()
        },
        onError: failed,
      })
      return
    }
    remove.mutate(input, {
      onSuccess: () => {
        const ui = useUi.getState()
        if (ui.chat?.chatId === chat.id) ui.closeChat()
        showToast({ words: t('chats.done.deleted') })
        done()
      },
      onError: failed,
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
