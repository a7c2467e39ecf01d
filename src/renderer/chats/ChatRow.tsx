import { BellOff, Pin } from 'lucide-react'
import { type KeyboardEvent, memo } from 'react'
import type { Chat } from '../../shared/model.ts'
import { useWriters } from '../data/typing.ts'
import { useLanguage, useT } from '../i18n/useT.ts'
import { useUi } from '../shell/uiStore.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { ContextMenu } from '../ui/Menu.tsx'
import { Name } from '../ui/Name.tsx'
import { listTime } from '../ui/time.ts'
import { ChatMenuItems } from './ChatMenuItems.tsx'
import css from './ChatRow.module.css'
import { ImpostorMark } from './ImpostorMark.tsx'
import { LastLine } from './LastLine.tsx'
import { writingText } from './writingText.ts'

/** More unread messages than this are cut: the number only has to say "many". */
const MOST = 999

/** A chat in the list: a button that opens it, with a menu on the secondary button and the menu key. */
export const ChatRow = memo(function ChatRow(props: {
  chat: Chat
  current: boolean
  tabbable: boolean
  now: number
  onFocus: (chatId: number) => void
  onKeyDown: (event: KeyboardEvent) => void
}) {
  const { chat } = props
  const t = useT()
  const language = useLanguage()
  const openChat = useUi(state => state.openChat)
  const writers = useWriters(chat.id)
  const at = chat.last?.at ?? chat.at
  const unread = chat.unread > 0 || chat.markedUnread
  return (
    <ContextMenu
      trigger={
        <button
          type="button"
          className={css.row}
          data-chat={chat.id}
          data-unread={unread ? '' : undefined}
          aria-current={props.current ? 'true' : undefined}
          tabIndex={props.tabbable ? 0 : -1}
          onFocus={() => props.onFocus(chat.id)}
          onKeyDown={props.onKeyDown}
          onClick={() => openChat(chat.id)}
        >
          <Avatar seed={chat.personId ?? chat.id} name={chat.name} group={chat.kind === 'group'} />
          <span className={css.name}>
            <Name name={chat.name} standing={chat.standing} self={chat.isSelf} label />
          </span>
          <span className={css.last}>
            {chat.impostorOf === null ? null : <ImpostorMark imitated={chat.impostorOf} />}
            <LastLine chat={chat} writing={writingText(chat, writers, t)} />
          </span>
          <time className={css.time} dateTime={new Date(at).toISOString()}>
            {listTime(at, props.now, language)}
          </time>
          <span className={css.marks}>
            {chat.unread > 0 ? (
              <span
                role="img"
                aria-label={t('chats.unread', { count: chat.unread })}
                className={css.count}
                data-muted={chat.muted === null ? undefined : ''}
              >
                {chat.unread > MOST ? `${MOST}+` : chat.unread}
              </span>
            ) : chat.markedUnread ? (
              <span
                role="img"
                aria-label={t('chats.markedUnread')}
                className={css.dot}
                data-muted={chat.muted === null ? undefined : ''}
              />
            ) : null}
            {chat.pinnedAt === null ? null : <Pin role="img" aria-label={t('chats.pinned')} className={css.mark} />}
            {chat.muted === null ? null : <BellOff role="img" aria-label={t('chats.muted')} className={css.mark} />}
          </span>
        </button>
      }
    >
      <ChatMenuItems chat={chat} />
    </ContextMenu>
  )
})
