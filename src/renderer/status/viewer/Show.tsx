import { Dialog } from '@base-ui/react/dialog'
import { ChevronLeft, ChevronRight, CircleDashed } from 'lucide-react'
import { type KeyboardEvent, type Ref, type RefObject, useEffect, useEffectEvent, useState } from 'react'
import type { StatusPost } from '../../../shared/model.ts'
import { call } from '../../data/call.ts'
import { useCall } from '../../data/useCall.ts'
import { useT } from '../../i18n/useT.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { nameText } from '../../ui/nameText.ts'
import { showToast } from '../../ui/toastStore.ts'
import type { Viewing } from '../statusStore.ts'
import { KeyButton } from './KeyButton.tsx'
import { enter, neighbour, type Place, settle, step, withKept } from './order.ts'
import { PostView } from './PostView.tsx'
import css from './StatusViewer.module.css'
import { useLivePosts } from './useLivePosts.ts'
import { useWalk } from './useWalk.ts'

export interface ShowHandle {
  /** Escape was pressed. @returns whether it was for something within, which is closed now. */
  escape: () => boolean
  /** A key was pressed anywhere in the dialog. */
  key: (event: KeyboardEvent) => void
}

/** Walks through the posts of an author, then on to the next author. */
export function Show(props: {
  viewing: Viewing
  stage: RefObject<HTMLDivElement | null>
  onClose: () => void
  ref: Ref<ShowHandle>
}) {
  const { viewing, stage, onClose } = props
  const t = useT()
  const [personId, setPersonId] = useState(viewing.personId)
  const [place, setPlace] = useState<Place>(() =>
    enter(viewing.startAt === null ? 'unseen' : { post: viewing.startAt }),
  )
  const [news, setNews] = useState('')
  const walk = useWalk(viewing)
  const { posts: living, error, again } = useLivePosts(personId)
  // Whoever writes a reply does not lose it because its post goes meanwhile: its place is kept until the box is left.
  const [kept, setKept] = useState<StatusPost | null>(null)
  const posts = living === null ? null : withKept(living, kept, place)
  // The drafts of replies stay while the viewer is open.
  const [drafts] = useState(() => new Map<number, string>())

  const settled = posts === null ? place : settle(place, posts)
  const left = 'left' in settled ? settled.left : null
  if (!('left' in settled) && settled !== place) {
    if (place.statusId !== null && settled.statusId !== place.statusId) setNews(t('status.viewer.over'))
    setPlace(settled)
  }

  const goTo = (next: number, entry: 'unseen' | 'last'): void => {
    setPersonId(next)
    setPlace(enter(entry))
  }
  const around = (by: 1 | -1): number | null => (personId === 'me' ? null : neighbour(walk, personId, by))
  const move = (by: 1 | -1): void => {
    setNews('')
    const next = step(place, by)
    if (next !== null) {
      setPlace(next)
      return
    }
    const author = around(by)
    if (author !== null) goTo(author, by === 1 ? 'unseen' : 'last')
    else if (by === 1) onClose()
  }

  const leave = useEffectEvent((why: 'over' | 'nothing', of: Viewing['personId']) => {
    const author = of === 'me' ? null : neighbour(walk, of, 1)
    if (author !== null) {
      if (why === 'over') setNews(t('status.viewer.over'))
      goTo(author, 'unseen')
      return
    }
    onClose()
    showToast({ words: t(why === 'over' ? 'status.viewer.over' : 'status.viewer.nothing') })
  })
  useEffect(() => {
    if (left !== null) leave(left, personId)
  }, [left, personId])

  useEffect(() => {
    if (personId !== 'me') call('statusOpened', { personId }).catch(() => {})
  }, [personId])
  // The next author's files come while the last post of this one is shown.
  const isLast = place.statusId !== null && place.statusId === place.ids.at(-1)
  const next = isLast ? around(1) : null
  useCall('statusPosts', next === null ? null : { personId: next })
  useEffect(() => {
    if (next !== null) call('statusOpened', { personId: next }).catch(() => {})
  }, [next])

  const index = posts?.findIndex(post => post.id === place.statusId) ?? -1
  const post: StatusPost | null = posts?.[index] ?? null
  const person = useCall('personGet', personId === 'me' || post !== null ? null : { personId }).data
  const name = post?.author.name ?? person?.name ?? null
  const title =
    personId === 'me'
      ? t('status.viewer.mine')
      : t('status.viewer.title', {
          name: name === null ? t('names.unknown', { digits: '' }).trim() : nameText(name, t),
        })
  return (
    <>
      <Dialog.Title className={css.title}>{title}</Dialog.Title>
      {post === null || posts === null ? (
        <div className={css.frame}>
          <div ref={stage} tabIndex={-1} className={css.stage}>
            {error === null ? (
              <EmptyState icon={<CircleDashed aria-hidden />} title={t('common.loading')} />
            ) : (
              <ErrorState error={error} onRetry={again} />
            )}
          </div>
          <Dialog.Close className={css.bareClose}>{t('common.close')}</Dialog.Close>
        </div>
      ) : (
        <PostView
          ref={props.ref}
          stage={stage}
          post={post}
          next={posts[index + 1] ?? null}
          index={index}
          count={posts.length}
          news={news}
          gone={living?.includes(post) === false}
          drafts={drafts}
          onWriting={on => setKept(on ? post : null)}
          onMove={move}
          onClose={onClose}
        />
      )}
      <div className={css.before}>
        <KeyButton
          label={t('status.viewer.previous')}
          keys="ArrowLeft"
          className={css.move}
          icon={<ChevronLeft aria-hidden data-flip />}
          onClick={() => move(-1)}
        />
      </div>
      <div className={css.after}>
        <KeyButton
          label={t('status.viewer.next')}
          keys="ArrowRight"
          className={css.move}
          icon={<ChevronRight aria-hidden data-flip />}
          onClick={() => move(1)}
        />
      </div>
    </>
  )
}
