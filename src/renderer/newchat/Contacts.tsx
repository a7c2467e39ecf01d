import { UsersRound } from 'lucide-react'
import type { Person } from '../../shared/model.ts'
import { rowsOf } from '../data/chatPages.ts'
import { useCommand } from '../data/useCall.ts'
import { usePeoplePages } from '../data/usePages.ts'
import { useT } from '../i18n/useT.ts'
import { useDebounced } from '../search/useDebounced.ts'
import { useUi } from '../shell/uiStore.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { EndMark } from '../ui/EndMark.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Name } from '../ui/Name.tsx'
import { SkeletonRows } from '../ui/Skeleton.tsx'
import { stepFocus } from '../ui/stepFocus.ts'
import css from './NewChat.module.css'

/** How long the words have to stay the same before people are looked for, ms. */
const PAUSE = 120

/** People to start a chat with. */
export function Contacts({ find }: { find: string }) {
  const t = useT()
  const settled = useDebounced(find, PAUSE)
  const query = usePeoplePages(settled)
  if (query.isPending) return <SkeletonRows rows={5} label={t('common.loading')} />
  if (query.isError && query.data === undefined)
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  const people = rowsOf(query.data)
  if (people.length === 0) {
    return settled === '' ? (
      <EmptyState icon={<UsersRound aria-hidden />} title={t('chats.new.noContacts')}>
        {t('chats.new.noContactsWords')}
      </EmptyState>
    ) : (
      <EmptyState icon={<UsersRound aria-hidden />} title={t('chats.new.noMatch')} />
    )
  }
  return (
    <div className={css.list} data-steps="">
      <ul aria-label={t('chats.new.contacts')}>
        {people.map(person => (
          <li key={person.id} className={css.item}>
            <ContactRow person={person} />
          </li>
        ))}
      </ul>
      {query.hasNextPage && !query.isFetchingNextPage ? (
        <EndMark key={people.length} onNear={() => void query.fetchNextPage()} />
      ) : null}
    </div>
  )
}

function ContactRow({ person }: { person: Person }) {
  const openChat = useUi(state => state.openChat)
  const open = useCommand('chatOpenByPerson')
  const phone = person.name.source === 'number' ? null : person.phone
  return (
    <button
      type="button"
      data-person={person.id}
      className={css.person}
      disabled={open.isPending}
      onKeyDown={event => stepFocus(event, '[data-person]')}
      onClick={() => open.mutate({ personId: person.id }, { onSuccess: chat => openChat(chat.id) })}
    >
      <Avatar seed={person.id} name={person.name} size={32} />
      <span className={css.name}>
        <Name name={person.name} standing={person.standing} self={person.isMe} label />
      </span>
      {phone === null ? null : (
        <bdi dir="ltr" className={css.phone}>
          {phone}
        </bdi>
      )}
    </button>
  )
}
