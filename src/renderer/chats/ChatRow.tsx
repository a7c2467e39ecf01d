import { BellOff, Pin } from 'lucide-react'
import { type KeyboardEvent, memo } from 'react'
import type { Chat } from '../../shared/model.ts'
import { useWriters } from '../data/typing.ts'
import { useLanguage, useT } from '../i18n/useT.ts'
import { useUi } from '../shell/uiStore.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Hidden } from '../ui/Hidden.tsx'
import { ContextMenu } from '../ui/Menu.tsx'
import { Name } from '../ui/Name.tsx'
import { listTime } from '../ui/time.ts'
import { ChatMenuItems } from './ChatMenuItems.tsx'
import css from './ChatRow.module.css'
import { LastLine } from './LastLine.tsx'
import { rowWords, writingText } from './rowWords.ts'

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
          <span className={css.words}>
            <span className={css.line}>
              <span className={css.name}>
                <Name name={chat.name} standing={chat.standing} self={chat.isSelf} label spoken />
              </span>
              <time aria-hidden className={css.time} dateTime={new Date(chat.last?.at ?? chat.at).toISOString()}>
                {listTime(chat.last?.at ?? chat.at, props.now, language)}
              </time>
            </span>
            <span aria-hidden className={css.line}>
              <LastLine chat={chat} writing={writingText(chat, writers, t)} />
              {chat.muted === null ? null : <BellOff aria-hidden className={css.mark} />}
              {chat.pinnedAt === null ? null : <Pin aria-hidden className={css.mark} />}
              {chat.unread > 0 ? (
                <span className={css.count} data-muted={chat.muted === null ? undefined : ''}>
                  {chat.unread > MOST ? `${MOST}+` : chat.unread}
                </span>
              ) : chat.markedUnread ? (
                <span className={css.dot} data-muted={chat.muted === null ? undefined : ''} />
              ) : null}
            </span>
          </span>
          <Hidden>{rowWords(chat, writers, { t, now: props.now, language })}</Hidden>
        </button>
      }
    >
      <ChatMenuItems chat={chat} />
    </ContextMenu>
  )
})
