import { Menu as Base } from '@base-ui/react/menu'
import {
  Copy,
  Info,
  ListChecks,
  type LucideIcon,
  Pencil,
  Reply,
  RotateCcw,
  SmilePlus,
  Trash,
  Trash2,
  X,
} from 'lucide-react'
import { useRef } from 'react'
import { useT } from '../../i18n/useT.ts'
import css from '../../ui/Menu.module.css'
import { MenuItem } from '../../ui/Menu.tsx'
import type { MessageAction } from '../model/rights.ts'
import type { Anchor } from './actions.ts'

const ICONS: Readonly<Record<MessageAction, LucideIcon>> = {
  copy: Copy,
  reply: Reply,
  react: SmilePlus,
  edit: Pencil,
  retry: RotateCcw,
  cancel: X,
  info: Info,
  select: ListChecks,
  deleteForMe: Trash,
  deleteForEveryone: Trash2,
}
const DANGER: ReadonlySet<MessageAction> = new Set(['deleteForMe', 'deleteForEveryone'])

/** The one menu of all messages, opened where it is asked for: a menu per message would slow every page down. */
export function MessageMenu(props: {
  open: boolean
  anchor: Anchor | null
  actions: readonly MessageAction[]
  onAction: (action: MessageAction) => void
  /** What gets the focus after the menu, come what may; null: what had it before, unless it has gone elsewhere. */
  focusAfter: (() => HTMLElement | null) | null
  onClose: () => void
}) {
  const t = useT()
  const { focusAfter } = props
  // Inside the conversation, not at the end of the page: there it would stand outside every landmark.
  const place = useRef<HTMLDivElement>(null)
  return (
    <>
      <div ref={place} />
      <Base.Root
        open={props.open}
        onOpenChange={open => {
          if (!open) props.onClose()
        }}
      >
        <Base.Portal container={place}>
          <Base.Positioner
            className={css.place}
            anchor={props.anchor}
            align="start"
            sideOffset={4}
            collisionPadding={8}
          >
            <Base.Popup
              className={css.popup}
              aria-label={t('conversation.actions.options')}
              {...(focusAfter === null ? {} : { finalFocus: () => focusAfter() ?? true })}
            >
              {props.actions.map(action => {
                const Icon = ICONS[action]
                return (
                  <MenuItem
                    key={action}
                    icon={<Icon aria-hidden />}
                    danger={DANGER.has(action)}
                    onSelect={() => props.onAction(action)}
                  >
                    {t(`conversation.actions.${action}`)}
                  </MenuItem>
                )
              })}
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
    </>
  )
}
