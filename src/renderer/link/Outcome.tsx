import { CircleAlert, CloudOff, Smartphone } from 'lucide-react'
import type { ErrorCode } from '../../shared/model.ts'
import { useT } from '../i18n/useT.ts'
import { Button } from '../ui/Button.tsx'
import css from './Outcome.module.css'

/** The phone has accepted; the last steps happen by themselves. */
export function Pairing() {
  const t = useT()
  return (
    <div role="status" className={css.outcome}>
      <Smartphone aria-hidden className={css.busy} />
      <h2>{t('link.pairing')}</h2>
      <p>{t('link.pairingWords')}</p>
    </div>
  )
}

/** Pillion itself cannot be reached: the code shown last would do nothing any more. */
export function HostDown() {
  const t = useT()
  return (
    <div role="alert" className={css.outcome}>
      <CloudOff aria-hidden />
      <p>{t('connection.hostDown')}</p>
    </div>
  )
}

/** Linking did not work: why, and both ways to try again. */
export function Failed(props: { error: ErrorCode; way: 'qr' | 'number'; onWay: (way: 'qr' | 'number') => void }) {
  const t = useT()
  return (
    <>
      <div role="alert" className={css.outcome}>
        <CircleAlert aria-hidden />
        <h2>{t('link.failed')}</h2>
        <p>{t(`errors.${props.error}`)}</p>
      </div>
      <Button look="primary" onClick={() => props.onWay(props.way)}>
        {t('link.tryAgain')}
      </Button>
      <Button onClick={() => props.onWay(props.way === 'qr' ? 'number' : 'qr')}>
        {t(props.way === 'qr' ? 'link.withNumber' : 'link.withQr')}
      </Button>
    </>
  )
}
