import { CircleAlert, LoaderCircle, RotateCw } from 'lucide-react'
import { useState } from 'react'
import type { MediaFailure, StatusPost } from '../../../shared/model.ts'
import { useCommand } from '../../data/useCall.ts'
import { useT } from '../../i18n/useT.ts'
import { Button } from '../../ui/Button.tsx'
import { useMediaPercent } from '../progress.ts'
import css from './FileNote.module.css'
import type { Phase } from './PostView.tsx'

/** Over a post whose file is not to be seen: how far it has come, or why it does not come, and what can be done. */
export function FileNote({
  post,
  phase,
  onPhase,
}: {
  post: StatusPost
  phase: Phase
  onPhase: (phase: Phase) => void
}) {
  const t = useT()
  const get = useCommand('statusMediaGet')
  const [asked, setAsked] = useState(false)
  const heard = useMediaPercent(post.id)
  const { media } = post
  if (media.state === 'none')
    return (
      <p className={css.note} data-low={post.content.kind === 'voice'}>
        {t('conversation.content.onPhone')}
      </p>
    )
  if (phase !== 'broken') {
    const percent = media.state === 'coming' ? (heard ?? media.percent) : null
    return (
      <p className={css.note} data-low={post.content.kind === 'voice'} role="status">
        <LoaderCircle className={css.turning} aria-hidden />
        {percent === null
          ? t('status.viewer.file.coming')
          : t('status.viewer.file.percent', { percent: Math.round(percent) })}
      </p>
    )
  }
  // What is here and cannot be drawn or played is none of the kinds that this program knows.
  const why: MediaFailure = media.state === 'failed' ? media.why : 'kind'
  return (
    <div className={css.note} data-low={post.content.kind === 'voice'} role="alert">
      <CircleAlert aria-hidden />
      <span>{t(`status.viewer.file.${why}`)}</span>
      <Button
        icon={<RotateCw aria-hidden />}
        busy={asked && get.isPending}
        onClick={() => {
          setAsked(true)
          get.mutate(
            { statusId: post.id, again: true },
            { onSuccess: () => (media.state === 'here' ? onPhase('loading') : null) },
          )
        }}
      >
        {t('common.tryAgain')}
      </Button>
    </div>
  )
}
