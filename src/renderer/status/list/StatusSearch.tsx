import { Search, X } from 'lucide-react'
import { type KeyboardEvent, useRef } from 'react'
import { useT } from '../../i18n/useT.ts'
import { useSearchKey } from '../../search/useSearchKey.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useStatus } from '../statusStore.ts'
import css from './StatusSearch.module.css'

/** The search box above the list. Ctrl+K (⌘K) leads to it, Escape empties it, Arrow down goes on to the list. */
export function StatusSearch() {
  const t = useT()
  const { search, setSearch } = useStatus()
  const box = useRef<HTMLInputElement>(null)
  useSearchKey(box)

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.key === 'Escape' && search !== '') {
      event.preventDefault()
      setSearch('')
    }
    if (event.key === 'ArrowDown') {
      const below = document.querySelector<HTMLElement>('[data-row] [tabindex="0"]')
      if (below === null) return
      event.preventDefault()
      below.focus()
    }
  }

  return (
    <TextField
      ref={box}
      className={css.search}
      type="search"
      label={t('status.list.search')}
      hideLabel
      placeholder={t('status.list.search')}
      autoComplete="off"
      spellCheck={false}
      maxLength={200}
      lead={<Search aria-hidden />}
      tail={
        search === '' ? null : (
          <IconButton
            bare
            label={t('status.list.clear')}
            icon={<X aria-hidden />}
            className={css.clear}
            onClick={() => {
              setSearch('')
              box.current?.focus()
            }}
          />
        )
      }
      value={search}
      onChange={event => setSearch(event.target.value)}
      onKeyDown={onKeyDown}
    />
  )
}
