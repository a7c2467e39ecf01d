import type { Message } from '../../../shared/model.ts'
import { useT } from '../../i18n/useT.ts'
import { useMessageActions } from '../message/actions.ts'
import { spokenText } from '../message/spokenText.ts'
import css from './SelectBox.module.css'

/** The box before a message while messages are being selected. A press anywhere on the message does the same. */
export function SelectBox({ message, chosen }: { message: Message; chosen: boolean }) {
  const t = useT()
  const actions = useMessageActions()
  return (
    <input
      type="checkbox"
      className={css.box}
      data-own={message.fromMe}
      checked={chosen}
      // The message itself is the tab stop, and Space marks it.
      tabIndex={-1}
      aria-label={t('businesses.select.message', { text: spokenText(message, t).slice(0, 80) })}
      onChange={() => actions.toggleSelected(message)}
    />
  )
}
