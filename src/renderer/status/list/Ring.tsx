import type { ReactNode } from 'react'
import css from './Ring.module.css'
import { arcPath, ringSegments } from './ring.ts'

/** Outer size, and distance of the stroke's middle from the centre, pixels: `.ring` has the same size. */
const SIZE = 48
const RADIUS = 22.5
/** Between two segments: 3 pixels of the circumference. */
const GAP = 3 / (2 * Math.PI * RADIUS)

/** A picture in a ring with a segment per post: those not seen are bold and in colour. Decorative: words say the same. */
export function Ring(props: {
  /** Whether each post was seen, oldest first. */
  seen: readonly boolean[]
  /** The author is muted: nothing calls for being looked at. */
  quiet?: boolean
  children: ReactNode
}) {
  return (
    <span aria-hidden className={css.ring} data-quiet={props.quiet ? '' : undefined}>
      <svg viewBox={`0 0 ${String(SIZE)} ${String(SIZE)}`} aria-hidden="true">
        {ringSegments(props.seen, GAP).map(segment => (
          <path
            key={segment.from}
            className={segment.seen ? css.seen : css.unseen}
            d={arcPath(segment, SIZE / 2, RADIUS)}
          />
        ))}
      </svg>
      {props.children}
    </span>
  )
}
