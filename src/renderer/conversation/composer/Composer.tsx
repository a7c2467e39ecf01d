import { Check, Pencil, Reply, SendHorizontal, X } from 'lucide-react'
import { type KeyboardEvent, type Ref, useEffect, useImperativeHandle, useLayoutEffect, useRef, useState } from 'react'
import type { Chat, Message } from '../../../shared/model.ts'
import { call } from '../../data/call.ts'
import { errorText } from '../../data/errorText.ts'
import { useEvents } from '../../data/events.ts'
import { useAppState } from '../../data/useAppState.ts'
import { useT } from '../../i18n/useT.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Isolated, slot } from '../../ui/Isolated.tsx'
import { Named } from '../../ui/Named.tsx'
import { showToast } from '../../ui/toastStore.ts'
import { spokenText } from '../message/spokenText.ts'
import { MAX_MESSAGE, NEARLY_FULL } from '../model/limits.ts'
import { BlockedNote } from './BlockedNote.tsx'
import css from './Composer.module.css'
import { isReplyGone } from './replyGone.ts'
import { createTypingSignal } from './typingSignal.ts'
import { Unlinked } from './Unlinked.tsx'
import { useDraft } from './useDraft.ts'

/** What is being done with the text: a new message, perhaps an answer to another, or a change of one's own. */
export type Mode = { do: 'write'; replyTo: Message | null } | { do: 'edit'; message: Message }

export interface ComposerHandle {
  focus: () => void
}

