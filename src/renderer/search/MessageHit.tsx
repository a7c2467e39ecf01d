import type { SearchHit } from '../../shared/model.ts'
import { contentText } from '../chats/contentText.ts'
import { kindText } from '../chats/previewText.ts'
import { useLanguage, useT } from '../i18n/useT.ts'
import { useUi } from '../shell/uiStore.ts'
import { Isolated, slot } from '../ui/Isolated.tsx'
import { Name } from '../ui/Name.tsx'
import { Named } from '../ui/Named.tsx'
import { stepFocus } from '../ui/stepFocus.ts'
import { listTime } from '../ui/time.ts'
import css from './Hit.module.css'
import { snippet } from './snippet.ts'

/** A message that was found by its words; pressing it opens its chat there. */
export function MessageHit({ hit, query, now }: { hit: SearchHit; query: string; now: number }) {
  const t = useT()
  const language = useLanguage()
  const openChat = useUi(state => state.openChat)
  const { message, chat } = hit
  const content = contentText(message.content)
  const text = content === '' ? kindText(message.content.kind, t) : content
  const author = message.fromMe ? (
    t('chats.you')
  ) : chat.kind === 'group' ? (
    <Isolated words={t('chats.author', { name: slot(0) })} parts={[<Named key="author" person={message.author} />]} />
  ) : null
  const time = listTime(message.at, now, language)
  const parts = snippet(text, query)
  return (
    <button
      type="button"
      data-hit=""
      onKeyDown={event => stepFocus(event, '[data-hit]')}
      className={css.message}
      onClick={() => openChat(chat.id, { messageId: message.id })}
    >
      <span className={css.name}>
        <Name name={chat.name} standing={chat.standing} label />
      </span>
      <span className={css.text} dir="auto">
        {author === null ? null : (
          <>
            <span>{author}</span>{' '}
          </>
        )}
        {parts.map((part, index) => {
          const key = `${index}${part.hit ? '!' : ''}`
          return part.hit ? (
            <mark key={key} className={css.mark}>
              {part.text}
            </mark>
          ) : (
            <span key={key}>{part.text}</span>
          )
        })}
      </span>
      <time className={css.time} dateTime={new Date(message.at).toISOString()}>
        {time}
      </time>
    </button>
  )
}
