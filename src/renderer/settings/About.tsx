import { useState } from 'react'
import { useAppState } from '../data/useAppState.ts'
import { useT } from '../i18n/useT.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Fact, Group } from './Group.tsx'
import { Licences } from './Licences.tsx'

/** Which Pillion this is and what it is made of. */
export function About() {
  const t = useT()
  const host = useAppState(state => state.host)
  const [open, setOpen] = useState(false)
  const { version, platform } = host
  return (
    <Group title={t('settings.about')}>
      <Fact
        label={t('settings.version')}
        value={t(host.kind === 'desktop' ? 'settings.versionDesktop' : 'settings.versionBrowser', {
          version,
          platform,
        })}
        hint={t('settings.free')}
        action={<Button onClick={() => setOpen(true)}>{t('settings.licencesButton')}</Button>}
      />
      <Dialog open={open} onClose={() => setOpen(false)} title={t('settings.licences')} size="medium">
        <Licences />
      </Dialog>
    </Group>
  )
}
