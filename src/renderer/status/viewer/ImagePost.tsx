import { type Ref, useEffect, useEffectEvent, useImperativeHandle, useRef, useState } from 'react'
import type { StatusPost } from '../../../shared/model.ts'
import { contentText } from '../../../shared/rules/preview.ts'
import { useT } from '../../i18n/useT.ts'
import type { Phase } from './PostView.tsx'
import css from './Stage.module.css'
import { CLICK_SCALE, FITTING, fitted, type Point, panBy, type Size, STEP, type Zoom, zoomAt } from './zoom.ts'

export interface ImageHandle {
  zoom: (way: 'in' | 'out' | 'fit') => void
  /** Enlarges around a place of the window, pixels. */
  closer: (x: number, y: number) => void
  pan: (dx: number, dy: number) => void
}

/** How much a turn of the wheel enlarges, per pixel it would scroll. */
const WHEEL = 1.002

/** An image, which can be looked at closer. */
export function ImagePost(props: {
  post: StatusPost
  source: string | null
  onPhase: (phase: Phase) => void
  onZoomed: (on: boolean) => void
  ref: Ref<ImageHandle>
}) {
  const t = useT()
  const image = useRef<HTMLImageElement>(null)
  const box = useRef<HTMLDivElement>(null)
  const [zoom, setZoom] = useState<Zoom>(FITTING)

  const measure = (): { picture: Size; stage: Size; middle: Point } | null => {
    if (image.current === null || box.current === null) return null
    const rect = box.current.getBoundingClientRect()
    const picture = fitted({ width: image.current.naturalWidth, height: image.current.naturalHeight }, rect)
    return { picture, stage: rect, middle: { x: rect.left + rect.width / 2, y: rect.top + rect.height / 2 } }
  }
  const change = (next: Zoom): void => {
    setZoom(next)
    props.onZoomed(next.scale > 1)
  }
  /** `at`: a place of the window; null: the middle. */
  const by = (factor: number, at: Point | null): void => {
    const sizes = measure()
    if (sizes === null) return
    const { picture, stage, middle } = sizes
    change(
      zoomAt(zoom, factor, at === null ? { x: 0, y: 0 } : { x: at.x - middle.x, y: at.y - middle.y }, picture, stage),
    )
  }
  useImperativeHandle(props.ref, () => ({
    zoom: way => {
      if (way === 'fit') change(FITTING)
      else by(way === 'in' ? STEP : 1 / STEP, null)
    },
    closer: (x, y) => by(CLICK_SCALE, { x, y }),
    pan: (dx, dy) => {
      const sizes = measure()
      if (sizes !== null) change(panBy(zoom, dx, dy, sizes.picture, sizes.stage))
    },
  }))

  const turned = useEffectEvent((event: WheelEvent) => {
    // Not passive: with the control key the browser would enlarge the whole page.
    event.preventDefault()
    by(WHEEL ** -event.deltaY, { x: event.clientX, y: event.clientY })
  })
  useEffect(() => {
    const listener = (event: WheelEvent): void => turned(event)
    const element = box.current
    element?.addEventListener('wheel', listener, { passive: false })
    return () => element?.removeEventListener('wheel', listener)
  }, [])

  const caption = contentText(props.post.content)
  return (
    <div ref={box} className={css.picture}>
      {props.source === null ? null : (
        <img
          ref={image}
          className={css.whole}
          style={{ transform: `translate(${String(zoom.x)}px, ${String(zoom.y)}px) scale(${String(zoom.scale)})` }}
          src={props.source}
          alt={caption === null || caption === '' ? t('content.image') : caption}
          draggable={false}
          onLoad={() => props.onPhase('ready')}
          onError={() => props.onPhase('broken')}
        />
      )}
    </div>
  )
}
