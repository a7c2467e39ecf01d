import { CloudOff, Link2Off, LoaderCircle, PlugZap } from 'lucide-react'
import { useAppState } from '../data/useAppState.ts'
import { useT } from '../i18n/useT.ts'
import css from './ConnectionStatus.module.css'
import { useHostLine } from './useHostLine.ts'

const icons = { connected: PlugZap, connecting: LoaderCircle, offline: CloudOff, unlinked: Link2Off } as const

/** The state of the connection in a word, at the foot of the sections. */
export function ConnectionStatus() {
  const t = useT()
  const engine = useAppState(app => app.connection.state)
  const line = useHostLine()
  // What the engine said last is of no use while it cannot be reached.
  const state = line === 'up' ? engine : line === 'connecting' ? 'connecting' : 'offline'
  const Icon = icons[state]
  return (
    <div role="status" aria-label={t('connection.label')} className={css.status} data-state={state}>
      <Icon aria-hidden />
      <span>{t(`connection.${state}`)}</span>
    </div>
  )
}
