import { Ban } from 'lucide-react'
import type { Chat } from '../../shared/model.ts'
import { useT } from '../i18n/useT.ts'
import { MenuItem } from '../ui/Menu.tsx'
import { useAskedBlock } from './blockStore.ts'
import { subjectOf } from './subject.ts'
import { useBlocking } from './useBlocking.ts'

/** Blocking in the menu of a direct chat; nothing for groups and for the chat with oneself. */
export function BlockMenuItem({ chat }: { chat: Chat }) {
  const t = useT()
  const ask = useAskedBlock(state => state.ask)
  const { unblock } = useBlocking()
  const subject = subjectOf(chat)
  if (subject === null) return null
  return (
    <MenuItem
      icon={<Ban aria-hidden />}
      danger={!chat.blocked}
      onSelect={() => {
        if (chat.blocked) void unblock(subject.personId, subject.name)
        else ask(subject)
      }}
    >
      {t(chat.blocked ? 'businesses.block.unblock' : 'businesses.block.block')}
    </MenuItem>
  )
}
