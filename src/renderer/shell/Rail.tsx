import { CircleDashed, MessageSquare, Settings, Store } from 'lucide-react'
import type { ReactNode } from 'react'
import { useAppState } from '../data/useAppState.ts'
import { useT } from '../i18n/useT.ts'
import { ConnectionStatus } from './ConnectionStatus.tsx'
import css from './Rail.module.css'
import { type Section, useUi } from './uiStore.ts'

/** Larger counts are cut: the number only has to say "many". */
const MOST = 99

/** The section switcher at the side of the window. */
export function Rail() {
  const t = useT()
  const counts = useAppState(state => state.counts)
  return (
    <div className={css.rail}>
      <nav aria-label={t('sections.label')} className={css.sections}>
        <RailButton
          section="chats"
          icon={<MessageSquare aria-hidden />}
          label={t('sections.chats')}
          name={counts.unreadChats > 0 ? t('sections.chatsUnread', { count: counts.unreadChats }) : t('sections.chats')}
          count={counts.unreadChats}
        />
        <RailButton
          section="status"
          icon={<CircleDashed aria-hidden />}
          label={t('sections.status')}
          name={
            counts.unseenStatuses > 0
              ? t('sections.statusUnseen', { count: counts.unseenStatuses })
              : t('sections.status')
          }
          count={counts.unseenStatuses}
        />
        <RailButton
          section="businesses"
          icon={<Store aria-hidden />}
          label={t('sections.businesses')}
          name={t('sections.businesses')}
          count={0}
        />
        <RailButton
          section="settings"
          icon={<Settings aria-hidden />}
          label={t('sections.settings')}
          name={t('sections.settings')}
          count={0}
          last
        />
      </nav>
      <ConnectionStatus />
    </div>
  )
}

function RailButton(props: {
  section: Section
  icon: ReactNode
  label: string
  name: string
  count: number
  last?: boolean
}) {
  const current = useUi(state => state.section === props.section)
  const setSection = useUi(state => state.setSection)
  return (
    <button
      type="button"
      className={css.button}
      data-last={props.last ? '' : undefined}
      aria-label={props.name}
      aria-current={current ? 'page' : undefined}
      onClick={() => setSection(props.section)}
    >
      <span className={css.icon}>
        {props.icon}
        {props.count > 0 ? (
          <span className={css.count}>{props.count > MOST ? `${MOST}+` : String(props.count)}</span>
        ) : null}
      </span>
      <span className={css.label}>{props.label}</span>
    </button>
  )
}
