import { HardDrive, KeyRound, TriangleAlert } from 'lucide-react'
import { useAppState } from '../data/useAppState.ts'
import { useT } from '../i18n/useT.ts'
import css from './BeforeLinking.module.css'

/** What one should know before linking: the risk, what is stored where, and how the keys are protected on this system. */
export function BeforeLinking() {
  const t = useT()
  const host = useAppState(state => state.host)
  return (
    <div className={css.before}>
      <h2>{t('link.beforeTitle')}</h2>
      <p className={css.item}>
        <TriangleAlert aria-hidden />
        <span>{t('link.before')}</span>
      </p>
      <p className={css.item}>
        <HardDrive aria-hidden />
        <span>
          {t('link.stored')}
          <bdi className={css.path} dir="ltr">
            {host.dataDir}
          </bdi>
        </span>
      </p>
      <p className={css.item}>
        <KeyRound aria-hidden />
        <span>{t(host.secrets === 'keychain' ? 'link.secretsKeychain' : 'link.secretsFiles')}</span>
      </p>
    </div>
  )
}
