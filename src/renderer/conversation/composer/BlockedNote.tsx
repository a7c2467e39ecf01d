import { Ban } from 'lucide-react'
import type { Ref } from 'react'
import type { Chat } from '../../../shared/model.ts'
import { useBlocking } from '../../blocking/useBlocking.ts'
import { useT } from '../../i18n/useT.ts'
import { Button } from '../../ui/Button.tsx'
import { Isolated, slot } from '../../ui/Isolated.tsx'
import { Named } from '../../ui/Named.tsx'
import css from './BlockedNote.module.css'

/** Stands in the composer's place while the other side is blocked. */
export function BlockedNote(props: { chat: Chat; onEscape: () => void; ref: Ref<HTMLButtonElement> }) {
  const t = useT()
  const { busy, unblock } = useBlocking()
  const { chat } = props
  return (
    <div className={css.note}>
      <Ban aria-hidden />
      <p className={css.words}>
        <Isolated
          words={t('businesses.block.closed', { name: slot(0) })}
          parts={[<Named key="name" person={chat} />]}
        />
      </p>
      <Button
        ref={props.ref}
        busy={busy}
        onClick={() => {
          if (chat.personId !== null) void unblock(chat.personId, chat.name)
        }}
        onKeyDown={event => {
          if (event.key === 'Escape') props.onEscape()
        }}
      >
        {t('businesses.block.unblock')}
      </Button>
    </div>
  )
}
