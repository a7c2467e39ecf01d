import { CircleDashed, Ellipsis, RotateCw } from 'lucide-react'
import { useState } from 'react'
import type { StatusPost } from '../../../shared/model.ts'
import { useAppState } from '../../data/useAppState.ts'
import { useCall, useCommand } from '../../data/useCall.ts'
import { useLanguage, useT } from '../../i18n/useT.ts'
import { cx } from '../../ui/cx.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Hidden } from '../../ui/Hidden.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { SkeletonRows } from '../../ui/Skeleton.tsx'
import { useNow } from '../../ui/useNow.ts'
import { PostPicture } from '../list/PostPicture.tsx'
import { postTime, TIME_STEP } from '../postTime.ts'
import { useMediaPercent } from '../progress.ts'
import { useStatus } from '../statusStore.ts'
import css from './MyPosts.module.css'
import { OwnPostMenuItems, type OwnPostQuestion, OwnPostQuestions } from './OwnPost.tsx'
import { hasFailed, postWords, wayWords } from './ownPost.ts'

/** One's own posts of the last 24 hours, newest first: how far each has come, who has seen it, and what can be done with it. */
export function MyPosts() {
  const t = useT()
  const query = useCall('statusMine', {})
  const now = useNow(TIME_STEP)
  const [asked, setAsked] = useState<{ post: StatusPost; question: OwnPostQuestion } | null>(null)
  if (query.isPending) return <SkeletonRows rows={2} label={t('common.loading')} />
  if (query.data === undefined) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  const posts = query.data.toReversed()
  return (
    <>
      {posts.length === 0 ? (
        <EmptyState icon={<CircleDashed aria-hidden />} title={t('status.post.mineEmpty')}>
          {t('status.post.mineEmptyWords')}
        </EmptyState>
      ) : (
        <ul aria-label={t('status.post.mine')} className={css.list}>
          {posts.map(post => (
            <li key={post.id} className={css.item}>
              <OwnPost post={post} now={now} onAsk={question => setAsked({ post, question })} />
            </li>
          ))}
        </ul>
      )}
      <OwnPostQuestions asked={asked} onClose={() => setAsked(null)} />
    </>
  )
}

function OwnPost(props: { post: StatusPost; now: number; onAsk: (question: OwnPostQuestion) => void }) {
  const { post, now, onAsk } = props
  const t = useT()
  const language = useLanguage()
  const view = useStatus(state => state.view)
  const percent = useMediaPercent(post.id)
  const connected = useAppState(state => state.connection.state === 'connected')
  const retry = useCommand('statusRetry')
  const words = postWords(post, t)
  const failed = hasFailed(post)
  return (
    <>
      <button type="button" className={css.post} onClick={() => view('me', post.id)}>
        <span className={css.picture}>
          <PostPicture post={post} />
        </span>
        <span className={css.words}>
          <bdi className={css.title}>{words}</bdi>
          <Hidden>, </Hidden>
          <span className={css.time}>{postTime(post.at, now, language, t)}</span>
        </span>
      </button>
      {post.way === 'sent' && !failed ? (
        <button type="button" className={cx(css.way, css.seen)} onClick={() => onAsk('viewers')}>
          {wayWords(post, percent, connected, t)}
        </button>
      ) : (
        <span role="status" className={css.way} data-failed={failed ? '' : undefined}>
          {wayWords(post, percent, connected, t)}
        </span>
      )}
      {failed ? (
        <IconButton
          label={t('common.tryAgain')}
          icon={<RotateCw aria-hidden />}
          onClick={() => retry.mutate({ statusId: post.id })}
        />
      ) : null}
      <Menu
        trigger={<IconButton bare label={t('status.post.options', { post: words })} icon={<Ellipsis aria-hidden />} />}
      >
        <OwnPostMenuItems post={post} onAsk={onAsk} />
      </Menu>
    </>
  )
}
