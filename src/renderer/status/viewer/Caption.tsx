import { ChevronDown, ChevronUp } from 'lucide-react'
import { useLayoutEffect, useRef, useState } from 'react'
import { TextBody } from '../../conversation/message/TextBody.tsx'
import type { Mention } from '../../conversation/model/text.ts'
import { useT } from '../../i18n/useT.ts'
import css from './Caption.module.css'

/** What stands below a picture: two lines of it, and the rest when it is asked for. */
export function Caption(props: {
  text: string
  mentions: readonly Mention[]
  open: boolean
  onOpen: (open: boolean) => void
}) {
  const { open } = props
  const t = useT()
  const words = useRef<HTMLDivElement>(null)
  const [isCut, setCut] = useState(false)
  useLayoutEffect(() => {
    const element = words.current
    if (element === null || open) return
    const measure = (): void => setCut(element.scrollHeight > element.clientHeight + 1)
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    measure()
    return () => observer.disconnect()
  }, [open])
  return (
    <div className={css.caption} data-open={open}>
      <div ref={words} className={css.words} dir="auto" tabIndex={open ? 0 : -1}>
        <TextBody text={props.text} mentions={props.mentions} reachable />
      </div>
      {isCut || open ? (
        <button type="button" className={css.more} aria-expanded={open} onClick={() => props.onOpen(!open)}>
          {open ? <ChevronDown aria-hidden /> : <ChevronUp aria-hidden />}
          {t(open ? 'status.viewer.captionLess' : 'status.viewer.captionMore')}
        </button>
      ) : null}
    </div>
  )
}
