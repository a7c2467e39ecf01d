import { useEffect, useRef, useState } from 'react'
import type { Linking as LinkingState } from '../../shared/model.ts'
import { useAppState } from '../data/useAppState.ts'
import { useCommand } from '../data/useCall.ts'
import { useT } from '../i18n/useT.ts'
import { useUi } from '../shell/uiStore.ts'
import { useHostLine } from '../shell/useHostLine.ts'
import { Button } from '../ui/Button.tsx'
import { BeforeLinking } from './BeforeLinking.tsx'
import { CodePane } from './CodePane.tsx'
import { LanguageMenu } from './LanguageMenu.tsx'
import css from './Linking.module.css'
import { Failed, HostDown, Pairing } from './Outcome.tsx'
import { QrPane } from './QrPane.tsx'

/**
 * Linking this device to the phone: what one should know before, and the code. Fills the window while no account is known,
 * and stands in the frame when the user links again.
 */
export function Linking() {
  const t = useT()
  const linking = useAppState(state => state.linking)
  const known = useAppState(state => state.account !== null)
  const line = useHostLine()
  const setLinking = useUi(state => state.setLinking)
  const { mutate: cancel } = useCommand('linkCancel')
  // A failure that the user has gone on from; the engine keeps telling it until the next try.
  const [passed, setPassed] = useState<LinkingState | null>(null)
  const step = useRef(linking.step)
  const again = useRef(known)
  const [way, setWay] = useState<'qr' | 'number'>(linking.step === 'code' ? 'number' : 'qr')

  useEffect(() => {
    step.current = linking.step
    if (known && linking.step === 'linked') setLinking(false)
  }, [known, linking.step, setLinking])

  // Whoever walks away from linking again gives it up; a phone that has accepted already is let through. The first time
  // there is nowhere to walk to: this goes away because the account is there.
  useEffect(
    () => () => {
      if (!again.current) return
      if (step.current === 'starting' || step.current === 'qr' || step.current === 'code') cancel({})
    },
    [cancel],
  )

  function goBy(next: 'qr' | 'number'): void {
    setPassed(linking)
    setWay(next)
    // The QR codes would go on changing, and expire, behind the back of who types a number.
    if (next === 'number' && (linking.step === 'qr' || linking.step === 'starting')) cancel({})
  }

  return (
    <main className={css.screen}>
      <section aria-label={t('link.region')} className={css.sheet}>
        <header className={css.head}>
          <p className={css.brand}>{t('common.appName')}</p>
          <LanguageMenu />
        </header>
        <div className={css.columns}>
          <div className={css.words}>
            <h1 className={css.title}>{t('link.title')}</h1>
            <p className={css.lead}>{t('link.lead')}</p>
            <BeforeLinking />
          </div>
          <div className={css.action}>
            {line === 'down' ? (
              <HostDown />
            ) : linking.step === 'pairing' || linking.step === 'linked' ? (
              <Pairing />
            ) : linking.step === 'failed' && linking !== passed ? (
              <Failed error={linking.error} way={way} onWay={goBy} />
            ) : way === 'qr' ? (
              <QrPane linking={linking} onNumber={() => goBy('number')} />
            ) : (
              <CodePane linking={linking} onQr={() => goBy('qr')} />
            )}
            {known ? (
              <Button look="quiet" onClick={() => setLinking(false)}>
                {t('link.notNow')}
              </Button>
            ) : null}
          </div>
        </div>
      </section>
    </main>
  )
}
