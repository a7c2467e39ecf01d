import { CircleDashed } from 'lucide-react'
import type { Quote } from '../../../shared/model.ts'
import { kindText } from '../../chats/previewText.ts'
import { useT } from '../../i18n/useT.ts'
import { Name } from '../../ui/Name.tsx'
import { nameText } from '../../ui/nameText.ts'
import { hueStyle } from './hueStyle.ts'
import css from './QuoteBox.module.css'

/**
 * The message or status update that is replied to, in short. With `onJump` it is a button that leads there. Of an update its
 * picture and its words are kept when it is over.
 */
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
        {quote.ofStatus ? (
          <span className={css.status}>
            <CircleDashed aria-hidden />
            {t('conversation.quote.status')} ·
          </span>
        ) : null}
        {author === null ? <bdi>{name}</bdi> : <Name name={author.name} standing={author.standing} />}
      </span>
      <span className={css.text} dir="auto">
        {quote.text === '' ? <i>{kindText(quote.kind, t)}</i> : quote.text}
      </span>
    </>
  )
  const picture =
    quote.thumbnail === null ? null : (
      <img className={css.picture} src={`data:image/jpeg;base64,${quote.thumbnail}`} alt="" draggable={false} />
    )
  if (onJump === null) {
    return (
      <div className={css.quote} data-pictured={picture !== null}>
        {inner}
        {picture}
      </div>
    )
  }
  return (
    <button
      type="button"
      className={css.quote}
      data-pictured={picture !== null}
      title={quote.ofStatus ? t('conversation.quote.showStatus', { name }) : t('conversation.quote.jump', { name })}
      tabIndex={reachable ? 0 : -1}
      onClick={onJump}
    >
      {inner}
      {picture}
    </button>
  )
}
