import { User, Users } from 'lucide-react'
import type { CSSProperties } from 'react'
import type { DisplayName } from '../../shared/model.ts'
import css from './Avatar.module.css'
import { initialsOf } from './initials.ts'

/** Hues (oklch degrees) for avatars: from teal over blue to pink. Green, yellow, amber and red mean something else here. */
const HUES = [205, 232, 258, 282, 306, 330, 350] as const

/** Initials on a colour that stays the same for the same person or group. Decorative: the name stands beside it. */
export function Avatar(props: {
  /** Row of the person, or of the chat for a group. */
  seed: number
  name: DisplayName
  group?: boolean
  /** Pixels. */
  size?: number
}) {
  const initials = initialsOf(props.name)
  const hue = HUES[props.seed % HUES.length] ?? HUES[0]
  const style: CSSProperties & Record<`--${string}`, string | number> = { '--avatar-hue': hue }
  if (props.size !== undefined) style['--avatar-size'] = `${props.size}px`
  return (
    <span aria-hidden className={css.avatar} data-group={props.group ? '' : undefined} style={style}>
      {initials === '' ? props.group ? <Users /> : <User /> : initials}
    </span>
  )
}
