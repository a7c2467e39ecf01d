import { useT } from '../i18n/useT.ts'
import css from './Splash.module.css'

/** Before the first answer of the engine: the frame alone, so that nothing jumps when it comes. */
export function Splash() {
  const t = useT()
  return (
    <div className={css.splash} role="status" aria-label={t('common.loading')}>
      <div className={css.rail} />
      <div className={css.list} />
    </div>
  )
}
