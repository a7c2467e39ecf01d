import { EllipsisVertical, Pause, Play, Volume2, VolumeX, X } from 'lucide-react'
import type { StatusPost } from '../../../shared/model.ts'
import { useLanguage, useT } from '../../i18n/useT.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { Name } from '../../ui/Name.tsx'
import { fullTime } from '../../ui/time.ts'
import type { OwnPostQuestion } from '../post/OwnPost.tsx'
import { postTime } from '../postTime.ts'
import css from './Head.module.css'
import { KeyButton } from './KeyButton.tsx'
import { PostMenu } from './PostMenu.tsx'

/** Whose post it is and from when, and what can be done with it. */
export function Head(props: {
  post: StatusPost
  now: number
  /** Not stopped by the user. */
  running: boolean
  /** There is something that can be stopped. */
  pausable: boolean
  /** Posts do not move on by themselves. */
  manual: boolean
  /** Null: it has none. */
  sound: 'on' | 'off' | null
  onToggle: () => void
  onSound: () => void
  onMenu: (open: boolean) => void
  onQuestion: (question: OwnPostQuestion) => void
  onClose: () => void
}) {
  const { post } = props
  const t = useT()
  const language = useLanguage()
  return (
    <header className={css.head}>
      <Avatar seed={post.author.id} name={post.author.name} size={36} />
      <div className={css.words}>
        <span className={css.name}>
          {post.fromMe ? (
            t('status.viewer.mine')
          ) : (
            <Name name={post.author.name} standing={post.author.standing} label focusable />
          )}
        </span>
        <span className={css.below}>
          <time dateTime={new Date(post.at).toISOString()} title={fullTime(post.at, language)}>
            {postTime(post.at, props.now, language, t)}
          </time>
          {props.manual ? <span title={t('status.viewer.manualWhy')}>{t('status.viewer.manual')}</span> : null}
        </span>
      </div>
      {props.sound === null ? null : (
        <KeyButton
          label={props.sound === 'on' ? t('status.viewer.soundOff') : t('status.viewer.soundOn')}
          keys="M"
          icon={props.sound === 'on' ? <Volume2 aria-hidden /> : <VolumeX aria-hidden />}
          onClick={props.onSound}
        />
      )}
      {props.pausable ? (
        <KeyButton
          label={props.running ? t('status.viewer.pause') : t('status.viewer.play')}
          keys="Space"
          icon={props.running ? <Pause aria-hidden /> : <Play aria-hidden />}
          onClick={props.onToggle}
        />
      ) : null}
      <Menu
        key={post.id}
        trigger={<IconButton bare label={t('status.viewer.options')} icon={<EllipsisVertical aria-hidden />} />}
        onOpenChange={props.onMenu}
      >
        <PostMenu post={post} onQuestion={props.onQuestion} onClose={props.onClose} />
      </Menu>
      <KeyButton label={t('common.close')} keys="Escape" icon={<X aria-hidden />} onClick={props.onClose} />
    </header>
  )
}
