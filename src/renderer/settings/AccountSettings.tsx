import { useAppState } from '../data/useAppState.ts'
import { useLanguage, useT } from '../i18n/useT.ts'
import { readNumber } from '../newchat/readNumber.ts'
import { fullTime } from '../ui/time.ts'
import { Fact, Group } from './Group.tsx'
import { UnlinkButton } from './UnlinkButton.tsx'

/** The account and this device's link to it. */
export function AccountSettings() {
  const t = useT()
  const language = useLanguage()
  const account = useAppState(state => state.account)
  const linked = useAppState(state => state.connection.state !== 'unlinked')
  if (account === null) {
    return (
      <Group title={t('settings.account')}>
        <p>{t('settings.noAccount')}</p>
      </Group>
    )
  }
  const phone = readNumber(account.phone.startsWith('+') ? account.phone : `+${account.phone}`, null)
  return (
    <Group title={t('settings.account')}>
      <Fact
        label={account.name ?? t('settings.phone')}
        value={<bdi dir="ltr">{phone?.international ?? account.phone}</bdi>}
        hint={
          linked ? `${t('settings.linkedSince')} ${fullTime(account.linkedAt, language)}` : t('connection.notLinked')
        }
      />
      <Fact label={t('settings.unlink')} value={t('settings.unlinkHint')} action={<UnlinkButton />} />
    </Group>
  )
}
