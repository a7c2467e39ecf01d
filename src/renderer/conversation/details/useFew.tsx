import { type ReactNode, useState } from 'react'
import { useT } from '../../i18n/useT.ts'
import { Button } from '../../ui/Button.tsx'
import css from './Details.module.css'

/** So many stand there until more is asked for. */
const FEW = 5

/** The first few of a list, and the button that shows the rest; null where that is all. */
export function useFew<T>(items: readonly T[]): { shown: readonly T[]; more: ReactNode } {
  const t = useT()
  const [whole, setWhole] = useState(false)
  // One more takes no more room than the button would.
  const rest = whole || items.length <= FEW + 1 ? 0 : items.length - FEW
  return {
    shown: rest === 0 ? items : items.slice(0, FEW),
    more:
      rest === 0 ? null : (
        <Button look="quiet" className={css.more} onClick={() => setWhole(true)}>
          {t('businesses.showMore', { count: rest })}
        </Button>
      ),
  }
}
