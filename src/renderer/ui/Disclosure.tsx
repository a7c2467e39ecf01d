import { ChevronRight } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'
import css from './Disclosure.module.css'

/** A heading that opens and closes what stands below it. `level` is the heading's. */
export function Disclosure(props: { title: string; level: 2 | 3; children: ReactNode }) {
  const [open, setOpen] = useState(false)
  const id = useId()
  const Heading = props.level === 2 ? 'h2' : 'h3'
  return (
    <section className={css.disclosure}>
      <Heading className={css.heading}>
        <button
          type="button"
          className={css.button}
          aria-expanded={open}
          aria-controls={open ? id : undefined}
          onClick={() => setOpen(!open)}
        >
          <ChevronRight aria-hidden data-open={open} />
          <span>{props.title}</span>
        </button>
      </Heading>
      {open ? (
        <div id={id} className={css.body}>
          {props.children}
        </div>
      ) : null}
    </section>
  )
}
