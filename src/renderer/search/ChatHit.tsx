import type { Chat } from '../../shared/model.ts'
import { useUi } from '../shell/uiStore.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Name } from '../ui/Name.tsx'
import { stepFocus } from '../ui/stepFocus.ts'
import css from './Hit.module.css'

/** A chat that was found by its name. */
export function ChatHit({ chat }: { chat: Chat }) {
  const openChat = useUi(state => state.openChat)
  return (
    <button
      type="button"
      data-hit=""
      onKeyDown={event => stepFocus(event, '[data-hit]')}
      className={css.hit}
      onClick={() => openChat(chat.id)}
    >
      <Avatar seed={chat.personId ?? chat.id} name={chat.name} group={chat.kind === 'group'} size={32} />
      <span className={css.name}>
        <Name name={chat.name} standing={chat.standing} self={chat.isSelf} label />
      </span>
    </button>
  )
}
