import { ArrowUpRight, Copy } from 'lucide-react'
import type { BusinessDetails, Message } from '../../../shared/model.ts'
import { KindIcon } from '../../chats/KindIcon.tsx'
import { useLanguage, useT } from '../../i18n/useT.ts'
import { useUi } from '../../shell/uiStore.ts'
import { Button } from '../../ui/Button.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { listTime } from '../../ui/time.ts'
import { useCopyCode } from '../../ui/useCopyCode.ts'
import { useToday } from '../../ui/useNow.ts'
import css from './Details.module.css'
import { distinctCodes } from './distinctCodes.ts'
import { ticketTitle } from './ticketTitle.ts'
import { useFew } from './useFew.tsx'

/** Files, images and cards of the last 30 days; pressing one goes to its message. */
export function Tickets({ messages, onJump }: { messages: readonly Message[]; onJump?: () => void }) {
  const t = useT()
  const language = useLanguage()
  const now = useToday()
  const openChat = useUi(state => state.openChat)
  const { shown, more } = useFew(messages)
  return (
    <section className={css.part}>
      <Heading>{t('businesses.tickets')}</Heading>
      {messages.length === 0 ? (
        <p className={css.faint}>{t('businesses.ticketsNone')}</p>
      ) : (
        <ul className={css.shared} aria-label={t('businesses.tickets')}>
          {shown.map(message => (
            <li key={message.id}>
              <button
                type="button"
                className={css.ticket}
                title={t('businesses.goTo')}
                onClick={() => {
                  onJump?.()
                  openChat(message.chatId, { messageId: message.id })
                }}
              >
                <span className={css.kind}>
                  <KindIcon kind={message.content.kind} />
                </span>
                <bdi className={css.ticketTitle}>{ticketTitle(message, t)}</bdi>
                <time className={css.small} dateTime={new Date(message.at).toISOString()}>
                  {listTime(message.at, now, language)}
                </time>
              </button>
            </li>
          ))}
        </ul>
      )}
      {more}
    </section>
  )
}

/** One-time codes of the last 30 days. */
export function Codes(props: { codes: BusinessDetails['codes']; chatId: number | null; onJump?: () => void }) {
  const t = useT()
  const language = useLanguage()
  const now = useToday()
  const copy = useCopyCode()
  const openChat = useUi(state => state.openChat)
  const { chatId } = props
  const { shown, more } = useFew(distinctCodes(props.codes))
  return (
    <section className={css.part}>
      <Heading>{t('businesses.codes')}</Heading>
      {props.codes.length === 0 ? (
        <p className={css.faint}>{t('businesses.codesNone')}</p>
      ) : (
        <ul className={css.shared} aria-label={t('businesses.codes')}>
          {shown.map(({ messageId, at, code }) => (
            <li key={`${String(messageId)}-${code}`} className={css.code}>
              <Button
                icon={<Copy aria-hidden />}
                aria-label={t('businesses.copyCode', { code })}
                onClick={() => void copy(code)}
              >
                <bdi dir="ltr" className={css.digits}>
                  {code}
                </bdi>
              </Button>
              <time className={css.small} dateTime={new Date(at).toISOString()}>
                {listTime(at, now, language)}
              </time>
              {chatId === null ? null : (
                <IconButton
                  label={t('businesses.goTo')}
                  icon={<ArrowUpRight aria-hidden data-flip />}
                  onClick={() => {
                    props.onJump?.()
                    openChat(chatId, { messageId })
                  }}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {more}
    </section>
  )
}

function Heading({ children }: { children: string }) {
  const t = useT()
  return (
    <h3 className={css.heading}>
      {children} <span className={css.days}>{t('businesses.days')}</span>
    </h3>
  )
}
