import { ImagePlus } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import { errorText } from '../../data/errorText.ts'
import { useAppState } from '../../data/useAppState.ts'
import { useCall } from '../../data/useCall.ts'
import { useT } from '../../i18n/useT.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { showToast } from '../../ui/toastStore.ts'
import { useStatus } from '../statusStore.ts'
import { AudienceLine } from './AudienceLine.tsx'
import { ConfirmPost } from './ConfirmPost.tsx'
import { focusSoon } from './focusSoon.ts'
import { MAX_POST_CAPTION, MAX_POST_TEXT, NEARLY_FULL_POST } from './limits.ts'
import { firstLook } from './look.ts'
import { MediaPost } from './MediaPost.tsx'
import css from './NewStatus.module.css'
import { PostingBar } from './PostingBar.tsx'
import { TextPost } from './TextPost.tsx'
import { useFile } from './useFile.ts'
import { useFileIntake } from './useFileIntake.ts'
import { type Draft, usePosting } from './usePosting.ts'
import { useWaiting, WaitingLine } from './WaitingLine.tsx'

/** Writes a status update: the dialog that {@link useStatus} opens. */
export function NewStatus() {
  const open = useStatus(state => state.composing)
  // Each opening begins with nothing; until the next one what was written stands there while the dialog fades out.
  const [opening, setOpening] = useState({ open, number: 0 })
  if (opening.open !== open) setOpening({ open, number: opening.number + (open ? 1 : 0) })
  return opening.number === 0 && !open ? null : <Composing key={opening.number} open={open} />
}

function Composing({ open }: { open: boolean }) {
  const t = useT()
  const close = useStatus(state => state.closeComposer)
  const connected = useAppState(state => state.connection.state === 'connected')
  const facts = useCall('statusPosting', open ? {} : null)
  const posting = facts.data ?? null
  const room = useId()
  const field = useRef<HTMLTextAreaElement>(null)
  const picker = useRef<HTMLInputElement>(null)
  /** The text, or the caption of a picture or video. */
  const [text, setText] = useState('')
  const [look, setLook] = useState(firstLook)
  const [asked, setAsked] = useState<'post' | 'discard' | null>(null)
  const { chosen, choose, remove } = useFile()
  const { state, post, cancel, forget } = usePosting(() => {
    showToast({ words: t(connected ? 'status.post.posted' : 'status.post.postedLater') })
    close()
  })
  const busy = state.at === 'uploading' || state.at === 'posting'
  const waiting = useWaiting(posting)
  const over = useFileIntake(open && !busy && asked === null, file => void choose(file))

  const media = chosen.state === 'ready' ? chosen : null
  const left = (media === null ? MAX_POST_TEXT : MAX_POST_CAPTION) - text.trim().length
  const written = text.trim() !== '' || media !== null
  const complete = left >= 0 && (media !== null || (text.trim() !== '' && chosen.state !== 'preparing'))
  const ready = complete && !busy && waiting.how === 'ready' && (posting?.receiving ?? 0) > 0

  const draft = (): Draft =>
    media === null ? { kind: 'text', text, ...look } : { kind: 'media', media: media.media, caption: text }
  const ask = (): void => {
    if (ready) setAsked('post')
  }
  const leave = (): void => {
    // It is too late to take it back, and over in a moment.
    if (state.at === 'posting') return
    if (written || busy) setAsked('discard')
    else close()
  }
  const change = (next: string): void => {
    setText(next)
    forget()
  }

  return (
    <Dialog
      open={open}
      onClose={leave}
      title={t('status.post.title')}
      size="medium"
      initialFocus={field}
      actions={
        busy ? (
          <PostingBar state={state} onCancel={cancel} />
        ) : (
          <>
            <WaitingLine posting={posting} waiting={waiting} />
            <Button onClick={leave}>{t('common.cancel')}</Button>
            <Button look="primary" disabled={!ready} onClick={ask}>
              {state.at === 'failed' ? t('common.tryAgain') : t('status.post.post')}
            </Button>
          </>
        )
      }
    >
      <div className={css.body} inert={busy}>
        {media === null ? (
          <TextPost
            text={text}
            look={look}
            field={field}
            describedBy={room}
            onText={change}
            onLook={setLook}
            onDone={ask}
          />
        ) : (
          <MediaPost
            media={media.media}
            address={media.address}
            caption={text}
            describedBy={room}
            onCaption={change}
            onDone={ask}
          />
        )}
        <div className={css.files}>
          <Button
            icon={<ImagePlus aria-hidden />}
            busy={chosen.state === 'preparing'}
            onClick={() => picker.current?.click()}
          >
            {chosen.state === 'preparing'
              ? t('status.post.preparing')
              : t(media === null ? 'status.post.addFile' : 'status.post.otherFile')}
          </Button>
          {media === null ? (
            <span className={css.hint}>{t('status.post.addFileHint')}</span>
          ) : (
            <Button
              look="quiet"
              onClick={() => {
                remove()
                focusSoon(field)
              }}
            >
              {t('status.post.removeFile')}
            </Button>
          )}
          <span id={room} role="status" className={css.room} data-over={left < 0 ? '' : undefined}>
            {left < 0
              ? t('status.post.tooLong', { count: -left })
              : left <= NEARLY_FULL_POST
                ? t('status.post.left', { count: left })
                : null}
          </span>
          <input
            ref={picker}
            type="file"
            hidden
            accept="image/*,video/mp4"
            onChange={event => {
              const file = event.target.files?.[0]
              if (file !== undefined) void choose(file)
              // The same file may be chosen once more.
              event.target.value = ''
            }}
          />
        </div>
        <div role="alert" className={css.wrong}>
          {chosen.state === 'refused' ? <p>{t(`status.post.refused.${chosen.why}`)}</p> : null}
          {state.at === 'failed' ? (
            <p>
              {t('status.post.failed')} {errorText({ code: state.code }, t)}
            </p>
          ) : null}
        </div>
        <AudienceLine
          posting={posting}
          error={posting === null ? facts.error : null}
          onRetry={() => void facts.refetch()}
        />
      </div>
      {over ? <p className={css.drop}>{t('status.post.drop')}</p> : null}
      <ConfirmPost
        open={asked === 'post'}
        receiving={posting?.receiving ?? 0}
        onConfirm={() => {
          setAsked(null)
          void post(draft())
        }}
        onClose={() => setAsked(null)}
      />
      <ConfirmDialog
        open={asked === 'discard'}
        danger
        title={t('status.post.discardTitle')}
        description={t('status.post.discardWords')}
        confirm={t('status.post.discard')}
        onConfirm={() => {
          cancel()
          close()
        }}
        onClose={() => setAsked(null)}
      />
    </Dialog>
  )
}
