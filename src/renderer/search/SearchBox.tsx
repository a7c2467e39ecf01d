import { useT } from '../i18n/useT.ts'
import { useUi } from '../shell/uiStore.ts'
import { SearchField } from './SearchField.tsx'

/** The search field above the chats. */
export function SearchBox() {
  const t = useT()
  const search = useUi(state => state.search)
  const setSearch = useUi(state => state.setSearch)
  return (
    <SearchField
      label={t('chats.search.label')}
      placeholder={t('chats.search.placeholder')}
      clearLabel={t('chats.search.clear')}
      value={search}
      onChange={setSearch}
      below='[data-hit], [data-chat][tabindex="0"]'
    />
  )
}
