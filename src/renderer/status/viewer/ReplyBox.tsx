import { SendHorizontal } from 'lucide-react'
import {
  type FocusEvent,
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import type { StatusPost } from '../../../shared/model.ts'
import { MAX_MESSAGE } from '../../conversation/model/limits.ts'
import { errorText } from '../../data/errorText.ts'
import { useAppState } from '../../data/useAppState.ts'
import { useCommand } from '../../data/useCall.ts'
import { useT } from '../../i18n/useT.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { showToast } from '../../ui/toastStore.ts'
import css from './ReplyBox.module.css'

/** The eight that a press is enough for. */
const QUICK = ['😂', '😮', '😍', '😢', '👏', '🔥', '🎉', '💯'] as const

/** Where an update is answered: a direct message to its author, which quotes it. */
export function ReplyBox(props: {
  field: RefObject<HTMLTextAreaElement | null>
  post: StatusPost
  /** What was begun, by post. */
  drafts: Map<number, string>
  /** Something is being written, or is about to be. */
  onWriting: (on: boolean) => void
  /** It was sent: the update goes on. */
  onDone: () => void
}) {
  const { field, post, drafts } = props
  const t = useT()
  const [text, setText] = useState(() => drafts.get(post.id) ?? '')
  const [failure, setFailure] = useState<string | null>(null)
  const enterSends = useAppState(state => state.settings.enterSends)
  const linked = useAppState(state => state.connection.state !== 'unlinked')
  const send = useCommand('statusReply', { quiet: true })
  const sender = useRef<HTMLButtonElement>(null)
  const trimmed = text.trim()
  const ready = trimmed !== '' && trimmed.length <= MAX_MESSAGE && !send.isPending

  const left = useEffectEvent(() => props.onWriting(false))
  useEffect(() => {
    if (!linked) return
    // A field that goes with the focus in it tells nobody.
    return () => left()
  }, [linked])

  useLayoutEffect(() => {
    const element = field.current
    if (element === null || text.length > MAX_MESSAGE * 2) return
    // Measured from nothing, so that it shrinks as well; the module holds it at four lines.
    element.style.blockSize = 'auto'
    element.style.blockSize = `${String(element.scrollHeight + element.offsetHeight - element.clientHeight)}px`
  }, [text, field])

  const change = (next: string): void => {
    setText(next)
    setFailure(null)
    if (next === '') drafts.delete(post.id)
    else drafts.set(post.id, next)
  }

  const reply = async (words: string): Promise<boolean> => {
    setFailure(null)
    try {
      await send.mutateAsync({ statusId: post.id, text: words })
      showToast({ words: t('status.viewer.reply.sent') })
      return true
    } catch (error) {
      setFailure(t('status.viewer.reply.failed', { reason: errorText(error, t) }))
      return false
    }
  }
  const submit = async (): Promise<void> => {
    if (!ready || !(await reply(trimmed))) return
    change('')
    props.onDone()
  }

  // From what is written to the button that sends it, or to another window, nobody has left.
  const onBlur = ({ currentTarget, relatedTarget }: FocusEvent): void => {
    const { activeElement } = document
    if (activeElement === currentTarget || (relatedTarget !== null && isWithin(relatedTarget))) return
    props.onWriting(false)
  }
  const isWithin = (element: EventTarget): boolean => element === field.current || element === sender.current

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    const command = event.ctrlKey || event.metaKey
    if (event.key !== 'Enter' || event.shiftKey || event.altKey || command === enterSends) return
    event.preventDefault()
    void submit()
  }

  if (!linked) return <p className={css.closed}>{t('conversation.composer.notLinked')}</p>
  return (
    <form
      className={css.reply}
      onSubmit={event => {
        event.preventDefault()
        void submit()
      }}
    >
      <fieldset className={css.quick} aria-label={t('status.viewer.reply.quick')}>
        {QUICK.map(emoji => (
          <button
            key={emoji}
            type="button"
            className={css.emoji}
            aria-label={t('status.viewer.reply.with', { emoji })}
            onClick={() => {
              if (!send.isPending) void reply(emoji)
            }}
          >
            <span aria-hidden>{emoji}</span>
          </button>
        ))}
      </fieldset>
      <div className={css.line}>
        <textarea
          ref={field}
          className={css.field}
          rows={1}
          dir="auto"
          aria-label={t('status.viewer.reply.label')}
          placeholder={t('status.viewer.reply.label')}
          title={enterSends ? t('conversation.composer.hintEnter') : t('conversation.composer.hintCtrl')}
          spellCheck
          value={text}
          onChange={event => change(event.target.value)}
          onKeyDown={onKeyDown}
          onFocus={() => props.onWriting(true)}
          onBlur={onBlur}
        />
        <IconButton
          ref={sender}
          onBlur={onBlur}
          type="submit"
          label={t('conversation.composer.send')}
          icon={<SendHorizontal aria-hidden data-flip />}
          aria-disabled={!ready}
        />
      </div>
      {failure === null ? null : (
        <p role="alert" className={css.failure}>
          {failure}
        </p>
      )}
    </form>
  )
}
