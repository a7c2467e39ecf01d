import type { UseQueryResult } from '@tanstack/react-query'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Chat, Person } from '../../../shared/model.ts'
import { useT } from '../../i18n/useT.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Name } from '../../ui/Name.tsx'
import css from './Details.module.css'
import { type Member, Members } from './Members.tsx'

/** Who the chat is with: names and where they come from, number, standing in words, members of a group. */
export function Details(props: {
  chat: Chat
  person: UseQueryResult<Person, Error>
  members: UseQueryResult<Member[], Error>
  onClose: () => void
}) {
  const { chat, person, members } = props
  const t = useT()
  return (
    <aside
      className={css.details}
      aria-label={t('conversation.details.title')}
      onKeyDown={event => {
        if (event.key === 'Escape') props.onClose()
      }}
    >
      <header className={css.bar}>
        <h2 className={css.title}>{t('conversation.details.title')}</h2>
        <IconButton label={t('conversation.details.close')} icon={<X aria-hidden />} onClick={props.onClose} />
      </header>
      <div className={css.head}>
        <Avatar seed={chat.personId ?? chat.id} name={chat.name} group={chat.kind === 'group'} size={72} />
        <div className={css.name}>
          <Name name={chat.name} standing={chat.standing} focusable self={chat.isSelf} />
        </div>
        {chat.kind === 'group' && chat.members > 0 ? (
          <p className={css.faint}>{t('conversation.header.members', { count: chat.members })}</p>
        ) : null}
      </div>
      {chat.kind === 'direct' ? <PersonFacts chat={chat} person={person} /> : null}
      {chat.kind === 'group' ? <Members members={members} /> : null}
    </aside>
  )
}

function PersonFacts({ chat, person }: { chat: Chat; person: UseQueryResult<Person, Error> }) {
  const t = useT()
  if (person.error !== null) return <ErrorState error={person.error} onRetry={() => void person.refetch()} />
  const { data } = person
  const chosen = data?.chosenName ?? null
  return (
    <>
      {chat.standing === 'none' ? null : (
        <p className={css.standing} data-standing={chat.standing}>
          {t(`conversation.details.standing.${chat.standing}`)}
        </p>
      )}
      <dl className={css.facts}>
        <Fact label={t('conversation.details.phone')}>
          {data?.phone ? <bdi dir="ltr">{data.phone}</bdi> : t('conversation.details.noPhone')}
        </Fact>
        {data?.savedName ? <Fact label={t('conversation.details.savedAs')}>{data.savedName}</Fact> : null}
        {chosen === null || chosen === '' ? null : (
          <Fact label={t('conversation.details.businessCallsItself')}>{chosen}</Fact>
        )}
        {data?.pushName && data.pushName !== chosen ? (
          <Fact label={t('conversation.details.callsItself')}>{data.pushName}</Fact>
        ) : null}
      </dl>
    </>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={css.fact}>
      <dt>{label}</dt>
      <dd>
        <bdi>{children}</bdi>
      </dd>
    </div>
  )
}
