import { Tooltip as Base } from '@base-ui/react/tooltip'
import type { ReactElement, ReactNode } from 'react'
import css from './Tooltip.module.css'
import { useFloatHost } from './useFloatHost.ts'

/** How long the pointer rests before words appear, ms. */
const DELAY = 350

/** Words that appear on hover and on keyboard focus of the one element inside. */
export function Tooltip({
  words,
  children,
  side = 'bottom',
  staysOnClick = false,
}: {
  words: ReactNode
  children: ReactElement
  side?: 'top' | 'bottom' | 'inline-start' | 'inline-end'
  /** A press does not take the words away: for what does nothing itself. */
  staysOnClick?: boolean
}) {
  const { host, follow } = useFloatHost()
  return (
    <Base.Root onOpenChange={follow}>
      <Base.Trigger render={children} delay={DELAY} closeOnClick={!staysOnClick} />
      <Base.Portal container={host}>
        <Base.Positioner side={side} sideOffset={6} collisionPadding={8} className={css.place}>
          <Base.Popup className={css.popup}>{words}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
