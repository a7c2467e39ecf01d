import { ArrowLeft, EllipsisVertical, PanelRight } from 'lucide-react'
import { Fragment } from 'react'
import type { Chat, Person, PersonLine } from '../../../shared/model.ts'
import { ChatMenuItems } from '../../chats/ChatMenuItems.tsx'
import { useWriters } from '../../data/typing.ts'
import { useT } from '../../i18n/useT.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Isolated, slot } from '../../ui/Isolated.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { Name } from '../../ui/Name.tsx'
import { Named } from '../../ui/Named.tsx'
import { nameText } from '../../ui/nameText.ts'
import css from './Header.module.css'

/** Who this is with, what they are doing, and what can be done with the chat. */
export function Header(props: {
  chat: Chat
  person: Person | null
  /** A group's members, or null while they are not known. */
  members: readonly PersonLine[] | null
  detailsOpen: boolean
  onDetails: () => void
  onBack: () => void
}) {
  const { chat } = props
  const t = useT()
  return (
    <header className={css.header}>
      <span className={css.back}>
        <IconButton label={t('conversation.back')} icon={<ArrowLeft aria-hidden data-flip />} onClick={props.onBack} />
      </span>
      <Avatar seed={chat.personId ?? chat.id} name={chat.name} group={chat.kind === 'group'} size={36} />
      <div className={css.words}>
        <h2 className={css.name}>
          <Name name={chat.name} standing={chat.standing} label focusable self={chat.isSelf} />
        </h2>
        <Below chat={chat} person={props.person} members={props.members} />
      </div>
      <IconButton
        label={t('conversation.header.details')}
        icon={<PanelRight aria-hidden data-flip />}
        aria-pressed={props.detailsOpen}
        onClick={props.onDetails}
      />
      <Menu trigger={<IconButton bare label={t('conversation.header.menu')} icon={<EllipsisVertical aria-hidden />} />}>
        <ChatMenuItems chat={chat} />
      </Menu>
    </header>
  )
}

/** The line below the name: who is writing, else the members or the number. */
function Below({
  chat,
  person,
  members,
}: {
  chat: Chat
  person: Person | null
  members: readonly PersonLine[] | null
}) {
  const t = useT()
  const writers = useWriters(chat.id)
  const writer = writers.at(-1)
  if (writer !== undefined) {
    const name = slot(0)
    const words =
      writers.length > 1
        ? t('conversation.header.peopleTyping', { count: writers.length })
        : chat.kind === 'direct'
          ? t(`conversation.header.${writer.activity}`)
          : t(writer.activity === 'typing' ? 'conversation.header.nameTyping' : 'conversation.header.nameRecording', {
              name,
            })
    return (
      <p className={css.below} data-writing>
        <Isolated words={words} parts={[<Named key="writer" person={writer.person} />]} />
      </p>
    )
  }
  if (chat.isSelf) return <p className={css.below}>{t('conversation.header.self')}</p>
  if (chat.kind === 'group') {
    const names =
      members === null || members.length === 0 ? null : members.map(each => nameText(each.name, t)).join(', ')
    const count =
      chat.members > 0 ? t('conversation.header.members', { count: chat.members }) : t('conversation.header.group')
    return (
      <p className={css.below} title={names ?? undefined}>
        {count}
        {members === null || members.length === 0 ? null : <MemberNames members={members} />}
      </p>
    )
  }
  const phone = person?.phone ?? null
  // The number is the name already when nothing better is known.
  if (phone === null || chat.name.source === 'number') return null
  return (
    <p className={css.below}>
      <bdi dir="ltr">{phone}</bdi>
    </p>
  )
}

/** As many as can ever be seen in one line; all of them are in the details. */
const MOST_NAMES = 30

function MemberNames({ members }: { members: readonly PersonLine[] }) {
  return (
    <>
      {' · '}
      {members.slice(0, MOST_NAMES).map((member, index) => (
        <Fragment key={member.id}>
          {index === 0 ? null : ', '}
          <bdi>
            <Named person={member} />
          </bdi>
        </Fragment>
      ))}
    </>
  )
}
