import { Copy } from 'lucide-react'
import { useAppState } from '../data/useAppState.ts'
import { useT } from '../i18n/useT.ts'
import { Button } from '../ui/Button.tsx'
import { useCopy } from '../ui/useCopy.ts'
import { Fact, Group } from './Group.tsx'
import css from './Settings.module.css'

/** Where the data lies and how it is protected. */
export function DataSettings() {
  const t = useT()
  const copy = useCopy()
  const host = useAppState(state => state.host)
  const keychain = host.secrets === 'keychain'
  return (
    <Group title={t('settings.data')}>
      <Fact
        label={t('settings.folder')}
        value={
          <bdi dir="ltr" className={css.path}>
            {host.dataDir}
          </bdi>
        }
        hint={t('settings.folderHint')}
        action={
          <Button icon={<Copy aria-hidden />} onClick={() => void copy(host.dataDir)}>
            {t('settings.copyFolder')}
          </Button>
        }
      />
      <Fact
        label={t('settings.secrets')}
        value={t(keychain ? 'settings.secretsKeychain' : 'settings.secretsFiles')}
        hint={t(keychain ? 'settings.secretsKeychainHint' : 'settings.secretsFilesHint')}
      />
    </Group>
  )
}
