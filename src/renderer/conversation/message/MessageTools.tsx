import { type Ref, useImperativeHandle, useState } from 'react'
import type { Chat, ErrorCode, Message } from '../../../shared/model.ts'
import { mayDeleteForMe } from '../../../shared/rules/deletion.ts'
import { copyText } from '../../bridge/copyText.ts'
import { CallFailure, call } from '../../data/call.ts'
import { errorText } from '../../data/errorText.ts'
import { useAppState } from '../../data/useAppState.ts'
import { useT } from '../../i18n/useT.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { showToast } from '../../ui/toastStore.ts'
import { actionsFor, copyableText, type MessageAction } from '../model/rights.ts'
import type { Anchor } from './actions.ts'
import { InfoDialog } from './InfoDialog.tsx'
import { KeptDialog } from './KeptDialog.tsx'
import { MessageMenu } from './MessageMenu.tsx'
import { ReactionPicker } from './ReactionPicker.tsx'

export interface MessageToolsHandle {
  /** Opens the menu of a message. */
  open: (message: Message, anchor: Anchor) => void
}

/** What is open beside the messages, and for which one. */
type Open = 'menu' | 'picker' | 'info' | 'forMe' | 'forEveryone' | 'kept' | null

/** Menu, reaction picker and dialogs of all messages; one of them is open at a time. */
export function MessageTools(props: {
  ref: Ref<MessageToolsHandle>
  place: { chat: Chat; isAdmin: boolean }
  onReply: (message: Message) => void
  onEdit: (message: Message) => void
  onReact: (message: Message, emoji: string) => void
  onSelect: (message: Message) => void
}) {
  const t = useT()
  const { chat, isAdmin } = props.place
  const keepVerified = useAppState(state => state.settings.keepVerified)
  const [open, setOpen] = useState<Open>(null)
  const [subject, setSubject] = useState<{ message: Message; anchor: Anchor } | null>(null)
  const [reason, setReason] = useState<'KEPT_VERIFIED' | 'NOTICE_KEPT'>('KEPT_VERIFIED')
  const [busy, setBusy] = useState(false)
  /** The button that opened the menu is gone then: the message itself takes the focus. */
  const [selecting, setSelecting] = useState(false)
  useImperativeHandle(
    props.ref,
    () => ({
      open: (message, anchor) => {
        setSelecting(false)
        setSubject({ message, anchor })
        setOpen('menu')
      },
    }),
    [],
  )
  if (subject === null) return null
  const { message, anchor } = subject
  const facts = { standing: chat.standing, keepVerified }
  const close = (): void => setOpen(null)

  const say = (code: ErrorCode): void => {
    if (code === 'KEPT_VERIFIED' || code === 'NOTICE_KEPT') {
      setReason(code)
      setOpen('kept')
    } else {
      close()
      showToast({ words: t('conversation.failed', { reason: errorText({ code }, t) }), tone: 'error' })
    }
  }

  const run = async (work: Promise<unknown>, done: string | null): Promise<void> => {
    setBusy(true)
    try {
      await work
      close()
      if (done !== null) showToast({ words: done })
    } catch (error) {
      say(error instanceof CallFailure ? error.code : 'INTERNAL')
    } finally {
      setBusy(false)
    }
  }

  const askToDelete = (next: 'forMe' | 'forEveryone'): void => {
    const decision = mayDeleteForMe(facts, { kind: message.content.kind })
    if (decision.allowed) setOpen(next)
    else say(decision.reason)
  }

  const onAction = (action: MessageAction): void => {
    close()
    switch (action) {
      case 'copy':
        void run(copyText(copyableText(message)), t('common.copied'))
        break
      case 'reply':
        props.onReply(message)
        break
      case 'react':
        setOpen('picker')
        break
      case 'edit':
        props.onEdit(message)
        break
      case 'retry':
        void run(call('messageRetry', { messageId: message.id }), null)
        break
      case 'cancel':
        void run(call('messageCancel', { messageId: message.id }), t('conversation.did.cancelled'))
        break
      case 'info':
        setOpen('info')
        break
      case 'select':
        setSelecting(true)
        props.onSelect(message)
        break
      case 'deleteForMe':
        askToDelete('forMe')
        break
      case 'deleteForEveryone':
        askToDelete('forEveryone')
        break
    }
  }

  const place = { ...facts, iAmGroupAdmin: isAdmin, canWrite: chat.canWrite }
  return (
    <>
      <MessageMenu
        open={open === 'menu'}
        anchor={anchor}
        actions={actionsFor(message, place, Date.now())}
        onAction={onAction}
        focusAfter={selecting ? () => articleOf(message.id) : null}
        onClose={() => setOpen(current => (current === 'menu' ? null : current))}
      />
      <ReactionPicker
        open={open === 'picker'}
        anchor={anchor}
        mine={message.reactions.find(reaction => reaction.fromMe)?.emoji ?? null}
        onPick={emoji => {
          close()
          props.onReact(message, emoji)
        }}
        onClose={() => setOpen(current => (current === 'picker' ? null : current))}
      />
      {open === 'info' ? <InfoDialog message={message} onClose={close} /> : null}
      <ConfirmDialog
        open={open === 'forMe'}
        danger
        busy={busy}
        title={t('conversation.confirm.forMeTitle')}
        description={t('conversation.confirm.forMeText')}
        confirm={t('conversation.actions.deleteForMe')}
        onConfirm={() =>
          void run(call('messageDeleteForMe', { messageId: message.id }), t('conversation.did.messageDeleted'))
        }
        onClose={close}
      />
      <ConfirmDialog
        open={open === 'forEveryone'}
        danger
        busy={busy}
        title={t('conversation.confirm.forEveryoneTitle')}
        description={t('conversation.confirm.forEveryoneText')}
        confirm={t('conversation.actions.deleteForEveryone')}
        onConfirm={() =>
          void run(call('messageDeleteForEveryone', { messageId: message.id }), t('conversation.did.messageDeleted'))
        }
        onClose={close}
      />
      <KeptDialog open={open === 'kept'} reason={reason} onClose={close} />
    </>
  )
}

/** The message as it stands in the list; null when it does not any more. */
function articleOf(messageId: number): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-id="${String(messageId)}"] > article`)
}
