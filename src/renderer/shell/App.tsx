import { CSPProvider } from '@base-ui/react/csp-provider'
import { DirectionProvider } from '@base-ui/react/direction-provider'
import { Tooltip } from '@base-ui/react/tooltip'
import { KeyRound } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppState } from '../../shared/model.ts'
import { useDirectory } from '../businesses/directoryStore.ts'
import { useAppStateQuery } from '../data/useAppState.ts'
import { Health } from '../health/Health.tsx'
import { Linking } from '../link/Linking.tsx'
import { useStatus } from '../status/statusStore.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Toasts } from '../ui/Toasts.tsx'
import css from './App.module.css'
import { CrashGuard } from './CrashGuard.tsx'
import { Shell } from './Shell.tsx'
import { Splash } from './Splash.tsx'
import { useUi } from './uiStore.ts'
import { useAppearance } from './useAppearance.ts'
import { useHostLine } from './useHostLine.ts'

/** The whole window: decides which of the big screens there is. */
export function App() {
  const state = useAppStateQuery()
  useAppearance(state.data?.settings ?? null, state.data?.host.language ?? null)
  const { t, i18n } = useTranslation()
  const line = useHostLine()
  return (
    <CSPProvider disableStyleElements>
      <DirectionProvider direction={i18n.dir()}>
        <Tooltip.Provider>
          <CrashGuard>
            <div className={css.app}>
              {line === 'refused' ? (
                <main className={css.whole}>
                  <EmptyState level={1} icon={<KeyRound aria-hidden />} title={t('connection.hostRefused')}>
                    {t('connection.hostRefusedWords')}
                  </EmptyState>
                </main>
              ) : state.data ? (
                <Screen state={state.data} />
              ) : state.isError ? (
                <main className={css.whole}>
                  <ErrorState level={1} error={state.error} onRetry={() => void state.refetch()} />
                </main>
              ) : (
                <Splash />
              )}
            </div>
          </CrashGuard>
          <Toasts />
        </Tooltip.Provider>
      </DirectionProvider>
    </CSPProvider>
  )
}

function Screen({ state }: { state: AppState }) {
  const nobody = state.account === null
  const again = useUi(ui => ui.linking)
  useEffect(() => {
    if (!nobody) return
    useUi.getState().reset()
    useDirectory.getState().reset()
    useStatus.getState().reset()
  }, [nobody])
  if (state.health.state !== 'ok') return <Health health={state.health} host={state.host} />
  // Without an account there is nothing to read yet; with one, its history is shown whether linked or not.
  // The account is known a moment before the phone's new device is.
  if (nobody || (state.linking.step === 'pairing' && !again)) return <Linking />
  return <Shell />
}
