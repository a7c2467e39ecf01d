import { CircleDashed } from 'lucide-react'
import { type PointerEvent, type Ref, type RefObject, useImperativeHandle, useRef } from 'react'
import type { StatusPost } from '../../../shared/model.ts'
import { hasShownFile } from '../../../shared/rules/statuses.ts'
import { useT } from '../../i18n/useT.ts'
import { cx } from '../../ui/cx.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Caption } from './Caption.tsx'
import { FileNote } from './FileNote.tsx'
import { type ImageHandle, ImagePost } from './ImagePost.tsx'
import type { Phase } from './PostView.tsx'
import type { Progress } from './progress.ts'
import css from './Stage.module.css'
import frame from './StatusViewer.module.css'
import { spokenPost } from './spokenPost.ts'
import { TextPost } from './TextPost.tsx'
import { UnshownPost } from './UnshownPost.tsx'
import { useMediaAddress } from './useMediaAddress.ts'
import { VideoPost } from './VideoPost.tsx'
import { VoicePost } from './VoicePost.tsx'

export interface StageHandle {
  zoom: (way: 'in' | 'out' | 'fit') => void
}

/** A press that lasts longer holds the post and leads nowhere, ms. */
const HOLD = 200
/** A pointer that moved further has not tapped, pixels. */
const TAP = 10

/**
 * The post itself. A tap on the side where one begins to read leads back, on the other side on; in the middle it looks closer
 * at an image, and stops everything else. A press that lasts holds the post. The buttons and keys do the same.
 */
export function Stage(props: {
  stage: RefObject<HTMLDivElement | null>
  post: StatusPost
  /** It is over, and not shown any longer. */
  gone: boolean
  phase: Phase
  running: boolean
  silent: boolean
  zoomed: boolean
  captionOpen: boolean
  progress: Progress
  onPhase: (phase: Phase) => void
  onRefused: () => void
  onOver: () => void
  onPressed: (on: boolean) => void
  onZoomed: (on: boolean) => void
  onCaption: (open: boolean) => void
  onMove: (by: 1 | -1) => void
  onToggle: () => void
  ref: Ref<StageHandle>
}) {
  const { post, phase, onPressed, onMove } = props
  const t = useT()
  const address = useMediaAddress()
  const image = useRef<ImageHandle>(null)
  const press = useRef<{ pointer: number; at: number; x: number; y: number; moved: boolean } | null>(null)
  useImperativeHandle(props.ref, () => ({ zoom: way => image.current?.zoom(way) }))

  const down = (event: PointerEvent<HTMLDivElement>): void => {
    const { target } = event
    if (event.button !== 0 || (target instanceof Element && target.closest('a, button') !== null)) return
    event.currentTarget.setPointerCapture(event.pointerId)
    press.current = { pointer: event.pointerId, at: event.timeStamp, x: event.clientX, y: event.clientY, moved: false }
    onPressed(true)
  }
  const moved = (event: PointerEvent<HTMLDivElement>): void => {
    const begun = press.current
    if (begun === null || begun.pointer !== event.pointerId) return
    if (Math.hypot(event.clientX - begun.x, event.clientY - begun.y) > TAP) begun.moved = true
    if (begun.moved && props.zoomed) image.current?.pan(event.movementX, event.movementY)
  }
  const up = (event: PointerEvent<HTMLDivElement>): void => {
    const begun = press.current
    if (begun === null || begun.pointer !== event.pointerId) return
    press.current = null
    onPressed(false)
    if (event.type === 'pointercancel' || begun.moved || event.timeStamp - begun.at > HOLD) return
    const box = event.currentTarget.getBoundingClientRect()
    const part = (event.clientX - box.left) / box.width
    const way = document.documentElement.dir === 'rtl' ? 1 - part : part
    if (props.zoomed) image.current?.zoom('fit')
    else if (way < 1 / 3) onMove(-1)
    else if (way > 2 / 3) onMove(1)
    else if (post.content.kind === 'image' && phase === 'ready') image.current?.closer(event.clientX, event.clientY)
    else props.onToggle()
  }

  const source = post.media.state === 'here' && post.mediaId !== null ? (address?.(post.mediaId) ?? null) : null
  const shared = {
    post,
    source: phase === 'broken' ? null : source,
    running: props.running,
    silent: props.silent,
    progress: props.progress,
    onPhase: props.onPhase,
    onRefused: props.onRefused,
    onOver: props.onOver,
  }
  const { kind } = post.content
  const caption = captionOf(post)
  return (
    <section
      ref={props.stage}
      tabIndex={-1}
      aria-label={props.gone ? t('status.viewer.over') : t('status.viewer.post', { text: spokenPost(post, t) })}
      className={cx(frame.stage, css.stage)}
      data-zoomed={props.zoomed}
      onPointerDown={down}
      onPointerMove={moved}
      onPointerUp={up}
      onPointerCancel={up}
    >
      {props.gone ? (
        <EmptyState icon={<CircleDashed aria-hidden />} title={t('status.viewer.over')} />
      ) : !hasShownFile(kind) ? (
        kind === 'text' ? (
          <TextPost key={post.id} post={post} />
        ) : (
          <UnshownPost post={post} />
        )
      ) : (
        <>
          {post.thumbnail === null || kind === 'voice' ? null : (
            <img
              className={css.thumbnail}
              data-alone={phase !== 'ready'}
              src={`data:image/jpeg;base64,${post.thumbnail}`}
              alt=""
              draggable={false}
            />
          )}
          {kind === 'image' ? (
            <ImagePost key={post.id} ref={image} {...shared} onZoomed={props.onZoomed} />
          ) : kind === 'voice' ? (
            <VoicePost key={post.id} {...shared} />
          ) : (
            <VideoPost key={post.id} {...shared} />
          )}
          {phase === 'ready' ? null : <FileNote key={post.id} post={post} phase={phase} onPhase={props.onPhase} />}
        </>
      )}
      {caption === null || props.zoomed || props.gone ? null : (
        <Caption
          key={post.id}
          text={caption}
          mentions={post.mentions}
          open={props.captionOpen}
          onOpen={props.onCaption}
        />
      )}
    </section>
  )
}

function captionOf({ content }: StatusPost): string | null {
  switch (content.kind) {
    case 'image':
    case 'video':
    case 'gif':
      return content.caption === '' ? null : content.caption
    default:
      return null
  }
}
