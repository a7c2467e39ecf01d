import { CircleDashed, MessageSquare, Settings, Store } from 'lucide-react'
import type { ReactNode } from 'react'
import { useAppState } from '../data/useAppState.ts'
import { useT } from '../i18n/useT.ts'
import { Hidden } from '../ui/Hidden.tsx'
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
          news={t('sections.unread', { count: counts.unreadChats })}
          count={counts.unreadChats}
        />
        <RailButton
          section="status"
          icon={<CircleDashed aria-hidden />}
          label={t('sections.status')}
          news={t('sections.unseen', { count: counts.unseenStatuses })}
          count={counts.unseenStatuses}
        />
        <RailButton section="businesses" icon={<Store aria-hidden />} label={t('sections.businesses')} count={0} />
        <RailButton section="settings" icon={<Settings aria-hidden />} label={t('sections.settings')} count={0} last />
      </nav>
      <ConnectionStatus />
    </div>
  )
}

function RailButton(props: {
  section: Section
  icon: ReactNode
  label: string
  /** The count in words. */
  news?: string
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
      aria-current={current ? 'page' : undefined}
      onClick={() => setSection(props.section)}
    >
      <span className={css.icon}>
        {props.icon}
        {props.count > 0 ? (
          <span aria-hidden className={css.count}>
            {props.count > MOST ? `${MOST}+` : String(props.count)}
          </span>
        ) : null}
      </span>
      <span className={css.label}>
        {props.label}
        {props.count > 0 ? <Hidden>, {props.news}</Hidden> : null}
      </span>
    </button>
  )
}
