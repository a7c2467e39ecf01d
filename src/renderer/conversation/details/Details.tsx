import type { UseQueryResult } from '@tanstack/react-query'
import type { Chat } from '../../../shared/model.ts'
import { useT } from '../../i18n/useT.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Name } from '../../ui/Name.tsx'
import css from './Details.module.css'
import { DetailsFrame } from './DetailsFrame.tsx'
import { type Member, Members } from './Members.tsx'
import { PersonDetails } from './PersonDetails.tsx'

/** Who the open chat is with: everything about a person or business, or the members of a group. */
export function Details(props: {
  chat: Chat
  members: UseQueryResult<Member[], Error>
  /** Called before the chat jumps to a message. */
  onJump: () => void
  onClose: () => void
}) {
  const { chat, members } = props
  const t = useT()
  return (
    <DetailsFrame onClose={props.onClose}>
      {chat.personId === null ? (
        <>
          <div className={css.head}>
            <Avatar seed={chat.id} name={chat.name} group={chat.kind === 'group'} size={72} />
            <h3 className={css.name}>
              <Name name={chat.name} standing={chat.standing} focusable />
            </h3>
            {chat.members > 0 ? (
              <p className={css.faint}>{t('conversation.header.members', { count: chat.members })}</p>
            ) : null}
          </div>
          {chat.kind === 'group' ? <Members members={members} /> : null}
        </>
      ) : (
        <PersonDetails personId={chat.personId} known={chat} isSelf={chat.isSelf} onJump={props.onJump} />
      )}
    </DetailsFrame>
  )
}
