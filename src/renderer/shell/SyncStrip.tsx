import { useAppState } from '../data/useAppState.ts'
import { useLanguage, useT } from '../i18n/useT.ts'
import { ProgressBar } from '../ui/ProgressBar.tsx'
import { useHeld } from '../ui/useHeld.ts'
import css from './SyncStrip.module.css'

/** How far the history from the phone has come. Nothing when none is arriving. */
export function SyncStrip() {
  const t = useT()
  const language = useLanguage()
  const sync = useHeld(useAppState(state => state.sync))
  const linked = useHeld(useAppState(state => state.connection.state !== 'unlinked'))
  // What was left when the link ended does not come any more.
  if (sync.state === 'idle' || !linked) return null
  const number = new Intl.NumberFormat(language)
  return (
    <section className={css.strip}>
      <p className={css.title}>
        <span>{t('sync.title')}</span>
        <span className={css.number}>{t('sync.percent', { percent: Math.round(sync.percent) })}</span>
      </p>
      <ProgressBar label={t('sync.label')} percent={sync.percent} />
      <p className={css.amount}>
        {t('sync.amount', {
          messages: t('sync.messages', { count: sync.messages, formatted: number.format(sync.messages) }),
          chats: t('sync.chats', { count: sync.chats, formatted: number.format(sync.chats) }),
        })}
      </p>
    </section>
  )
}
