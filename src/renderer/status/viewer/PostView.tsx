import { type KeyboardEvent, type Ref, type RefObject, useEffect, useImperativeHandle, useRef, useState } from 'react'
import type { StatusPost } from '../../../shared/model.ts'
import { hasShownFile } from '../../../shared/rules/statuses.ts'
import { call } from '../../data/call.ts'
import { useLanguage, useT } from '../../i18n/useT.ts'
import { useNow } from '../../ui/useNow.ts'
import { type OwnPostQuestion, OwnPostQuestions } from '../post/OwnPost.tsx'
import { TIME_STEP } from '../postTime.ts'
import { Announcement } from './Announcement.tsx'
import { Bars } from './Bars.tsx'
import { Head } from './Head.tsx'
import { OwnFoot } from './OwnFoot.tsx'
import { Preload } from './Preload.tsx'
import { Progress } from './progress.ts'
import { ReplyBox } from './ReplyBox.tsx'
import type { ShowHandle } from './Show.tsx'
import { Stage, type StageHandle } from './Stage.tsx'
import css from './StatusViewer.module.css'
import { useLessMotion, usePageShown } from './surroundings.ts'
import { useStillClock } from './useStillClock.ts'

/** A post's file on the screen: on its way, to be seen or heard, or it cannot be. */
export type Phase = 'loading' | 'ready' | 'broken'

/** How long a post has to be on the screen before it counts as seen, ms: not those that are skipped over. */
const SEEN_AFTER = 400

