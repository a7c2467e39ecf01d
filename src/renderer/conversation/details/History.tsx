import { useState } from 'react'
import type { StandingChange } from '../../../shared/model.ts'
import { useLanguage, useT } from '../../i18n/useT.ts'
import { Button } from '../../ui/Button.tsx'
import { Isolated, slot } from '../../ui/Isolated.tsx'
import { fullTime } from '../../ui/time.ts'
import css from './Details.module.css'
import { type HistoryLine, historyLines } from './historyLines.ts'

/** So many are shown until more is asked for. */
const FIRST = 5

/** Levels and names of a business over time, and how we know. */
export function History({ history }: { history: readonly StandingChange[] }) {
  const t = useT()
  const [whole, setWhole] = useState(false)
  const lines = historyLines(history)
  const shown = whole ? lines : lines.slice(0, FIRST)
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
      {shown.length < lines.length ? (
        <Button look="quiet" className={css.more} onClick={() => setWhole(true)}>
          {t('businesses.history.more', { count: lines.length - shown.length })}
        </Button>
      ) : null}
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
