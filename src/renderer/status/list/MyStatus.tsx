import { Plus } from 'lucide-react'
import type { StatusPost } from '../../../shared/model.ts'
import { errorText } from '../../data/errorText.ts'
import { useAppState } from '../../data/useAppState.ts'
import { useCall, useCommand } from '../../data/useCall.ts'
import { useLanguage, useT } from '../../i18n/useT.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Button } from '../../ui/Button.tsx'
import { Hidden } from '../../ui/Hidden.tsx'
import { useNow } from '../../ui/useNow.ts'
import { postTime, TIME_STEP } from '../postTime.ts'
import { useMediaPercent } from '../progress.ts'
import { useStatus } from '../statusStore.ts'
import css from './MyStatus.module.css'
import { type OwnState, ownState } from './ownState.ts'
import { PostPicture } from './PostPicture.tsx'
import { Ring } from './Ring.tsx'

/** The row of one's own posts: who has seen them, or how far what is on its way has come. Without any it leads to a new one. */
export function MyStatus() {
  const t = useT()
  const mine = useCall('statusMine', {})
  const view = useStatus(state => state.view)
  const compose = useStatus(state => state.compose)
  const posts = mine.data ?? []
  const newest = posts.at(-1)
  const state = ownState(posts)
  const unread = mine.data === undefined && mine.error !== null

  return (
    <div className={css.row}>
      <button
        type="button"
        className={css.main}
        aria-busy={mine.isPending || undefined}
        onClick={() => (newest === undefined ? compose() : view('me'))}
      >
        {newest === undefined ? (
          <Face />
        ) : (
          <Ring seen={posts.map(() => true)}>
            <PostPicture post={newest} />
          </Ring>
        )}
        <span className={css.name}>{t('status.list.mine')}</span>
        <span
          className={css.facts}
          data-failed={state.say.startsWith('not') && state.say !== 'nothing' ? '' : undefined}
        >
          <Hidden>, </Hidden>
          {mine.isPending ? t('common.loading') : unread ? t('status.list.mineFailed') : <Facts state={state} />}
        </span>
      </button>
      {unread ? (
        <Button onClick={() => void mine.refetch()}>{t('common.tryAgain')}</Button>
      ) : state.say === 'notPosted' ? (
        <Retry key={state.post.id} post={state.post} />
      ) : null}
    </div>
  )
}

function Face() {
  const account = useAppState(state => state.account)
  return (
    <span aria-hidden className={css.face}>
      <Avatar seed={account?.personId ?? 0} name={{ source: 'me', text: account?.name ?? '' }} />
      <span className={css.plus}>
        <Plus />
      </span>
    </span>
  )
}

function Facts({ state }: { state: OwnState }) {
  const t = useT()
  switch (state.say) {
    case 'nothing':
      return t('status.list.mineNone')
    case 'notPosted':
    case 'notDeleted': {
      if (state.why === null) return t(`status.list.${state.say}`)
      const words = t(`status.list.${state.say}Why`, { why: errorText({ code: state.why }, t) })
      return <span title={words}>{words}</span>
    }
    case 'posting':
      return <Posting post={state.post} />
    case 'deleting':
      return t('status.list.deleting')
    case 'posted':
      return <Seen {...state} />
  }
}

function Posting({ post }: { post: StatusPost }) {
  const t = useT()
  const connected = useAppState(state => state.connection.state === 'connected')
  const told = useMediaPercent(post.id)
  const percent = told ?? (post.media.state === 'coming' ? post.media.percent : null)
  if (!connected) return t('status.list.waiting')
  return percent === null ? t('status.list.posting') : t('status.list.postingPercent', { percent: Math.round(percent) })
}

function Seen({ count, newest }: { count: number; newest: StatusPost }) {
  const t = useT()
  const language = useLanguage()
  const now = useNow(TIME_STEP)
  const { viewers } = newest
  const formatted = new Intl.NumberFormat(language).format(viewers)
  const [first, second] =
    count === 1
      ? [t('status.list.seenBy', { count: viewers, formatted }), postTime(newest.at, now, language, t)]
      : [t('status.list.updates', { count }), t('status.list.newestSeenBy', { count: viewers, formatted })]
  return (
    <>
      <bdi>{first}</bdi>
      <Hidden>, </Hidden>
      <span aria-hidden className={css.dot}>
        ·
      </span>
      <bdi>{second}</bdi>
    </>
  )
}

/** Posts once more what failed. */
function Retry({ post }: { post: StatusPost }) {
  const t = useT()
  const retry = useCommand('statusRetry')
  return (
    <Button busy={retry.isPending} onClick={() => retry.mutate({ statusId: post.id })}>
      {t('common.tryAgain')}
    </Button>
  )
}
