import { Ban } from 'lucide-react'
import type { Chat } from '../../shared/model.ts'
import { useT } from '../i18n/useT.ts'
import { Hidden } from '../ui/Hidden.tsx'
import { Isolated, slot } from '../ui/Isolated.tsx'
import { Named } from '../ui/Named.tsx'
import { KindIcon } from './KindIcon.tsx'
import css from './LastLine.module.css'
import { previewText, showsIcon } from './previewText.ts'
import { Ticks } from './Ticks.tsx'

/** The second line of a row: who is writing, else the draft, else the last message. */
export function LastLine({ chat, writing }: { chat: Chat; writing: string | null }) {
  const t = useT()
  const { last } = chat
  if (writing !== null) {
    return (
      <span className={css.line}>
        <span className={css.strong}>{writing}</span>
      </span>
    )
  }
  if (chat.draft !== null) {
    return (
      <span className={css.line}>
        <span className={css.text} dir="auto">
          <bdi className={css.strong}>{t('chats.draft')}</bdi> {chat.draft}
        </span>
      </span>
    )
  }
  if (last === null) return <span className={css.line}>{t('chats.noMessages')}</span>
  const gone = last.deleted !== null && !last.deleted.kept
  return (
    <span className={css.line}>
      {last.fromMe && !gone ? <Ticks status={last.status} /> : null}
      {gone ? <Ban aria-hidden /> : showsIcon(last) ? <KindIcon kind={last.kind} /> : null}
      <span className={css.text} dir="auto" data-gone={gone ? '' : undefined}>
        {last.fromMe && !gone ? <Hidden>{t('chats.you')} </Hidden> : null}
        {last.author === null ? null : (
          <>
            <Isolated
              words={t('chats.author', { name: slot(0) })}
              parts={[<Named key="author" person={last.author} />]}
            />{' '}
          </>
        )}
        {previewText(last, t)}
      </span>
    </span>
  )
}
