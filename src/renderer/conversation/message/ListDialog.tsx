import { type FormEvent, useId, useState } from 'react'
import type { Message } from '../../../shared/model.ts'
import { answersOnce, type CardChoice, opensList, replyFor } from '../../../shared/rules/cards.ts'
import { errorText } from '../../data/errorText.ts'
import { useCommand } from '../../data/useCall.ts'
import { useT } from '../../i18n/useT.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import type { CardRequest } from './actions.ts'
import css from './CardDialogs.module.css'

type Row = { section: number; row: number }

/** The rows of a card's list, under their headings. Choosing one sends nothing yet: "Send" does. */
export function ListDialog(props: {
  open: boolean
  request: Extract<CardRequest, { kind: 'list' }>
  onSent: (message: Message) => void
  onClose: () => void
}) {
  const t = useT()
  const form = useId()
  const { message, content, answer, locked } = props.request
  const answered = answer !== null && answer.status !== 'failed'
  const still = message.fromMe || locked || (answered && answersOnce(content))
  const [choice, setChoice] = useState<Row | null>(rowOf(answered ? answer.choice : null))
  const send = useCommand('cardReply', { quiet: true })
  const title = content.card.buttons.find(opensList)?.text ?? ''
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (choice === null || still || send.isPending) return
    send.mutate(
      { messageId: message.id, choice },
      {
        onSuccess: sent => {
          props.onClose()
          props.onSent(sent)
        },
      },
    )
  }
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      size="medium"
      title={<bdi>{title === '' ? t('conversation.card.list') : title}</bdi>}
      description={
        still ? t(locked ? 'conversation.card.locked' : 'conversation.card.spent') : t('conversation.card.listText')
      }
      actions={
        still ? (
          <Button look="primary" onClick={props.onClose}>
            {t('common.close')}
          </Button>
        ) : (
          <>
            <Button onClick={props.onClose}>{t('common.cancel')}</Button>
            <Button look="primary" type="submit" form={form} busy={send.isPending} disabled={choice === null}>
              {t('conversation.card.listSend')}
            </Button>
          </>
        )
      }
    >
      <form id={form} onSubmit={submit}>
        {content.card.sections.map((section, index) => (
          // Sections and rows of a card never change.
          <fieldset key={`section-${String(index)}`} className={css.rows} disabled={still}>
            <legend className={section.title === '' ? css.hidden : css.heading} dir="auto">
              {section.title === '' ? t('conversation.card.listMore') : section.title}
            </legend>
            {section.rows.map((row, place) => {
              const here: Row = { section: index, row: place }
              return (
                <label key={`row-${String(place)}`} className={css.row}>
                  <input
                    type="radio"
                    name={form}
                    checked={choice !== null && choice.section === index && choice.row === place}
                    disabled={replyFor(content, here) === null}
                    onChange={() => setChoice(here)}
                  />
                  <span className={css.words}>
                    <span dir="auto">{row.title}</span>
                    {row.description === null ? null : (
                      <span className={css.more} dir="auto">
                        {row.description}
                      </span>
                    )}
                  </span>
                </label>
              )
            })}
          </fieldset>
        ))}
        {send.error === null ? null : (
          <p className={css.error} role="alert">
            {errorText(send.error, t)}
          </p>
        )}
      </form>
    </Dialog>
  )
}

function rowOf(choice: CardChoice | null): Row | null {
  return choice !== null && 'row' in choice ? choice : null
}
