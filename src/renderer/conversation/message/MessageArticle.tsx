import { Ban, ChevronDown, Forward } from 'lucide-react'
import { memo } from 'react'
import type { Deletion, Message, Quote } from '../../../shared/model.ts'
import { Ticks } from '../../chats/Ticks.tsx'
import { errorText } from '../../data/errorText.ts'
import { useLanguage, useT } from '../../i18n/useT.ts'
import { useStatus } from '../../status/statusStore.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Name } from '../../ui/Name.tsx'
import { nameText } from '../../ui/nameText.ts'
import { clockTime, fullTime } from '../../ui/time.ts'
import { showToast } from '../../ui/toastStore.ts'
import { largeEmoji } from '../model/emoji.ts'
import { SelectBox } from '../selection/SelectBox.tsx'
import { useMessageActions } from './actions.ts'
import { Body } from './Body.tsx'
import { CopyCode } from './CopyCode.tsx'
import { hueStyle } from './hueStyle.ts'
import css from './MessageArticle.module.css'
import { QuoteBox } from './QuoteBox.tsx'
import { Reactions } from './Reactions.tsx'

export interface MessageArticleProps {
  message: Message
  /** First and last of its run by one author. */
  first: boolean
  last: boolean
  /** Shows who wrote it: in groups. */
  named: boolean
  /** The one message that the Tab key reaches. */
  active: boolean
  /** Just jumped to: it lights up for a moment. */
  lit: boolean
  /** The chat takes nothing from here. */
  locked: boolean
  business: boolean
  /** While messages are being selected: whether this one is. Null: none are. */
  chosen: boolean | null
}

/** One message. */
export const MessageArticle = memo(function MessageArticle(props: MessageArticleProps) {
  const t = useT()
  const language = useLanguage()
  const actions = useMessageActions()
  const { message, active } = props
  const { quote, deleted } = message
  const gone = deleted !== null && !deleted.kept
  const large = message.content.kind === 'text' && quote === null && !gone ? largeEmoji(message.content.text) : 0
  const id = `message-${String(message.id)}`
  const named = props.named && !message.fromMe
  const authorWords = message.fromMe ? t('conversation.you') : nameText(message.author.name, t)
  return (
    <div
      className={css.row}
      data-id={message.id}
      data-own={message.fromMe}
      data-first={props.first}
      data-named={named}
      data-chosen={props.chosen ?? undefined}
    >
      {props.chosen === null ? null : <SelectBox message={message} chosen={props.chosen} />}
      {named ? (
        <span className={css.avatar}>
          {props.last ? <Avatar seed={message.author.id} name={message.author.name} size={28} /> : null}
        </span>
      ) : null}
      <article
        className={css.bubble}
        aria-labelledby={`${id}-author ${id}-body ${id}-meta`}
        tabIndex={active ? 0 : -1}
        data-own={message.fromMe}
        data-last={props.last}
        data-large={large > 0}
        data-lit={props.lit}
      >
        {named && props.first ? (
          <div id={`${id}-author`} className={css.author} style={hueStyle(message.author)}>
            <Name name={message.author.name} standing={message.author.standing} label focusable={active} />
          </div>
        ) : (
          <span id={`${id}-author`} className={css.unseen}>
            {authorWords}
          </span>
        )}
        {message.forwarded && !gone ? (
          <span className={css.mark}>
            <Forward aria-hidden />
            {t('conversation.message.forwarded')}
          </span>
        ) : null}
        {deleted?.kept ? (
          <span className={css.mark}>
            <Ban aria-hidden />
            {keptWords(deleted, props.business, t)}
          </span>
        ) : null}
        {quote !== null && !gone ? (
          <QuoteBox
            quote={quote}
            reachable={active}
            onJump={jumpOf(quote, messageId => actions.jumpTo(messageId), t)}
          />
        ) : null}
        <div className={css.body} dir="auto" data-count={large}>
          <div id={`${id}-body`} className={css.words}>
            {gone ? (
              <i className={css.gone}>
                <Ban aria-hidden />
                {goneWords(message, deleted, t)}
              </i>
            ) : (
              <Body message={message} reachable={active} locked={props.locked} />
            )}
          </div>{' '}
          <span className={css.meta} id={`${id}-meta`}>
            {message.editedAt === null || gone ? null : (
              <span title={t('conversation.message.editedAt', { time: fullTime(message.editedAt, language) })}>
                {t('conversation.message.edited')}
              </span>
            )}
            <time dir="auto" dateTime={new Date(message.at).toISOString()} title={fullTime(message.at, language)}>
              {clockTime(message.at, language)}
            </time>
            {gone ? null : <Ticks status={message.status} />}
          </span>
        </div>
        <CopyCode message={message} reachable={active} />
        {message.status === 'failed' ? (
          <div className={css.failed}>
            <span>
              {t('conversation.message.notSent', {
                reason: message.failure === null ? '' : errorText({ code: message.failure }, t),
              })}
            </span>
            <button type="button" tabIndex={active ? 0 : -1} onClick={() => actions.retry(message)}>
              {t('conversation.actions.retry')}
            </button>
          </div>
        ) : null}
        <Reactions message={message} reachable={active} locked={props.locked} />
        <button
          type="button"
          className={css.options}
          aria-label={t('conversation.actions.options')}
          aria-haspopup="menu"
          tabIndex={active ? 0 : -1}
          onClick={event => actions.openMenu(message, event.currentTarget)}
        >
          <ChevronDown aria-hidden />
        </button>
      </article>
    </div>
  )
})

type T = ReturnType<typeof useT>

/** Where a quote leads: to the message in this chat, to the status update, or to the word that the update is over. */
function jumpOf(quote: Quote, jumpTo: (messageId: number) => void, t: T): (() => void) | null {
  const { messageId, statusId, author } = quote
  if (messageId !== null) return () => jumpTo(messageId)
  if (!quote.ofStatus) return null
  const whose = quote.fromMe ? 'me' : (author?.id ?? null)
  if (statusId !== null && whose !== null) return () => useStatus.getState().view(whose, statusId)
  return () => showToast({ words: t('status.viewer.over') })
}

function goneWords(message: Message, deleted: Deletion, t: T): string {
  if (deleted.by === 'admin') return t('conversation.message.deletedByAdmin')
  if (deleted.by === 'me' || message.fromMe) return t('conversation.message.deletedByMe')
  const { content } = message
  // Only a chat that is kept tells it apart: elsewhere nothing is left of a deleted message anyway.
  const wasGone = content.kind === 'unknown' && content.type === 'revoked'
  return wasGone ? t('conversation.message.withdrawnBefore') : t('conversation.message.deleted')
}

function keptWords(deleted: Deletion, business: boolean, t: T): string {
  switch (deleted.by) {
    case 'phone':
      return t('conversation.message.keptPhone')
    case 'timer':
      return t('conversation.message.keptTimer')
    case 'admin':
      return t('conversation.message.keptAdmin')
    case 'me':
      return t('conversation.message.keptMe')
    case 'author':
      return business ? t('conversation.message.keptBusiness') : t('conversation.message.keptAuthor')
  }
}
