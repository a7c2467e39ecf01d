import { Fragment } from 'react'
import type { Message, Reaction } from '../../../shared/model.ts'
import { useT } from '../../i18n/useT.ts'
import { Named } from '../../ui/Named.tsx'
import { spokenName } from '../../ui/spokenName.ts'
import { Tooltip } from '../../ui/Tooltip.tsx'
import { useMessageActions } from './actions.ts'
import css from './Reactions.module.css'

/** Names in the tooltip at most; a large group's list would cover the screen. */
const NAMES = 12

/** One chip per emoji with the number of people; who they are is said on hover and focus. Pressing joins or takes back. */
export function Reactions({ message, reachable, locked }: { message: Message; reachable: boolean; locked: boolean }) {
  const t = useT()
  const actions = useMessageActions()
  if (message.reactions.length === 0) return null
  const groups = new Map<string, Reaction[]>()
  for (const reaction of message.reactions)
    groups.set(reaction.emoji, [...(groups.get(reaction.emoji) ?? []), reaction])
  const ordered = [...groups].sort(([, a], [, b]) => b.length - a.length)
  return (
    <fieldset className={css.reactions} aria-label={t('conversation.reactions.title')}>
      {ordered.map(([emoji, reactions]) => {
        const shown = reactions.slice(0, NAMES)
        const more = reactions.length > NAMES ? ', …' : ''
        const names = shown.map(each => (each.fromMe ? t('conversation.you') : spokenName(each.person, t))).join(', ')
        const label = t('conversation.reactions.chip', { count: reactions.length, emoji, names: names + more })
        return (
          <Tooltip key={emoji} words={<Reactors reactions={shown} more={more} />} side="top">
            <button
              type="button"
              className={css.chip}
              aria-label={label}
              aria-pressed={reactions.some(each => each.fromMe)}
              aria-disabled={locked || undefined}
              tabIndex={reachable ? 0 : -1}
              onClick={() => {
                if (!locked) actions.toggleReaction(message, emoji)
              }}
            >
              <span aria-hidden className={css.emoji}>
                {emoji}
              </span>
              {reactions.length > 1 ? <span aria-hidden>{reactions.length}</span> : null}
            </button>
          </Tooltip>
        )
      })}
    </fieldset>
  )
}

/** Who they are, each with the badge of a verified business. */
function Reactors({ reactions, more }: { reactions: readonly Reaction[]; more: string }) {
  const t = useT()
  return (
    <>
      {reactions.map((each, index) => (
        <Fragment key={each.person.id}>
          {index === 0 ? null : ', '}
          <bdi>{each.fromMe ? t('conversation.you') : <Named person={each.person} />}</bdi>
        </Fragment>
      ))}
      {more}
    </>
  )
}
