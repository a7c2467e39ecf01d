import type { Message } from '../../../shared/model.ts'
import { answersOnce, type CardChoice, type CardContent, opensList, takesAnswers } from '../../../shared/rules/cards.ts'
import { useCommand } from '../../data/useCall.ts'
import { useT } from '../../i18n/useT.ts'
import { useMessageActions } from './actions.ts'
import css from './CardBody.module.css'
import { CardButton, type CardState } from './CardButton.tsx'
import { Placeholder } from './Media.tsx'
import { TextBody } from './TextBody.tsx'
import { useCardAnswer } from './useCardAnswer.ts'

/** A business' card: header, body, footer, and buttons that work (domain.md §8). */
export function CardBody(props: { message: Message; content: CardContent; reachable: boolean; locked: boolean }) {
  const t = useT()
  const { message, content, reachable } = props
  const { card } = content
  return (
    <div className={css.card}>
      {card.headerMedia === 'image' && message.thumbnail !== null ? (
        <img
          className={css.picture}
          src={`data:image/jpeg;base64,${message.thumbnail}`}
          alt={t('content.image')}
          draggable={false}
        />
      ) : card.headerMedia === null ? null : (
        <Placeholder
          kind={card.headerMedia}
          name={t(`content.${card.headerMedia}`)}
          facts={[]}
          thumbnail={message.thumbnail}
        />
      )}
      {card.header === null ? null : (
        <p className={css.header} dir="auto">
          {card.header}
        </p>
      )}
      {card.body === '' ? null : (
        <p dir="auto">
          <TextBody text={card.body} mentions={[]} reachable={reachable} />
        </p>
      )}
      {card.buttons.some(opensList) ? null : <Sections card={card} />}
      {card.footer === null ? null : (
        <p className={css.faint} dir="auto">
          {card.footer}
        </p>
      )}
      {card.buttons.length === 0 ? null : <Buttons {...props} />}
    </div>
  )
}

/** Rows that are there to be read: the cards of a carousel. */
function Sections({ card }: { card: CardContent['card'] }) {
  return card.sections.map((section, index) => (
    // Sections of a card never change.
    <div key={`section-${String(index)}`} className={css.section}>
      {section.title === '' ? null : (
        <p className={css.sectionTitle} dir="auto">
          {section.title}
        </p>
      )}
      <ul>
        {section.rows.map((row, place) => (
          <li key={`row-${String(place)}`} dir="auto">
            {row.title}
            {row.description === null ? null : <span className={css.faint}> – {row.description}</span>}
          </li>
        ))}
      </ul>
    </div>
  ))
}

function Buttons(props: { message: Message; content: CardContent; reachable: boolean; locked: boolean }) {
  const t = useT()
  const actions = useMessageActions()
  const { message, content, reachable } = props
  const locked = props.locked || !takesAnswers(message)
  const answer = useCardAnswer(message, content)
  const send = useCommand('cardReply')
  const retry = useCommand('messageRetry')
  const counts = answer !== null && answer.status !== 'failed'
  const spent = counts && answersOnce(content)
  const state = (choice: CardChoice | null): CardState => {
    if (message.fromMe) return 'mine'
    const taken = counts && answer.choice !== null && isSame(answer.choice, choice)
    if (taken) return answer.status === 'pending' ? 'sending' : 'chosen'
    if (locked) return 'locked'
    return spent || send.isPending ? 'spent' : 'open'
  }
  return (
    <>
      <ul className={css.buttons} aria-label={t('conversation.content.buttons')}>
        {content.card.buttons.map((button, place) => (
          <li key={`button-${String(place)}`} className={css.item}>
            <CardButton
              button={button}
              state={state(button.kind === 'reply' ? { button: place } : null)}
              reachable={reachable}
              onReply={() =>
                send.mutate({ messageId: message.id, choice: { button: place } }, { onSuccess: actions.sent })
              }
              onList={() => actions.openCard({ kind: 'list', message, content, answer, locked })}
              onLink={url => actions.openCard({ kind: 'link', url })}
              onNumber={phone => actions.openCard({ kind: 'number', phone })}
            />
          </li>
        ))}
      </ul>
      {answer === null || !counts || (answer.choice !== null && 'button' in answer.choice) ? null : (
        <p className={css.faint} dir="auto">
          {t('conversation.card.answered', { choice: answer.text })}
        </p>
      )}
      {answer?.status === 'failed' ? (
        <p className={css.failed} role="alert">
          {t('conversation.card.failed')}{' '}
          <button
            type="button"
            tabIndex={reachable ? 0 : -1}
            disabled={retry.isPending}
            onClick={() => retry.mutate({ messageId: answer.messageId })}
          >
            {t('conversation.actions.retry')}
          </button>
        </p>
      ) : null}
    </>
  )
}

function isSame(a: CardChoice, b: CardChoice | null): boolean {
  return b !== null && JSON.stringify(a) === JSON.stringify(b)
}
