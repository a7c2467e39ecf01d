import { Languages } from 'lucide-react'
import { useAppState } from '../data/useAppState.ts'
import { useCommand } from '../data/useCall.ts'
import { languages } from '../i18n/i18n.ts'
import { useLanguage, useT } from '../i18n/useT.ts'
import { Button } from '../ui/Button.tsx'
import { Menu, MenuItem } from '../ui/Menu.tsx'

/** Chooses the language where there are no settings to go to yet. */
export function LanguageMenu() {
  const t = useT()
  const current = useLanguage().startsWith('fr') ? 'fr' : 'en'
  const chosen = useAppState(state => state.settings.language)
  const set = useCommand('settingsSet')
  return (
    <Menu
      trigger={
        <Button
          look="quiet"
          icon={<Languages aria-hidden />}
          aria-label={`${t('settings.language')}: ${languages[current]}`}
        >
          {languages[current]}
        </Button>
      }
    >
      {(['en', 'fr'] as const).map(language => (
        <MenuItem
          key={language}
          checked={chosen === language || (chosen === 'system' && current === language)}
          onSelect={() => set.mutate({ language })}
        >
          <span lang={language}>{languages[language]}</span>
        </MenuItem>
      ))}
    </Menu>
  )
}
