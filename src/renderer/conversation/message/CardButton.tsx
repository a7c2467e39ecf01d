import {
  Check,
  Copy,
  ExternalLink,
  LoaderCircle,
  type LucideIcon,
  Phone,
  Reply,
  Smartphone,
  TextSelect,
} from 'lucide-react'
import type { Button } from '../../../shared/content.ts'
import { opensList } from '../../../shared/rules/cards.ts'
import { formatNumber, typedNumber } from '../../../shared/rules/phone.ts'
import { useT } from '../../i18n/useT.ts'
import { useCopyCode } from '../../ui/useCopyCode.ts'
import { webAddress } from '../model/links.ts'
import css from './CardButton.module.css'

/**
 * Of a choice. `mine`: on a card of one's own, nothing is pressed. `locked`: the chat takes nothing. `spent`: another
 * choice was taken, or is being sent.
 */
export type CardState = 'open' | 'sending' | 'chosen' | 'spent' | 'locked' | 'mine'

/** One button of a card. Only a reply sends something; everything else stays on this side. */
export function CardButton(props: {
  button: Button
  state: CardState
  reachable: boolean
  onReply: () => void
  onList: () => void
  onLink: (url: string) => void
  onNumber: (phone: string) => void
}) {
  const t = useT()
  const copy = useCopyCode()
  const { button, state } = props
  const frame = { tabIndex: props.reachable ? 0 : -1, mine: state === 'mine' }
  switch (button.kind) {
    case 'reply': {
      const icons = { open: Reply, spent: Reply, locked: Reply, mine: Reply, sending: LoaderCircle, chosen: Check }
      const name =
        state === 'sending' || state === 'chosen' ? t(`conversation.card.${state}`, { choice: button.text }) : null
      const why = state === 'spent' || state === 'locked' ? t(`conversation.card.${state}`) : null
      return (
        <Frame
          {...frame}
          icon={icons[state]}
          face={button.text}
          name={name}
          why={why}
          state={state}
          disabled={state !== 'open'}
          onPress={props.onReply}
        />
      )
    }
    case 'url': {
      const host = webAddress(button.url)?.host ?? t('conversation.card.linkBad')
      const face = button.text === '' ? t('conversation.card.link') : button.text
      return (
        <Frame {...frame} icon={ExternalLink} face={face} detail={host} asks onPress={() => props.onLink(button.url)} />
      )
    }
    case 'call': {
      const digits = typedNumber(button.phone)
      const face = button.text === '' ? t('conversation.card.call') : button.text
      const detail = digits === null ? button.phone : formatNumber(digits)
      return (
        <Frame {...frame} icon={Phone} face={face} detail={detail} asks onPress={() => props.onNumber(button.phone)} />
      )
    }
    case 'copyCode':
      return (
        <Frame
          {...frame}
          icon={Copy}
          face={t('conversation.code.copy', { code: '' }).trim()}
          why={button.text}
          detail={button.code}
          name={t('conversation.code.copy', { code: button.code })}
          onPress={() => void copy(button.code.trim())}
        />
      )
    case 'other':
      if (opensList(button)) {
        const face = button.text === '' ? t('conversation.card.list') : button.text
        return <Frame {...frame} icon={TextSelect} face={face} asks onPress={props.onList} />
      }
      return (
        <span className={css.phone}>
          <Smartphone aria-hidden />
          <span dir="auto">
            {button.text === ''
              ? t('conversation.content.onPhone')
              : t('conversation.card.onPhone', { words: button.text })}
          </span>
        </span>
      )
  }
}

function Frame(props: {
  icon: LucideIcon
  face: string
  /** Where it leads or what it gives, in ASCII: it is read from left to right. */
  detail?: string
  /** The accessible name when the face alone does not say all. */
  name?: string | null
  /** Told under the pointer: why it cannot be pressed, or the sender's own words for it. */
  why?: string | null
  state?: CardState
  disabled?: boolean
  /** It opens a dialog. */
  asks?: boolean
  mine: boolean
  tabIndex: number
  onPress: () => void
}) {
  const Icon = props.icon
  const inner = (
    <>
      <span className={css.lead}>
        <Icon aria-hidden className={props.state === 'sending' ? css.spin : undefined} />
        <span className={css.face} dir="auto">
          {props.face}
        </span>
      </span>{' '}
      {props.detail === undefined ? null : (
        <bdi dir="ltr" className={css.detail}>
          {props.detail}
        </bdi>
      )}
    </>
  )
  if (props.mine) return <span className={css.still}>{inner}</span>
  return (
    <button
      type="button"
      className={css.button}
      data-state={props.state}
      aria-label={props.name ?? undefined}
      aria-haspopup={props.asks ? 'dialog' : undefined}
      title={props.why ?? undefined}
      disabled={props.disabled === true}
      tabIndex={props.tabIndex}
      onClick={props.onPress}
    >
      {inner}
    </button>
  )
}
