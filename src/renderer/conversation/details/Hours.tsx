import { Clock, DoorClosed, DoorOpen } from 'lucide-react'
import type { OpeningHours } from '../../../shared/model.ts'
import { openState } from '../../../shared/rules/opening-hours.ts'
import { useLanguage, useT } from '../../i18n/useT.ts'
import { useNow } from '../../ui/useNow.ts'
import css from './Details.module.css'
import { momentThere, weekdayThere, weekTable, zoneName } from './weekTable.ts'

/** How often "open now" is looked at again, ms. */
const STEP = 30_000

/** Opening hours in the business' own time zone: whether it is open now, and the week day by day. */
export function Hours({ hours, timeZone }: { hours: readonly OpeningHours[]; timeZone: string | null }) {
  const t = useT()
  const language = useLanguage()
  const now = useNow(STEP)
  const today = timeZone === null ? null : weekdayThere(now, timeZone)
  return (
    <>
      <Now hours={hours} timeZone={timeZone} now={now} />
      <dl className={css.hours}>
        {weekTable(hours, language).map(({ day, name, spans }) => (
          <div key={day} data-today={day === today ? '' : undefined}>
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
          : t('businesses.profile.zone', { zone: zoneName(timeZone, language) })}
      </p>
    </>
  )
}

/** "Open now", and until when; nothing where the time zone is not known. */
function Now(props: { hours: readonly OpeningHours[]; timeZone: string | null; now: number }) {
  const t = useT()
  const language = useLanguage()
  const { timeZone, now } = props
  const state = openState(props.hours, timeZone, now)
  if (state.state === 'unknown' || timeZone === null) return null
  const time = (at: number): string => momentThere(at, now, timeZone, language)
  switch (state.state) {
    case 'open':
      return (
        <p className={css.now}>
          <DoorOpen aria-hidden />
          {state.until === null
            ? t('businesses.profile.open')
            : t('businesses.profile.openUntil', { time: time(state.until) })}
        </p>
      )
    case 'closed':
      return (
        <p className={css.now}>
          <DoorClosed aria-hidden />
          {state.opens === null
            ? t('businesses.profile.closed')
            : t('businesses.profile.opensAt', { time: time(state.opens) })}
        </p>
      )
    case 'appointment':
      return (
        <p className={css.now}>
          <Clock aria-hidden />
          {t('businesses.profile.appointmentToday')}
        </p>
      )
  }
}
