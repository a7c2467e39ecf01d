import { Bell, BellOff, MessageSquare, PanelRight } from 'lucide-react'
import type { StatusAuthor } from '../../../shared/model.ts'
import { useCommand } from '../../data/useCall.ts'
import { useT } from '../../i18n/useT.ts'
import { useUi } from '../../shell/uiStore.ts'
import { MenuItem } from '../../ui/Menu.tsx'
import { useStatus } from '../statusStore.ts'
import { useMuting } from '../useMuting.ts'

/** What can be done with an author of status updates: the items of a menu. */
export function AuthorMenuItems({ author }: { author: StatusAuthor }) {
  const t = useT()
  const setMuted = useMuting()
  const open = useCommand('chatOpenByPerson')
  const openChat = useUi(state => state.openChat)
  const showDetails = useStatus(state => state.showDetails)
  const muted = author.group === 'muted'

  return (
    <>
      <MenuItem
        icon={muted ? <Bell aria-hidden /> : <BellOff aria-hidden />}
        onSelect={() => setMuted(author.id, !muted)}
      >
        {t(muted ? 'status.list.unmute' : 'status.list.mute')}
      </MenuItem>
      <MenuItem
        icon={<MessageSquare aria-hidden />}
        // The menu is gone by the time of the answer, and callbacks of `mutate` with it; the promise is not.
        onSelect={() =>
          open.mutateAsync({ personId: author.id }).then(
            chat => openChat(chat.id),
            () => {},
          )
        }
      >
        {t('status.list.openChat')}
      </MenuItem>
      {author.standing === 'none' ? null : (
        <MenuItem icon={<PanelRight aria-hidden data-flip />} onSelect={() => showDetails(author.id)}>
          {t('status.list.details')}
        </MenuItem>
      )}
    </>
  )
}
