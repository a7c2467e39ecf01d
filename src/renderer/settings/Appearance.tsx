import { useAppState } from '../data/useAppState.ts'
import { languages, pickLanguage } from '../i18n/i18n.ts'
import { useT } from '../i18n/useT.ts'
import { RadioGroup } from '../ui/RadioGroup.tsx'
import { Group } from './Group.tsx'
import { useSettings } from './useSettings.ts'

/** Language and theme. */
export function Appearance() {
  const t = useT()
  const { settings, change } = useSettings()
  const hostLanguage = useAppState(state => state.host.language)
  const system = pickLanguage('system', hostLanguage).startsWith('fr') ? languages.fr : languages.en
  return (
    <Group title={t('settings.appearance')}>
      <RadioGroup
        inline
        label={t('settings.language')}
        value={settings.language}
        choices={[
          { value: 'system', label: t('settings.languageSystem', { name: system }) },
          { value: 'en', label: languages.en },
          { value: 'fr', label: languages.fr },
        ]}
        onChange={language => change({ language })}
      />
      <RadioGroup
        inline
        label={t('settings.theme')}
        value={settings.theme}
        choices={[
          { value: 'system', label: t('settings.themeSystem') },
          { value: 'light', label: t('settings.themeLight') },
          { value: 'dark', label: t('settings.themeDark') },
        ]}
        onChange={theme => change({ theme })}
      />
    </Group>
  )
}
