import { Tabs as Base } from '@base-ui/react/tabs'
import type { ReactNode } from 'react'
import css from './Tabs.module.css'

/** A row of tabs; the one panel below belongs to the chosen tab. */
export function Tabs<T extends string>(props: {
  label: string
  value: T
  tabs: readonly { value: T; label: string }[]
  onChange: (value: T) => void
  children: ReactNode
  className?: string | undefined
}) {
  return (
    <Base.Root
      value={props.value}
      onValueChange={value => {
        const tab = props.tabs.find(each => each.value === value)
        if (tab) props.onChange(tab.value)
      }}
      className={props.className}
    >
      <Base.List aria-label={props.label} className={css.list} activateOnFocus>
        {props.tabs.map(tab => (
          <Base.Tab key={tab.value} value={tab.value} className={css.tab}>
            {tab.label}
          </Base.Tab>
        ))}
      </Base.List>
      <Base.Panel value={props.value} className={css.panel} tabIndex={-1}>
        {props.children}
      </Base.Panel>
    </Base.Root>
  )
}
