import { TriangleAlert } from 'lucide-react'
import type { PersonLine } from '../../shared/model.ts'
import { NotThe } from '../conversation/warning/NotThe.tsx'
import css from './ImpostorMark.module.css'

/** In a row of the list, before the last message: whom this sender is not. */
export function ImpostorMark({ imitated }: { imitated: PersonLine }) {
  return (
    <span className={css.mark}>
      <TriangleAlert aria-hidden />
      <span className={css.words}>
        <NotThe imitated={imitated} />
      </span>
    </span>
  )
}
