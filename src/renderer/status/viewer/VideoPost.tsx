import { useRef } from 'react'
import type { StatusPost } from '../../../shared/model.ts'
import { contentText } from '../../../shared/rules/preview.ts'
import { useT } from '../../i18n/useT.ts'
import type { Phase } from './PostView.tsx'
import type { Progress } from './progress.ts'
import css from './Stage.module.css'
import { usePlaying } from './usePlaying.ts'

/** A video, or a GIF, which has no sound. It is shown for as long as it lasts. */
export function VideoPost(props: {
  post: StatusPost
  source: string | null
  running: boolean
  silent: boolean
  progress: Progress
  onPhase: (phase: Phase) => void
  /** It may not begin by itself. */
  onRefused: () => void
  onOver: () => void
}) {
  const t = useT()
  const video = useRef<HTMLVideoElement>(null)
  const { content } = props.post
  const told = content.kind === 'video' || content.kind === 'gif' ? content.media.duration : null
  const events = usePlaying(video, props.source, props.running, props.progress, told, props.onPhase, props.onRefused)
  if (props.source === null) return null
  const caption = contentText(content)
  return (
    <video
      ref={video}
      className={css.whole}
      src={props.source}
      muted={props.silent || content.kind === 'gif'}
      preload="auto"
      playsInline
      disablePictureInPicture
      aria-label={caption === null || caption === '' ? t('content.video') : caption}
      {...events}
      onEnded={() => {
        props.progress.set(1)
        props.onOver()
      }}
    />
  )
}
