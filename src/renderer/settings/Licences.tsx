import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useT } from '../i18n/useT.ts'
import { ErrorState } from '../ui/ErrorState.tsx'
import css from './Settings.module.css'

/** The licences of all packages that went into this build. Loaded only when looked at: the texts are long. */
export function Licences() {
  const t = useT()
  const query = useQuery({ queryKey: ['licences'], queryFn: async () => (await import('virtual:licences')).licences })
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  if (query.data === undefined) return <p role="status">{t('common.loading')}</p>
  return (
    <section className={css.licences} aria-label={t('settings.licences')}>
      <p className={css.hint}>{t('settings.licencesWords', { count: query.data.length })}</p>
      {query.data.map(part => (
        <Licence key={`${part.name}@${part.version}`} {...part} />
      ))}
    </section>
  )
}

function Licence(part: { name: string; version: string; licence: string; text: string }) {
  const [open, setOpen] = useState(false)
  return (
    <details onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>
        <span className={css.licenceName}>
          {part.name} {part.version}
        </span>
        <span className={css.hint}>{part.licence}</span>
      </summary>
      {open ? <pre>{part.text}</pre> : null}
    </details>
  )
}
