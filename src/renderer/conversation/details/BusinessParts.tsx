import { LoaderCircle } from 'lucide-react'
import type { BusinessDetails, Standing } from '../../../shared/model.ts'
import { useLanguage, useT } from '../../i18n/useT.ts'
import { Button } from '../../ui/Button.tsx'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { longDate } from '../../ui/time.ts'
import css from './Details.module.css'
import { History } from './History.tsx'
import { Profile } from './Profile.tsx'
import { Codes, Tickets } from './Shared.tsx'
import { type BusinessRefresh, useBusinessRefresh } from './useBusinessRefresh.ts'

/** What there is to say of a business, and of somebody who was one: standing, readers, what it sent, profile, history. */
export function BusinessParts(props: { details: BusinessDetails; standing: Standing; onJump?: () => void }) {
  const { details, standing } = props
  const refresh = useBusinessRefresh(details.person.id)
  if (standing === 'none') {
    return details.history.length === 0 ? null : (
      <>
        <StandingBox details={details} standing={standing} refresh={refresh} />
        <History history={details.history} />
      </>
    )
  }
  const jump = props.onJump ? { onJump: props.onJump } : {}
  return (
    <>
      <StandingBox details={details} standing={standing} refresh={refresh} />
      <Readers details={details} />
      <Tickets messages={details.tickets} {...jump} />
      <Codes codes={details.codes} chatId={details.person.chatId} {...jump} />
      <Profile profile={details.profile} askedAt={details.profileAskedAt} refresh={refresh} />
      <History history={details.history} />
      <Help verified={standing === 'verified'} />
    </>
  )
}

/** The standing in one sentence, since when, and how asking the server for it goes. */
function StandingBox(props: { details: BusinessDetails; standing: Standing; refresh: BusinessRefresh }) {
  const t = useT()
  const language = useLanguage()
  const { details, standing, refresh } = props
  const { verifiedSince } = details
  return (
    <div className={css.standing} data-standing={standing}>
      <p>{t(`businesses.standing.${standing === 'none' ? 'was' : standing}`)}</p>
      {standing === 'verified' && verifiedSince !== null ? (
        <p className={css.since}>{t('businesses.verifiedSince', { date: longDate(verifiedSince, language) })}</p>
      ) : null}
      <div role="status" className={css.checking}>
        {refresh.busy ? (
          <>
            <LoaderCircle aria-hidden className={css.spin} />
            {t('businesses.checking')}
          </>
        ) : refresh.failure === null ? null : (
          t('businesses.checkFailed', { reason: refresh.failure })
        )}
      </div>
      {refresh.failure === null || refresh.busy ? null : (
        <Button look="quiet" className={css.again} onClick={refresh.again}>
          {t('businesses.check')}
        </Button>
      )}
    </div>
  )
}

function Readers({ details }: { details: BusinessDetails }) {
  const t = useT()
  return (
    <section className={css.part}>
      <h3 className={css.heading}>{t('businesses.readers')}</h3>
      <p>{t(`businesses.reader.${details.reader ?? 'unknown'}`)}</p>
    </section>
  )
}

/** What the badge proves, how to check, what to do. */
function Help({ verified }: { verified: boolean }) {
  const t = useT()
  return (
    <div className={css.part}>
      <Disclosure level={3} title={t('businesses.help.title')}>
        {verified ? null : <p>{t('businesses.help.noBadge')}</p>}
        <p>{t('businesses.help.badge')}</p>
        <p>{t('businesses.help.check')}</p>
        <p>{t('businesses.help.never')}</p>
        <p>{t('businesses.help.act')}</p>
      </Disclosure>
    </div>
  )
}
