import { useEffect, useRef } from 'react'
import { useT } from '../../i18n/useT.ts'
import { focusSoon } from './focusSoon.ts'
import css from './MediaPost.module.css'
import type { Prepared } from './prepare.ts'
import { finish } from './TextPost.tsx'

/** A picture or video as it will be posted, and its caption. */
export function MediaPost(props: {
  media: Prepared
  address: string
  caption: string
  describedBy: string
  onCaption: (caption: string) => void
  /** Ctrl+Enter. */
  onDone: () => void
}) {
  const { media, address } = props
  const t = useT()
  const field = useRef<HTMLTextAreaElement>(null)
  // What had the focus may have gone with the text; a caption is what comes next.
  useEffect(() => focusSoon(field), [])
  return (
    <>
      <div className={css.stage}>
        {media.kind === 'image' ? (
          <img
            className={css.media}
            src={address}
            width={media.width}
            height={media.height}
            alt={t('status.post.imagePreview')}
          />
        ) : (
          <video
            className={css.media}
            src={address}
            controls
            muted
            playsInline
            aria-label={t('status.post.videoPreview')}
          />
        )}
      </div>
      {media.still ? <p className={css.note}>{t('status.post.still')}</p> : null}
      <textarea
        ref={field}
        rows={2}
        dir="auto"
        className={css.caption}
        aria-label={t('status.post.caption')}
        aria-describedby={props.describedBy}
        placeholder={t('status.post.captionHint')}
        value={props.caption}
        onChange={event => props.onCaption(event.target.value)}
        onKeyDown={event => finish(event, props.onDone)}
      />
    </>
  )
}
