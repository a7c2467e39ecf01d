import type { OpeningHours } from '../../../shared/model.ts'
import { useLanguage, useT } from '../../i18n/useT.ts'
import css from './Details.module.css'
import { weekTable } from './weekTable.ts'

/** Opening hours, day by day, in the business' own time zone. */
export function Hours({ hours, timeZone }: { hours: readonly OpeningHours[]; timeZone: string | null }) {
  const t = useT()
  const language = useLanguage()
  return (
    <>
      <dl className={css.hours}>
        {weekTable(hours, language).map(({ day, name, spans }) => (
          <div key={day}>
            <dt>{name}</dt>
            <dd>
              {spans.length === 0
                ? t('businesses.profile.closedDay')
                : spans.map((span, index) => (
                    <span key={`span-${String(index)}`}>
                      {span === 'allDay' || span === 'appointment' ? t(`businesses.profile.${span}`) : span}
                    </span>
                  ))}
            </dd>
          </div>
        ))}
      </dl>
      <p className={css.small}>
        {timeZone === null
          ? t('businesses.profile.zoneUnknown')
          : t('businesses.profile.zone', { zone: timeZone.replaceAll('_', ' ') })}
      </p>
    </>
  )
}
