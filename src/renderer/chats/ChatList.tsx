import type { Chat } from '../../shared/model.ts'
import { useT } from '../i18n/useT.ts'
import { useUi } from '../shell/uiStore.ts'
import { useToday } from '../ui/useNow.ts'
import { useRowList } from '../ui/useRowList.ts'
import { ChatRow } from './ChatRow.tsx'

/** `--row-height` in tokens.css, pixels. */
const ROW = 64

const keyOf = (chat: Chat): number => chat.id
const sizeOf = (): number => ROW

/** The rows of the chat list. */
export function ChatList(props: {
  chats: Chat[]
  hasMore: boolean
  onMore: () => void
  /** Where the list was scrolled to when it was last seen, pixels. */
  offset: number
  onOffset: (offset: number) => void
}) {
  const t = useT()
  const now = useToday()
  const openId = useUi(state => state.chat?.chatId ?? null)
  const { scroller, list, shown, onRowFocus, onRowKey } = useRowList({
    rows: props.chats,
    keyOf,
    sizeOf,
    isStop: null,
    current: openId,
    hasMore: props.hasMore,
    onMore: props.onMore,
    offset: props.offset,
    onLeave: props.onOffset,
  })
  return (
    <div {...scroller}>
      <ul aria-label={t('chats.list')} {...list}>
        {shown.map(({ key, row, tabbable, item }) => (
          <li key={key} {...item}>
            <ChatRow
              chat={row}
              current={key === openId}
              tabbable={tabbable}
              now={now}
              onFocus={onRowFocus}
              onKeyDown={onRowKey}
            />
          </li>
        ))}
      </ul>
    </div>
  )
}