/** One post with everything around it: bars, author, the post itself, what can be answered. */
export function PostView(props: {
  stage: RefObject<HTMLDivElement | null>
  post: StatusPost
  next: StatusPost | null
  index: number
  count: number
  news: string
  /** It is over: it stands only as long as a reply to it is being written. */
  gone: boolean
  drafts: Map<number, string>
  onMove: (by: 1 | -1) => void
  /** A reply is being written, or no longer. */
  onWriting: (on: boolean) => void
  onClose: () => void
  ref: Ref<ShowHandle>
}) {
  const { post, gone, onMove } = props
  const t = useT()
  const language = useLanguage()
  const lessMotion = useLessMotion()
  const pageShown = usePageShown()
  const now = useNow(TIME_STEP)
  const [progress] = useState(() => new Progress())
  const [stopped, setStopped] = useState(false)
  const [silent, setSilent] = useState(false)
  const [replying, setReplying] = useState(false)
  const [menu, setMenu] = useState(false)
  const [pressed, setPressed] = useState(false)
  const [zoomed, setZoomed] = useState(false)
  const [told, setTold] = useState<{ key: string; phase: Phase } | null>(null)
  const [question, setQuestion] = useState<OwnPostQuestion | null>(null)
  const [caption, setCaption] = useState<number | null>(null)
  const [started, setStarted] = useState<number | null>(null)
  const body = useRef<StageHandle>(null)
  const reply = useRef<HTMLTextAreaElement>(null)

  const { kind } = post.content
  const withFile = hasShownFile(kind)
  const key = `${String(post.id)} ${String(post.mediaId)}`
  const phase = phaseOf(post, withFile, told?.key === key ? told.phase : 'loading')
  const moving = kind === 'video' || kind === 'gif' || kind === 'voice'
  const sounding = kind === 'video' || kind === 'voice'
  // Under less motion nothing starts or moves on by itself: a video or a voice waits until it is asked to play.
  const waits = lessMotion && started !== post.id
  const held =
    stopped || pressed || replying || menu || question !== null || zoomed || caption === post.id || !pageShown || waits
  const running = !held && phase === 'ready'

  // What was opened or asked belongs to its post: it goes when that one goes, and is never about the next.
  const [shown, setShown] = useState(post.id)
  if (shown !== post.id) {
    setShown(post.id)
    setStopped(false)
    setZoomed(false)
    setReplying(false)
    setMenu(false)
    setQuestion(null)
  }
  const shownBefore = useRef(post.id)
  useEffect(() => {
    if (shownBefore.current === post.id) return
    shownBefore.current = post.id
    progress.set(0)
  }, [post.id, progress])

  const over = (): void => {
    if (lessMotion) setStarted(null)
    else onMove(1)
  }
  useStillClock(String(post.id), running && !moving && !lessMotion, progress, over)

  // The author is told: so only what is really on the screen, no thumbnail of a file that is missing, counts as seen.
  const toBeSeen = !post.seen && !post.fromMe && phase === 'ready' && pageShown && !gone
  useEffect(() => {
    if (!toBeSeen) return
    const timer = setTimeout(() => void call('statusSeen', { statusId: post.id }).catch(() => {}), SEEN_AFTER)
    return () => clearTimeout(timer)
  }, [toBeSeen, post.id])

  const { state } = post.media
  useEffect(() => {
    if (state === 'away' && !gone) call('statusMediaGet', { statusId: post.id, again: false }).catch(() => {})
  }, [state, gone, post.id])

  const { stage } = props
  useEffect(() => {
    // What had the focus is gone, a button that was pressed for instance: the keys go on working.
    if (document.activeElement === document.body) stage.current?.focus()
  })

  const toggle = (): void => {
    if (!lessMotion) setStopped(on => !on)
    else if (moving) setStarted(running ? null : post.id)
  }
  const focusStage = (): void => stage.current?.focus()
  const write = (on: boolean): void => {
    setReplying(on)
    props.onWriting(on)
  }
  useImperativeHandle(props.ref, () => ({
    escape: () => {
      if (reply.current !== null && document.activeElement === reply.current) {
        focusStage()
        return true
      }
      if (zoomed) body.current?.zoom('fit')
      return zoomed
    },
    key: event => {
      const action = keyAction(event, document.documentElement.dir === 'rtl')
      if (action === null) return
      event.preventDefault()
      if (action === 'on') onMove(1)
      else if (action === 'back') onMove(-1)
      else if (action === 'toggle') toggle()
      else if (action !== 'sound') body.current?.zoom(action)
      else if (sounding) setSilent(on => !on)
    },
  }))

  return (
    <div className={css.frame}>
      <Bars index={props.index} count={props.count} progress={progress} />
      <Head
        post={post}
        now={now}
        running={!stopped && !(lessMotion && !running)}
        pausable={moving || !lessMotion}
        manual={lessMotion}
        sound={sounding ? (silent ? 'off' : 'on') : null}
        onToggle={toggle}
        onSound={() => setSilent(on => !on)}
        onMenu={setMenu}
        onQuestion={setQuestion}
        onClose={props.onClose}
      />
      <Stage
        ref={body}
        stage={stage}
        post={post}
        gone={gone}
        phase={phase}
        running={running}
        silent={silent}
        zoomed={zoomed}
        captionOpen={caption === post.id}
        progress={progress}
        onPhase={next => setTold({ key, phase: next })}
        onRefused={() => setStopped(true)}
        onOver={over}
        onPressed={setPressed}
        onZoomed={setZoomed}
        onCaption={open => setCaption(open ? post.id : null)}
        onMove={onMove}
        onToggle={toggle}
      />
      {post.fromMe ? (
        <>
          <OwnFoot key={post.id} post={post} onViewers={() => setQuestion('viewers')} />
          <OwnPostQuestions asked={question === null ? null : { post, question }} onClose={() => setQuestion(null)} />
        </>
      ) : (
        <ReplyBox key={post.id} field={reply} post={post} drafts={props.drafts} onWriting={write} onDone={focusStage} />
      )}
      <Announcement
        news={props.news}
        post={post}
        gone={gone}
        index={props.index}
        count={props.count}
        now={now}
        language={language}
      >
        {lessMotion ? t('status.viewer.manualWhy') : null}
      </Announcement>
      <Preload post={props.next} />
    </div>
  )
}

function phaseOf(post: StatusPost, withFile: boolean, told: Phase): Phase {
  if (!withFile) return 'ready'
  if (post.media.state === 'here' && post.mediaId !== null) return told
  return post.media.state === 'failed' || post.media.state === 'none' ? 'broken' : 'loading'
}

type Action = 'on' | 'back' | 'toggle' | 'sound' | 'in' | 'out' | 'fit'

function keyAction(event: KeyboardEvent, isMirrored: boolean): Action | null {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return null
  const { target } = event
  // A dialog above this one has keys of its own.
  if (!(target instanceof HTMLElement) || !event.currentTarget.contains(target)) return null
  if (target.closest('input, textarea, [contenteditable], [role="menu"], [role="complementary"]') !== null) return null
  switch (event.key) {
    case 'ArrowRight':
      return isMirrored ? 'back' : 'on'
    case 'ArrowLeft':
      return isMirrored ? 'on' : 'back'
    case ' ':
      // On a button it presses that one.
      return target.closest('button, a') === null ? 'toggle' : null
    case 'm':
    case 'M':
      return 'sound'
    case '+':
    case '=':
      return 'in'
    case '-':
      return 'out'
    case '0':
      return 'fit'
    default:
      return null
  }
}
