import { useT } from '../i18n/useT.ts'
import css from './Splash.module.css'

/** Before the first answer of the engine: the frame alone, so that nothing jumps when it comes. */
export function Splash() {
  const t = useT()
  return (
    <main className={css.splash} aria-busy>
      <h1 className={css.words}>{t('common.loading')}</h1>
      <div className={css.rail} />
      <div className={css.list} />
    </main>
  )
}
