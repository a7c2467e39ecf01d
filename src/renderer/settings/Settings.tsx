import { useT } from '../i18n/useT.ts'
import { Page } from '../ui/Page.tsx'
import { About } from './About.tsx'
import { AccountSettings } from './AccountSettings.tsx'
import { Appearance } from './Appearance.tsx'
import { BlockedContacts } from './BlockedContacts.tsx'
import { ChatSettings } from './ChatSettings.tsx'
import { DataSettings } from './DataSettings.tsx'
import css from './Settings.module.css'
import { StatusSettings } from './StatusSettings.tsx'

/** Settings: everything on one page. */
export function Settings() {
  const t = useT()
  return (
    <Page title={t('settings.title')}>
      <div className={css.groups}>
        <AccountSettings />
        <Appearance />
        <ChatSettings />
        <StatusSettings />
        <BlockedContacts />
        <DataSettings />
        <About />
      </div>
    </Page>
  )
}
