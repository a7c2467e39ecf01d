import { ContextMenu as BaseContext } from '@base-ui/react/context-menu'
import { Menu as Base } from '@base-ui/react/menu'
import { Check, ChevronRight } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { cx } from './cx.ts'
import css from './Menu.module.css'
import { useFloatHost } from './useFloatHost.ts'

/** A menu that opens from a button. The children are {@link MenuItem}s and their like. */
export function Menu(props: {
  trigger: ReactElement
  children: ReactNode
  align?: 'start' | 'end'
  side?: 'top' | 'bottom'
  onOpenChange?: (open: boolean) => void
}) {
  const { host, follow } = useFloatHost()
  return (
    <Base.Root
      onOpenChange={(open, details) => {
        follow(open, details)
        props.onOpenChange?.(open)
      }}
    >
      <Base.Trigger render={props.trigger} />
      <Base.Portal container={host}>
        <Base.Positioner
          className={css.place}
          align={props.align ?? 'end'}
          side={props.side ?? 'bottom'}
          sideOffset={4}
          collisionPadding={8}
        >
          <Base.Popup className={css.popup}>{props.children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

/** A menu that opens with the secondary button or the menu key on the element given. */
export function ContextMenu(props: {
  trigger: ReactElement
  children: ReactNode
  onOpenChange?: (open: boolean) => void
}) {
  const { host, follow } = useFloatHost()
  return (
    <BaseContext.Root
      onOpenChange={(open, details) => {
        follow(open, details)
        props.onOpenChange?.(open)
      }}
    >
      <BaseContext.Trigger render={props.trigger} />
      <BaseContext.Portal container={host}>
        <BaseContext.Positioner className={css.place} collisionPadding={8}>
          <BaseContext.Popup className={css.popup}>{props.children}</BaseContext.Popup>
        </BaseContext.Positioner>
      </BaseContext.Portal>
    </BaseContext.Root>
  )
}

export function MenuItem(props: {
  icon?: ReactNode
  danger?: boolean
  disabled?: boolean
  /** Shows a mark at the end: the item is the current choice. */
  checked?: boolean
  onSelect: () => void
  children: ReactNode
}) {
  return (
    <Base.Item
      className={cx(css.item, props.danger && css.danger)}
      disabled={props.disabled ?? false}
      onClick={props.onSelect}
    >
      <span className={css.icon}>{props.icon}</span>
      <span className={css.words}>{props.children}</span>
      {props.checked ? <Check aria-hidden className={css.mark} /> : null}
    </Base.Item>
  )
}

/** Items of which one is the current choice. */
export function MenuChoices<T extends string>(props: {
  value: T
  choices: readonly { value: T; label: string }[]
  onChange: (value: T) => void
}) {
  return (
    <Base.RadioGroup
      value={props.value}
      onValueChange={value => {
        const choice = props.choices.find(each => each.value === value)
        if (choice) props.onChange(choice.value)
      }}
    >
      {props.choices.map(choice => (
        <Base.RadioItem key={choice.value} value={choice.value} className={css.item} closeOnClick>
          <span className={css.words}>{choice.label}</span>
          <Base.RadioItemIndicator className={css.mark}>
            <Check aria-hidden />
          </Base.RadioItemIndicator>
        </Base.RadioItem>
      ))}
    </Base.RadioGroup>
  )
}

export function MenuSeparator() {
  return <Base.Separator className={css.line} />
}

/** An item that opens a further menu. */
export function SubMenu(props: { icon?: ReactNode; label: string; children: ReactNode }) {
  return (
    <Base.SubmenuRoot>
      <Base.SubmenuTrigger className={css.item}>
        <span className={css.icon}>{props.icon}</span>
        <span className={css.words}>{props.label}</span>
        <ChevronRight aria-hidden className={cx(css.mark, css.flip)} />
      </Base.SubmenuTrigger>
      <Base.Portal>
        <Base.Positioner className={css.place} collisionPadding={8} alignOffset={-4}>
          <Base.Popup className={css.popup}>{props.children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.SubmenuRoot>
  )
}
