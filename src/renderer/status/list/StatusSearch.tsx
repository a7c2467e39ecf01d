import { useT } from '../../i18n/useT.ts'
import { SearchField } from '../../search/SearchField.tsx'
import { useStatus } from '../statusStore.ts'

/** The search field above the list of status updates. */
export function StatusSearch() {
  const t = useT()
  const { search, setSearch } = useStatus()
  return (
    <SearchField
      label={t('status.list.search')}
      placeholder={t('status.list.search')}
      clearLabel={t('status.list.clear')}
      value={search}
      onChange={setSearch}
      below='[data-row] [tabindex="0"]'
    />
  )
}
