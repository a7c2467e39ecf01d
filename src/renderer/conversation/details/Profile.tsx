import { ExternalLink, RefreshCw } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { BusinessProfile } from '../../../shared/model.ts'
import { useAppState } from '../../data/useAppState.ts'
import { useLanguage, useT } from '../../i18n/useT.ts'
import { Button } from '../../ui/Button.tsx'
import { fullTime } from '../../ui/time.ts'
import { LinkDialog } from '../message/LinkDialog.tsx'
import { openable, webAddress } from '../model/links.ts'
import css from './Details.module.css'
import { Hours } from './Hours.tsx'
import type { BusinessRefresh } from './useBusinessRefresh.ts'

interface ProfileProps {
  profile: BusinessProfile | null
  /** When the server last told of it, also that there is none (ms); null: never. */
  askedAt: number | null
  refresh: BusinessRefresh
}

/** What a business tells of itself, with its age: from the store at once, renewed while the panel is open. */
export function Profile({ profile, askedAt, refresh }: ProfileProps) {
  const t = useT()
  const language = useLanguage()
  const online = useAppState(state => state.connection.state === 'connected')
  return (
    <section className={css.part}>
      <div className={css.headingLine}>
        <h3 className={css.heading}>{t('businesses.profile.title')}</h3>
        <Button look="quiet" icon={<RefreshCw aria-hidden />} busy={refresh.busy} onClick={refresh.again}>
          {t('businesses.profile.refresh')}
        </Button>
      </div>
      <p className={css.small}>{t('businesses.profile.words')}</p>
      {profile === null ? (
        <p className={css.faint}>{t(unreadWords(askedAt, refresh.busy))}</p>
      ) : isEmpty(profile) ? (
        <p className={css.faint}>{t('businesses.profile.none')}</p>
      ) : (
        <Facts profile={profile} />
      )}
      {askedAt === null ? null : (
        <p className={css.small}>{t('businesses.profile.asOf', { date: fullTime(askedAt, language) })}</p>
      )}
      {!online ? (
        <p className={css.small}>{t('businesses.profile.offline')}</p>
      ) : refresh.failure === null || refresh.busy ? null : (
        <p className={css.small}>{t('businesses.profile.failed', { reason: refresh.failure })}</p>
      )}
    </section>
  )
}

function unreadWords(askedAt: number | null, busy: boolean) {
  if (askedAt !== null) return 'businesses.profile.missing'
  return busy ? 'businesses.checking' : 'businesses.profile.unread'
}

function isEmpty(profile: BusinessProfile): boolean {
  const { description, address, email, category, catalogCount, hours, websites } = profile
  const said = [description, address, email, category].some(part => part !== null && part !== '')
  return !said && catalogCount === null && hours.length === 0 && websites.length === 0
}

function Facts({ profile }: { profile: BusinessProfile }) {
  const t = useT()
  return (
    <dl className={css.facts}>
      <Fact label={t('businesses.profile.description')}>{profile.description}</Fact>
      <Fact label={t('businesses.profile.category')}>{profile.category}</Fact>
      <Fact label={t('businesses.profile.address')}>{profile.address}</Fact>
      <Fact label={t('businesses.profile.email')}>
        {profile.email === null || profile.email === '' ? null : <Email address={profile.email} />}
      </Fact>
      <Fact label={t('businesses.profile.websites')}>
        {profile.websites.length === 0 ? null : <Websites addresses={profile.websites} />}
      </Fact>
      <Fact label={t('businesses.profile.catalog')}>
        {profile.catalogCount === null ? null : t('businesses.profile.catalog', { count: profile.catalogCount })}
      </Fact>
      <Fact label={t('businesses.profile.hours')}>
        {profile.hours.length === 0 ? null : <Hours hours={profile.hours} timeZone={profile.timeZone} />}
      </Fact>
    </dl>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  if (children === null || children === '') return null
  return (
    <div className={css.fact}>
      <dt>{label}</dt>
      <dd dir="auto">{children}</dd>
    </div>
  )
}

/** A link when it is an address, else the words as they are. */
function Email({ address }: { address: string }) {
  const link = openable(`mailto:${encodeURIComponent(address).replaceAll('%40', '@')}`)
  if (link === null || !/^[^\s@]+@[^\s@]+$/.test(address)) return <bdi dir="ltr">{address}</bdi>
  return (
    <a href={link.href} target="_blank" rel="noreferrer" dir="ltr">
      {address}
    </a>
  )
}

/** By host; each asks before it is opened. */
function Websites({ addresses }: { addresses: readonly string[] }) {
  const t = useT()
  const [asked, setAsked] = useState<string | null>(null)
  // The question keeps its words while it fades out.
  const [last, setLast] = useState('')
  if (asked !== null && asked !== last) setLast(asked)
  const sites = addresses.flatMap(address => webAddress(address) ?? [])
  return (
    <>
      <ul className={css.sites}>
        {sites.map(({ href, host }) => (
          <li key={href}>
            <button
              type="button"
              className={css.site}
              title={t('businesses.profile.siteAsks', { host })}
              onClick={() => setAsked(href)}
            >
              <bdi dir="ltr">{host}</bdi>
              <ExternalLink aria-hidden />
            </button>
          </li>
        ))}
      </ul>
      <LinkDialog open={asked !== null} address={last} onClose={() => setAsked(null)} />
    </>
  )
}
