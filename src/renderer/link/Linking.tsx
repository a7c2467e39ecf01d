import { useState } from 'react'
import { useAppState } from '../data/useAppState.ts'
import { useCommand } from '../data/useCall.ts'
import { useT } from '../i18n/useT.ts'
import { useUi } from '../shell/uiStore.ts'
import { Button } from '../ui/Button.tsx'
import { BeforeLinking } from './BeforeLinking.tsx'
import { CodePane } from './CodePane.tsx'
import { LanguageMenu } from './LanguageMenu.tsx'
import css from './Linking.module.css'
import { Failed, Pairing } from './Outcome.tsx'
import { QrPane } from './QrPane.tsx'

/**
 * Linking this device to the phone: what one should know before, and the code. Fills the window while no account is known,
 * and stands in the frame when the user links again.
 */
export function Linking() {
  const t = useT()
  const linking = useAppState(state => state.linking)
  const known = useAppState(state => state.account !== null)
  const setLinking = useUi(state => state.setLinking)
  const cancel = useCommand('linkCancel')
  const [way, setWay] = useState<'qr' | 'number'>(linking.step === 'code' ? 'number' : 'qr')

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
            {linking.step === 'pairing' || linking.step === 'linked' ? (
              <Pairing />
            ) : linking.step === 'failed' ? (
              <Failed error={linking.error} way={way} onWay={setWay} />
            ) : way === 'qr' ? (
              <QrPane linking={linking} onNumber={() => setWay('number')} />
            ) : (
              <CodePane linking={linking} onQr={() => setWay('qr')} />
            )}
            {known ? (
              <Button
                look="quiet"
                onClick={() => {
                  cancel.mutate({})
                  setLinking(false)
                }}
              >
                {t('link.notNow')}
              </Button>
            ) : null}
          </div>
        </div>
      </section>
    </main>
  )
}
