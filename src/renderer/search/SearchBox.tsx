import { Search, X } from 'lucide-react'
import { type KeyboardEvent, useRef } from 'react'
import { useT } from '../i18n/useT.ts'
import { useUi } from '../shell/uiStore.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { TextField } from '../ui/TextField.tsx'
import css from './SearchBox.module.css'
import { useSearchKey } from './useSearchKey.ts'

/** The search box above the chats. Ctrl+K (⌘K) leads to it, Escape empties it, Arrow down goes on to what is below. */
export function SearchBox() {
  const t = useT()
  const search = useUi(state => state.search)
  const setSearch = useUi(state => state.setSearch)
  const box = useRef<HTMLInputElement>(null)
  useSearchKey(box)

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.key === 'Escape' && search !== '') {
      event.preventDefault()
      setSearch('')
    }
    if (event.key === 'ArrowDown') {
      const below = document.querySelector<HTMLElement>('[data-hit], [data-chat][tabindex="0"]')
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
      label={t('chats.search.label')}
      hideLabel
      placeholder={t('chats.search.placeholder')}
      autoComplete="off"
      spellCheck={false}
      maxLength={200}
      lead={<Search aria-hidden />}
      tail={
        search === '' ? null : (
          <IconButton
            bare
            label={t('chats.search.clear')}
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
