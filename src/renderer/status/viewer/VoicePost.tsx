import { Pause, Play } from 'lucide-react'
import { useRef, useState } from 'react'
import type { StatusPost } from '../../../shared/model.ts'
import { useT } from '../../i18n/useT.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import type { Phase } from './PostView.tsx'
import type { Progress } from './progress.ts'
import { textFace } from './textFace.ts'
import { usePlaying } from './usePlaying.ts'
import css from './VoicePost.module.css'

/** A voice: who speaks, and for how long. */
export function VoicePost(props: {
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
  const { post } = props
  const t = useT()
  const audio = useRef<HTMLAudioElement>(null)
  const { content } = post
  const told = content.kind === 'voice' ? content.media.duration : null
  const [real, setReal] = useState<number | null>(null)
  const events = usePlaying(audio, props.source, props.running, props.progress, told, props.onPhase, props.onRefused)
  const face = textFace(post.backgroundArgb, null)
  const seconds = real ?? told
  return (
    <div className={css.voice} style={{ background: face.background, color: face.ink }}>
      <span className={css.avatar}>
        <Avatar seed={post.author.id} name={post.author.name} size={112} />
        <span className={css.disc} aria-hidden>
          {props.running ? <Pause /> : <Play />}
        </span>
      </span>
      <span className={css.words}>
        {seconds === null ? t('content.voice') : `${t('content.voice')} · ${lengthWords(seconds)}`}
      </span>
      {props.source === null ? null : (
        <audio
          ref={audio}
          src={props.source}
          muted={props.silent}
          preload="auto"
          {...events}
          onLoadedMetadata={({ currentTarget: { duration } }) => {
            if (Number.isFinite(duration)) setReal(duration)
          }}
          onEnded={() => {
            props.progress.set(1)
            props.onOver()
          }}
        />
      )}
    </div>
  )
}

/** Minutes and seconds, e.g. `0:07`. */
function lengthWords(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds))
  return `${String(Math.floor(whole / 60))}:${String(whole % 60).padStart(2, '0')}`
}
