import type { Quote } from '../../../shared/model.ts'
import { kindText } from '../../chats/previewText.ts'
import { useT } from '../../i18n/useT.ts'
import { Name } from '../../ui/Name.tsx'
import { nameText } from '../../ui/nameText.ts'
import { hueStyle } from './hueStyle.ts'
import css from './QuoteBox.module.css'

/** The message that is replied to, in short. With `onJump` it is a button that leads there. */
export function QuoteBox({
  quote,
  onJump,
  reachable,
}: {
  quote: Quote
  onJump: (() => void) | null
  reachable: boolean
}) {
  const t = useT()
  const author = quote.fromMe ? null : quote.author
  const name = quote.fromMe
    ? t('conversation.you')
    : author === null
      ? t('conversation.quote.unknown')
      : nameText(author.name, t)
  const inner = (
    <>
      <span className={css.author} style={hueStyle(author)}>
        {author === null ? <bdi>{name}</bdi> : <Name name={author.name} standing={author.standing} />}
        {quote.ofStatus ? <span className={css.status}>· {t('conversation.quote.status')}</span> : null}
      </span>
      <span className={css.text} dir="auto">
        {quote.text === '' ? <i>{kindText(quote.kind, t)}</i> : quote.text}
      </span>
    </>
  )
  if (onJump === null) return <div className={css.quote}>{inner}</div>
  return (
    <button
      type="button"
      className={css.quote}
      title={t('conversation.quote.jump', { name })}
      tabIndex={reachable ? 0 : -1}
      onClick={onJump}
    >
      {inner}
    </button>
  )
}
