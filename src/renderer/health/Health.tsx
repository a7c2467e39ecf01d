import { useQueryClient } from '@tanstack/react-query'
import { ArrowUpCircle, Copy, DatabaseBackup, KeyRound, Lock } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { HostFacts, StoreHealth } from '../../shared/model.ts'
import { useCommand } from '../data/useCall.ts'
import { useT } from '../i18n/useT.ts'
import { Button } from '../ui/Button.tsx'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { showToast } from '../ui/toastStore.ts'
import { useCopy } from '../ui/useCopy.ts'
import css from './Health.module.css'

type Trouble = Exclude<StoreHealth, { state: 'ok' }>

/** The store cannot be used: why, and what can be done without losing anything. */
export function Health({ health, host }: { health: Trouble; host: HostFacts }) {
  const { dataDir } = host
  const t = useT()
  const copy = useCopy()
  const client = useQueryClient()
  const reconnect = useCommand('reconnect')
  const again = (
    <Button
      look={health.state === 'corrupt' ? 'plain' : 'primary'}
      busy={reconnect.isPending}
      onClick={() => reconnect.mutate({}, { onSettled: () => void client.invalidateQueries() })}
    >
      {t('common.tryAgain')}
    </Button>
  )
  const { icon, title, words, actions } = explain()
  return (
    <main className={css.screen}>
      <EmptyState level={1} icon={icon} title={title} actions={actions}>
        {words}
      </EmptyState>
      <footer className={css.foot}>
        {health.state === 'corrupt' ? (
          <details>
            <summary>{t('health.corruptDetail')}</summary>
            <p className={css.detail} dir="ltr">
              {health.detail}
            </p>
          </details>
        ) : null}
        <p>
          {t('health.folder')}
          {': '}
          <bdi dir="ltr" className={css.path}>
            {dataDir}
          </bdi>
        </p>
        <Button look="quiet" icon={<Copy aria-hidden />} onClick={() => void copy(dataDir)}>
          {t('settings.copyFolder')}
        </Button>
      </footer>
    </main>
  )

  function explain(): { icon: ReactNode; title: string; words: string; actions: ReactNode } {
    switch (health.state) {
      case 'newer':
        return {
          icon: <ArrowUpCircle aria-hidden />,
          title: t('health.newerTitle'),
          words: t('health.newerWords', { found: health.found, supported: health.supported }),
          actions: again,
        }
      case 'corrupt':
        return {
          icon: <DatabaseBackup aria-hidden />,
          title: t('health.corruptTitle'),
          words: t('health.corruptWords'),
          actions: (
            <>
              <StartAnew />
              {again}
            </>
          ),
        }
      case 'locked':
        return {
          icon: <Lock aria-hidden />,
          title: t('health.lockedTitle'),
          words: t('health.lockedWords'),
          actions: again,
        }
      case 'secretsUnreadable':
        // No key store will ever open them there: waiting or unlocking does not help.
        if (host.kind === 'browser') {
          return {
            icon: <KeyRound aria-hidden />,
            title: t('health.secretsBrowserTitle'),
            words: t('health.secretsBrowserWords'),
            actions: <StartAnew />,
          }
        }
        return {
          icon: <KeyRound aria-hidden />,
          title: t('health.secretsTitle'),
          words: t('health.secretsWords'),
          actions: again,
        }
    }
  }
}

function StartAnew() {
  const t = useT()
  const client = useQueryClient()
  const [asking, setAsking] = useState(false)
  const start = useCommand('storeStartAnew')
  return (
    <>
      <Button look="primary" onClick={() => setAsking(true)}>
        {t('health.startAnew')}
      </Button>
      <ConfirmDialog
        open={asking}
        title={t('health.startAnewTitle')}
        description={t('health.startAnewWords')}
        confirm={t('health.startAnewConfirm')}
        busy={start.isPending}
        onClose={() => setAsking(false)}
        onConfirm={() =>
          start.mutate(
            {},
            {
              onSuccess: ({ keptAs }) => {
                showToast({ words: t('health.keptAs', { path: keptAs }) })
                void client.invalidateQueries()
              },
              onSettled: () => setAsking(false),
            },
          )
        }
      />
    </>
  )
}
