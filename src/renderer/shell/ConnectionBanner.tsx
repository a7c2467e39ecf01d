import { CloudOff, Link2Off } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Connection } from '../../shared/model.ts'
import { useAppState } from '../data/useAppState.ts'
import { useCommand } from '../data/useCall.ts'
import { useT } from '../i18n/useT.ts'
import { Button } from '../ui/Button.tsx'
import { countdown } from '../ui/time.ts'
import { useHeld } from '../ui/useHeld.ts'
import { useNow } from '../ui/useNow.ts'
import css from './ConnectionBanner.module.css'
import { useUi } from './uiStore.ts'
import { useHostLine } from './useHostLine.ts'

/** Says above every section why nothing arrives, and what can be done. Nothing when all is well. */
export function ConnectionBanner() {
  const t = useT()
  const connection = useHeld(useAppState(state => state.connection))
  const loggedOut = useHeld(useAppState(state => state.linking.step === 'loggedOut'))
  const setLinking = useUi(state => state.setLinking)
  const line = useHeld(useHostLine())

  if (line === 'down') {
    return (
      <Banner icon={<CloudOff aria-hidden />}>
        <p>{t('connection.hostDown')}</p>
      </Banner>
    )
  }
  if (connection.state === 'unlinked') {
    return (
      <Banner icon={<Link2Off aria-hidden />}>
        <p>{t(loggedOut ? 'connection.loggedOut' : 'connection.notLinked')}</p>
        <Button look="primary" onClick={() => setLinking(true)}>
          {t('connection.linkAgain')}
        </Button>
      </Banner>
    )
  }
  return connection.state === 'offline' ? <Offline connection={connection} /> : null
}

function Offline({ connection }: { connection: Extract<Connection, { state: 'offline' }> }) {
  const t = useT()
  const reconnect = useCommand('reconnect')
  const now = useNow(1000)
  const { reason, retryAt } = connection
  return (
    <Banner icon={<CloudOff aria-hidden />}>
      <p>
        {t(`connection.${reason}`)}{' '}
        {retryAt !== null && retryAt > now ? (
          <span className={css.time}>{t('connection.nextTry', { time: countdown(retryAt, now) })}</span>
        ) : null}
      </p>
      <Button busy={reconnect.isPending} onClick={() => reconnect.mutate({})}>
        {t('connection.tryNow')}
      </Button>
    </Banner>
  )
}

function Banner({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  const t = useT()
  return (
    <section aria-label={t('connection.problem')} className={css.banner}>
      {icon}
      {children}
    </section>
  )
}
