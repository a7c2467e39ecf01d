import { Archive, ArchiveRestore, Bell, BellOff, Eraser, MailCheck, MailOpen, Pin, PinOff, Trash2 } from 'lucide-react'
import type { Chat } from '../../shared/model.ts'
import { BlockMenuItem } from '../blocking/BlockMenuItem.tsx'
import { useCommand } from '../data/useCall.ts'
import { useT } from '../i18n/useT.ts'
import { MenuItem, MenuSeparator, SubMenu } from '../ui/Menu.tsx'
import { showToast } from '../ui/toastStore.ts'
import { useAsked } from './chatActions.ts'

const HOUR = 3_600_000
const WEEK = 7 * 24 * HOUR

/** A failure has its toast already (`useCommand`). */
function told(): void {}

/** What can be done with a chat: the items of a menu, in the list and in the conversation's header alike. */
export function ChatMenuItems({ chat }: { chat: Chat }) {
  const t = useT()
  const ask = useAsked(state => state.ask)
  const markRead = useCommand('chatMarkRead')
  const markUnread = useCommand('chatMarkUnread')
  const archive = useCommand('chatArchive')
  const pin = useCommand('chatPin')
  const mute = useCommand('chatMute')
  const chatId = chat.id
  const isUnread = chat.unread > 0 || chat.markedUnread
  const upTo = chat.last?.messageId ?? null

  function setArchived(on: boolean) {
    // The menu is gone by the time of the answer, and callbacks of `mutate` with it; the promise is not.
    archive.mutateAsync({ chatId, on }).then(
      () =>
        showToast({
          words: t(on ? 'chats.done.archived' : 'chats.done.unarchived'),
          action: { label: t('common.undo'), run: () => archive.mutate({ chatId, on: !on }) },
        }),
      told,
    )
  }

  function setMuted(until: number | 'forever' | null) {
    const before = chat.muted?.until ?? null
    mute.mutateAsync({ chatId, until }).then(
      () =>
        showToast({
          words: t(until === null ? 'chats.done.unmuted' : 'chats.done.muted'),
          action: { label: t('common.undo'), run: () => mute.mutate({ chatId, until: before }) },
        }),
      told,
    )
  }

  return (
    <>
      {isUnread ? (
        <MenuItem icon={<MailOpen aria-hidden />} onSelect={() => markRead.mutate({ chatId, upTo })}>
          {t('chats.menu.markRead')}
        </MenuItem>
      ) : (
        <MenuItem icon={<MailCheck aria-hidden />} onSelect={() => markUnread.mutate({ chatId })}>
          {t('chats.menu.markUnread')}
        </MenuItem>
      )}
      <MenuItem
        icon={chat.pinnedAt === null ? <Pin aria-hidden /> : <PinOff aria-hidden />}
        onSelect={() => pin.mutate({ chatId, on: chat.pinnedAt === null })}
      >
        {t(chat.pinnedAt === null ? 'chats.menu.pin' : 'chats.menu.unpin')}
      </MenuItem>
      {chat.muted === null ? (
        <SubMenu icon={<BellOff aria-hidden />} label={t('chats.menu.mute')}>
          <MenuItem onSelect={() => setMuted(Date.now() + 8 * HOUR)}>{t('chats.menu.mute8h')}</MenuItem>
          <MenuItem onSelect={() => setMuted(Date.now() + WEEK)}>{t('chats.menu.muteWeek')}</MenuItem>
          <MenuItem onSelect={() => setMuted('forever')}>{t('chats.menu.muteAlways')}</MenuItem>
        </SubMenu>
      ) : (
        <MenuItem icon={<Bell aria-hidden />} onSelect={() => setMuted(null)}>
          {t('chats.menu.unmute')}
        </MenuItem>
      )}
      <MenuItem
        icon={chat.archived ? <ArchiveRestore aria-hidden /> : <Archive aria-hidden />}
        onSelect={() => setArchived(!chat.archived)}
      >
        {t(chat.archived ? 'chats.menu.unarchive' : 'chats.menu.archive')}
      </MenuItem>
      <MenuSeparator />
      <BlockMenuItem chat={chat} />
      <MenuItem icon={<Eraser aria-hidden />} danger onSelect={() => ask({ what: 'clear', chat })}>
        {t('chats.menu.clear')}
      </MenuItem>
      <MenuItem icon={<Trash2 aria-hidden />} danger onSelect={() => ask({ what: 'delete', chat })}>
        {t('chats.menu.delete')}
      </MenuItem>
    </>
  )
}