/** Where messages are written. */
export function Composer(props: {
  chat: Chat
  mode: Mode
  onMode: (mode: Mode) => void
  /** The engine has taken the message. */
  onSent: (message: Message) => void
  /** One's own newest message that may still be changed. */
  lastEditable: () => Message | null
  /** Escape with nothing to cancel here. */
  onEscape: () => void
  ref: Ref<ComposerHandle>
}) {
  const { chat, mode, onMode } = props
  const t = useT()
  const enterSends = useAppState(state => state.settings.enterSends)
  const linked = useAppState(state => state.connection.state !== 'unlinked')
  const field = useRef<HTMLTextAreaElement>(null)
  const unblock = useRef<HTMLButtonElement>(null)
  const [text, setText] = useState('')
  /** The text of the new message while another one is being edited. */
  const [aside, setAside] = useState('')
  const [busy, setBusy] = useState(false)
  const touched = useRef(false)
  const draft = useDraft(chat.id, (restoredText, replyTo) => {
    if (touched.current || mode.do === 'edit') return
    setText(restoredText)
    if (replyTo !== null) onMode({ do: 'write', replyTo })
  })
  const [typing] = useState(() =>
    createTypingSignal(on => {
      call('chatTyping', { chatId: chat.id, on }).catch(() => {})
    }),
  )
  useEffect(() => typing.stop, [typing])
  useImperativeHandle(props.ref, () => ({ focus: () => (field.current ?? unblock.current)?.focus() }), [])

  const editingId = mode.do === 'edit' ? mode.message.id : null
  const [shownId, setShownId] = useState(editingId)
  if (editingId !== shownId) {
    setShownId(editingId)
    if (shownId === null) setAside(text)
    setText(mode.do === 'edit' && mode.message.content.kind === 'text' ? mode.message.content.text : aside)
  }
  const replyId = mode.do === 'write' ? (mode.replyTo?.id ?? null) : null
  useEffect(() => {
    if (editingId !== null || replyId !== null) field.current?.focus()
  }, [editingId, replyId])

  useLayoutEffect(() => {
    const element = field.current
    if (element === null || text.length > MAX_MESSAGE * 2) return
    // Measured from nothing, so that it shrinks as well; the module's max-block-size holds it at eight lines.
    element.style.blockSize = 'auto'
    // The height of its content, and the borders: without them it would scroll by two pixels.
    element.style.blockSize = `${String(element.scrollHeight + element.offsetHeight - element.clientHeight)}px`
  }, [text])

  const trimmed = text.trim()
  const left = MAX_MESSAGE - trimmed.length
  const ready = trimmed !== '' && left >= 0 && !busy

  const change = (next: string): void => {
    touched.current = true
    setText(next)
    if (mode.do === 'write') draft.keep({ text: next, replyTo: replyId })
    if (next.trim() === '') typing.stop()
    else typing.key()
  }

  const setMode = (next: Mode): void => {
    touched.current = true
    if (next.do === 'write' && mode.do === 'write') draft.keep({ text, replyTo: next.replyTo?.id ?? null })
    onMode(next)
    field.current?.focus()
  }
  useEffect(() => {
    if (replyId !== null && touched.current) draft.keep({ text: field.current?.value ?? '', replyTo: replyId })
  }, [draft, replyId])

  const replying = useRef(replyId)
  useEffect(() => {
    replying.current = replyId
  }, [replyId])
  useEvents(events => {
    const replied = mode.do === 'write' ? mode.replyTo : null
    if (replied === null) return
    const look = async (): Promise<void> => {
      const gone = await isReplyGone(replied, events, messageIds => call('messagesGet', { messageIds }))
      // Another reply may have been begun, or this one sent, meanwhile.
      if (!gone || replying.current !== replied.id) return
      onMode({ do: 'write', replyTo: null })
      draft.keep({ text: field.current?.value ?? '', replyTo: null })
      showToast({ words: t('conversation.notFound') })
    }
    void look()
  })

  const write = async (): Promise<void> => {
    typing.stop()
    const replied = mode.do === 'write' ? mode.replyTo : null
    setText('')
    touched.current = true
    onMode({ do: 'write', replyTo: null })
    draft.keep({ text: '', replyTo: null })
    draft.flush()
    try {
      props.onSent(await call('messageSend', { chatId: chat.id, text: trimmed, replyTo: replyId }))
    } catch (error) {
      // Not even the outbox has it: back to where it can be sent again, before what was written since.
      setText(since => (since === '' ? trimmed : `${trimmed}\n${since}`))
      if (replied !== null) onMode({ do: 'write', replyTo: replied })
      draft.keep({ text: trimmed, replyTo: replyId })
      showToast({ words: t('conversation.composer.notAccepted', { reason: errorText(error, t) }), tone: 'error' })
    }
  }

  const edit = async (message: Message): Promise<void> => {
    if (message.content.kind === 'text' && message.content.text === trimmed) {
      onMode({ do: 'write', replyTo: null })
      return
    }
    setBusy(true)
    typing.stop()
    try {
      await call('messageEdit', { messageId: message.id, text: trimmed })
      onMode({ do: 'write', replyTo: null })
    } catch (error) {
      showToast({ words: t('conversation.composer.notAccepted', { reason: errorText(error, t) }), tone: 'error' })
    } finally {
      setBusy(false)
      field.current?.focus()
    }
  }

  const submit = (): void => {
    if (!ready) return
    if (mode.do === 'edit') void edit(mode.message)
    else void write()
  }

  const onKeyDown = (event: KeyboardEvent): void => {
    // Enter and Escape belong to the input method while it composes; 229 is how older engines say so.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    const command = event.ctrlKey || event.metaKey
    if (event.key === 'Enter' && !event.shiftKey && !event.altKey && command !== enterSends) {
      event.preventDefault()
      submit()
    } else if (event.key === 'Escape') {
      event.preventDefault()
      if (mode.do === 'edit' || mode.replyTo !== null) setMode({ do: 'write', replyTo: null })
      else props.onEscape()
    } else if (event.key === 'ArrowUp' && text === '' && mode.do === 'write' && mode.replyTo === null && !command) {
      const message = props.lastEditable()
      if (message === null) return
      event.preventDefault()
      setMode({ do: 'edit', message })
    }
  }

  if (chat.blocked) return <BlockedNote ref={unblock} chat={chat} onEscape={props.onEscape} />
  if (!chat.canWrite) {
    return (
      <p className={css.closed}>
        {chat.kind === 'group' ? t('conversation.composer.cannotWrite') : t('conversation.composer.cannotWriteDirect')}
      </p>
    )
  }
  if (!linked) return <Unlinked />
  return (
    <form
      className={css.composer}
      onSubmit={event => {
        event.preventDefault()
        submit()
      }}
    >
      <Bar mode={mode} onCancel={() => setMode({ do: 'write', replyTo: null })} />
      <div className={css.line}>
        <textarea
          ref={field}
          className={css.field}
          rows={1}
          dir="auto"
          aria-label={t('conversation.composer.message')}
          placeholder={t('conversation.composer.placeholder')}
          title={enterSends ? t('conversation.composer.hintEnter') : t('conversation.composer.hintCtrl')}
          spellCheck
          value={text}
          onChange={event => change(event.target.value)}
          onKeyDown={onKeyDown}
          onBlur={typing.stop}
        />
        <IconButton
          type="submit"
          className={css.send ?? ''}
          label={mode.do === 'edit' ? t('conversation.composer.save') : t('conversation.composer.send')}
          icon={mode.do === 'edit' ? <Check aria-hidden /> : <SendHorizontal aria-hidden data-flip />}
          aria-disabled={!ready}
        />
      </div>
      {left <= NEARLY_FULL ? (
        <p className={css.room} data-over={left < 0} role="status">
          {left >= 0
            ? t('conversation.composer.left', { count: left })
            : t('conversation.composer.tooLong', { count: -left })}
        </p>
      ) : null}
    </form>
  )
}

function Bar({ mode, onCancel }: { mode: Mode; onCancel: () => void }) {
  const t = useT()
  const message = mode.do === 'edit' ? mode.message : mode.replyTo
  if (message === null) return null
  const title =
    mode.do === 'edit'
      ? t('conversation.composer.editing')
      : message.fromMe
        ? t('conversation.composer.replyToYou')
        : t('conversation.composer.replyTo', { name: slot(0) })
  return (
    <div className={css.bar}>
      {mode.do === 'edit' ? <Pencil aria-hidden /> : <Reply aria-hidden data-flip />}
      <span className={css.barWords}>
        <span className={css.barTitle}>
          <Isolated words={title} parts={[<Named key="author" person={message.author} />]} />
        </span>
        <span className={css.barText} dir="auto">
          {spokenText(message, t)}
        </span>
      </span>
      <IconButton
        label={mode.do === 'edit' ? t('conversation.composer.cancelEdit') : t('conversation.composer.cancelReply')}
        icon={<X aria-hidden />}
        onClick={onCancel}
      />
    </div>
  )
}
