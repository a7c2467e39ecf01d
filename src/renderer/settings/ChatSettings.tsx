import { useAppState } from '../data/useAppState.ts'
import { useT } from '../i18n/useT.ts'
import { Switch } from '../ui/Switch.tsx'
import { Group } from './Group.tsx'
import { KeepVerified } from './KeepVerified.tsx'
import { useSettings } from './useSettings.ts'

/** What concerns chats. */
export function ChatSettings() {
  const t = useT()
  const { settings, change } = useSettings()
  const host = useAppState(state => state.host.kind)
  return (
    <Group title={t('settings.chats')}>
      <Switch
        label={t('settings.readReceipts')}
        hint={t('settings.readReceiptsHint')}
        checked={settings.readReceipts}
        onChange={readReceipts => change({ readReceipts })}
      />
      <KeepVerified />
      <Switch
        label={t('settings.enterSends')}
        hint={t('settings.enterSendsHint')}
        checked={settings.enterSends}
        onChange={enterSends => change({ enterSends })}
      />
      <Switch
        label={t('settings.clearCodes')}
        hint={t(host === 'desktop' ? 'settings.clearCodesHint' : 'settings.clearCodesBrowser')}
        checked={settings.clearCopiedCodes}
        onChange={clearCopiedCodes => change({ clearCopiedCodes })}
      />
    </Group>
  )
}
