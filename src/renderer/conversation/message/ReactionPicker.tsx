import { Popover } from '@base-ui/react/popover'
import { useState } from 'react'
import { useT } from '../../i18n/useT.ts'
import { Button } from '../../ui/Button.tsx'
import { largeEmoji } from '../model/emoji.ts'
import type { Anchor } from './actions.ts'
import css from './ReactionPicker.module.css'

/** The six that a press is enough for. */
const QUICK = ['👍', '❤️', '😂', '😮', '😢', '🙏'] as const

/** Six emoji at hand, and a field for any other one. */
export function ReactionPicker(props: {
  open: boolean
  anchor: Anchor | null
  /** One's own reaction so far. */
  mine: string | null
  /** Empty: take it back. */
  onPick: (emoji: string) => void
  onClose: () => void
}) {
  const t = useT()
  const [other, setOther] = useState('')
  const isEmoji = largeEmoji(other) === 1
  const pick = (emoji: string): void => {
    setOther('')
    props.onPick(emoji === props.mine ? '' : emoji)
  }
  return (
    <Popover.Root
      open={props.open}
      onOpenChange={open => {
        if (!open) props.onClose()
      }}
    >
      <Popover.Portal>
        <Popover.Positioner className={css.place} anchor={props.anchor} side="top" sideOffset={4} collisionPadding={8}>
          <Popover.Popup className={css.picker} aria-label={t('conversation.actions.react')}>
            <div className={css.quick}>
              {QUICK.map(emoji => (
                <button
                  key={emoji}
                  type="button"
                  className={css.emoji}
                  aria-label={
                    emoji === props.mine
                      ? t('conversation.reactions.remove', { emoji })
                      : t('conversation.reactions.pick', { emoji })
                  }
                  aria-pressed={emoji === props.mine}
                  onClick={() => pick(emoji)}
                >
                  <span aria-hidden>{emoji}</span>
                </button>
              ))}
            </div>
            <form
              className={css.other}
              onSubmit={event => {
                event.preventDefault()
                if (isEmoji) pick(other.trim())
              }}
            >
              <input
                className={css.field}
                aria-label={t('conversation.reactions.other')}
                placeholder={t('conversation.reactions.other')}
                value={other}
                maxLength={40}
                onChange={event => setOther(event.target.value)}
              />
              <Button type="submit" look="primary" disabled={!isEmoji}>
                {t('conversation.reactions.send')}
              </Button>
            </form>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
