import { LoaderCircle } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { Linking } from '../../shared/model.ts'
import { useCommand } from '../data/useCall.ts'
import { useT } from '../i18n/useT.ts'
import { Button } from '../ui/Button.tsx'
import { countdown } from '../ui/time.ts'
import { useNow } from '../ui/useNow.ts'
import css from './Pane.module.css'
import { QrCode } from './QrCode.tsx'

/** The QR code with what to do with it. Asks for a code when it appears. */
export function QrPane({ linking, onNumber }: { linking: Linking; onNumber: () => void }) {
  const t = useT()
  const now = useNow(1000)
  const start = useCommand('linkByQr')
  const asked = useRef(false)
  const { mutate } = start
  const needed = linking.step !== 'starting' && linking.step !== 'qr'

  useEffect(() => {
    if (!needed || asked.current) return
    asked.current = true
    mutate({})
  }, [needed, mutate])

  return (
    <>
      <div className={css.frame}>
        {linking.step === 'qr' ? (
          <QrCode text={linking.qr} />
        ) : start.isError || (start.isSuccess && needed) ? (
          <Button className={css.late} onClick={() => start.mutate({})}>
            {t('link.tryAgain')}
          </Button>
        ) : (
          <span role="status" className={css.wait}>
            <LoaderCircle aria-hidden />
            {t('link.starting')}
          </span>
        )}
      </div>
      <p className={css.time}>
        {linking.step === 'qr'
          ? linking.expiresAt > now
            ? t('link.refreshIn', { time: countdown(linking.expiresAt, now) })
            : t('link.renewing')
          : null}
      </p>
      <ol className={css.steps}>
        <li>{t('link.step1')}</li>
        <li>{t('link.step2')}</li>
        <li>{t('link.step3')}</li>
      </ol>
      <Button onClick={onNumber}>{t('link.withNumber')}</Button>
    </>
  )
}
