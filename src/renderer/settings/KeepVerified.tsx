import { useState } from 'react'
import { useT } from '../i18n/useT.ts'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { Switch } from '../ui/Switch.tsx'
import { useSettings } from './useSettings.ts'

/** "Keep messages from verified businesses" (domain.md §5). Switching it off asks first, naming what can be lost. */
export function KeepVerified() {
  const t = useT()
  const { settings, change } = useSettings()
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Switch
        label={t('settings.keepVerified')}
        hint={t('settings.keepVerifiedHint')}
        checked={settings.keepVerified}
        onChange={on => {
          if (on) change({ keepVerified: true })
          else setAsking(true)
        }}
      />
      <ConfirmDialog
        open={asking}
        danger
        title={t('businesses.keep.offTitle')}
        description={t('businesses.keep.offWords')}
        confirm={t('businesses.keep.offConfirm')}
        onClose={() => setAsking(false)}
        onConfirm={() => {
          change({ keepVerified: false })
          setAsking(false)
        }}
      />
    </>
  )
}
