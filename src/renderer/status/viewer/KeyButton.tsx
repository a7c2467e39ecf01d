import type { ComponentPropsWithRef, ReactNode } from 'react'
import { useT } from '../../i18n/useT.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Tooltip } from '../../ui/Tooltip.tsx'

type Key = 'ArrowLeft' | 'ArrowRight' | 'Space' | 'Escape' | 'M'

/** An icon button that a key works as well; its tooltip says which. */
export function KeyButton({
  label,
  keys,
  icon,
  ...rest
}: Omit<ComponentPropsWithRef<'button'>, 'children'> & { label: string; keys: Key; icon: ReactNode }) {
  const t = useT()
  // Which way forward is depends on the writing direction.
  const isMirrored = document.documentElement.dir === 'rtl'
  const key = !isMirrored ? keys : keys === 'ArrowLeft' ? 'ArrowRight' : keys === 'ArrowRight' ? 'ArrowLeft' : keys
  return (
    <Tooltip words={t('status.viewer.withKey', { label, key: t(`status.viewer.keys.${key}`) })}>
      <IconButton bare label={label} icon={icon} aria-keyshortcuts={key} {...rest} />
    </Tooltip>
  )
}
