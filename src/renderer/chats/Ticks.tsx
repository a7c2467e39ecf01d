import { Ban, Check, CheckCheck, CircleAlert, Clock } from 'lucide-react'
import type { MessageStatus } from '../../shared/model.ts'
import { useT } from '../i18n/useT.ts'
import css from './Ticks.module.css'

const icons = {
  pending: Clock,
  sent: Check,
  delivered: CheckCheck,
  read: CheckCheck,
  played: CheckCheck,
  failed: CircleAlert,
  cancelled: Ban,
} as const

/** How far one's own message has come. */
export function Ticks({ status }: { status: MessageStatus }) {
  const t = useT()
  if (status === 'received') return null
  const Icon = icons[status]
  return (
    <span role="img" aria-label={t(`chats.status.${status}`)} className={css.ticks} data-status={status}>
      <Icon aria-hidden />
    </span>
  )
}
