import type { StandingChange } from '../../../shared/model.ts'
import { useLanguage, useT } from '../../i18n/useT.ts'
import { Isolated, slot } from '../../ui/Isolated.tsx'
import { fullTime } from '../../ui/time.ts'
import css from './Details.module.css'
import { type HistoryLine, historyLines } from './historyLines.ts'
import { useFew } from './useFew.tsx'

/** Levels and names of a business over time, and how we know. */
export function History({ history }: { history: readonly StandingChange[] }) {
  const t = useT()
  const lines = historyLines(history)
  const { shown, more } = useFew(lines)
  return (
    <section className={css.part}>
      <h3 className={css.heading}>{t('businesses.history.title')}</h3>
      {lines.length === 0 ? (
        <p className={css.faint}>{t('businesses.history.none')}</p>
      ) : (
        <ol className={css.history} aria-label={t('businesses.history.title')}>
          {shown.map((line, index) => (
            // Of the same moment there may be several.
            <li key={`${String(line.at)}-${String(lines.length - index)}`} data-standing={line.standing}>
              <Entry line={line} />
            </li>
          ))}
        </ol>
      )}
      {more}
    </section>
  )
}

function Entry({ line }: { line: HistoryLine }) {
  const t = useT()
  const language = useLanguage()
  return (
    <>
      <p className={css.strong}>{t(`businesses.history.standing.${line.standing}`)}</p>
      {line.lost === null ? null : <p>{t(`businesses.history.was.${line.lost}`)}</p>}
      {line.name === null ? null : (
        <p>
          <Isolated
            words={
              line.before === null
                ? t('businesses.history.called', { name: slot(0) })
                : t('businesses.history.renamed', { name: slot(0), before: slot(1) })
            }
            parts={[line.name, line.before ?? '']}
          />
        </p>
      )}
      {line.reader === null ? null : <p>{t(`businesses.history.reader.${line.reader}`)}</p>}
      <p className={css.small}>
        <time dateTime={new Date(line.at).toISOString()}>{fullTime(line.at, language)}</time>
        {' · '}
        {t(`businesses.history.source.${line.source}`)}
      </p>
    </>
  )
}
