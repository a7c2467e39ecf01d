/**
 * Fetches the files of status updates: those of an author whose posts are opened, one that is asked for, or, where the network
 * is known not to be metered and the user wants it so, all of them as they arrive. Two at once, the opened author's first.
 */
import type { ContentKind } from '../../shared/content.ts'
import type { MediaFailure, MediaState } from '../../shared/model.ts'
import { ChangeSet } from './changes.ts'
import { framesOf } from './failures.ts'
import { type FileClass, typeOfFile } from './file-type.ts'
import type { MediaFolder } from './media-folder.ts'
import type { MediaProgress } from './media-progress.ts'
import { MOST_PIXELS, pixelsOf } from './picture-size.ts'
import { LinkError, type LinkPort, MediaError } from './ports.ts'
import type { Store } from './store/store.ts'
import { isStoreFailure } from './store/store-failure.ts'

export interface StatusMediaOptions {
  store: Store
  link: () => Pick<LinkPort, 'online' | 'fetchMedia' | 'askReupload'>
  folder: MediaFolder
  progress: MediaProgress
  /** The state of a post's file changed without a change in the store. */
  changed: (changes: ChangeSet) => void
  log: (line: object) => void
  /** A store failure; the engine decides what it means. */
  failed: (error: unknown) => void
}

/** Downloads at one time. */
const AT_ONCE = 2
/** Questions to the phone at one time, beside the downloads: a phone that sleeps answers none for a minute. */
const ASKED_AT_ONCE = 8
/** What comes by itself: files of at most so many bytes, while all files that are here take at most so many. */
const LARGEST_BY_ITSELF = 20 * 1024 * 1024
const MOST_BY_ITSELF = 1024 * 1024 * 1024
/** Failures that may have passed when the posts are opened again; the others are tried again when the user says so. */
const PASSING: ReadonlySet<MediaFailure> = new Set(['network', 'disk'])

/** What has to be in the file of a post of this kind. */
const CLASSES: Partial<Record<ContentKind, FileClass>> = {
  image: 'image',
  video: 'video',
  gif: 'video',
  voice: 'audio',
}

/** Why a file is fetched: what the user waits for goes first. */
type Wish = 'asked' | 'opened' | 'arrived'

interface Job {
  statusId: number
  authorId: number
  wish: Wish
  /** What it needs next; a link that has run out needs the phone. */
  step: 'download' | 'ask'
  /** The step is being done; if not, it waits for its turn. */
  runs: boolean
  /** The phone was asked: it is not asked twice. */
  asked: boolean
  abort: AbortController
  percent: number | null
  /** Bytes that it may add to the disk when it comes by itself. */
  size: number
}

export class StatusMedia {
  readonly #options: StatusMediaOptions
  /** In the order in which they came: by status id. */
  readonly #jobs = new Map<number, Job>()
  readonly #running = new Set<Promise<void>>()
  /** Posts whose file did not come for want of a network; tried again with the next connection. */
  readonly #later = new Map<number, Pick<Job, 'authorId' | 'wish' | 'size'>>()
  #opened: number | null = null
  #metered = true
  #stopCommits: (() => void) | null = null
  #stopped = false

  constructor(options: StatusMediaOptions) {
    this.#options = options
  }

  start(): void {
    this.#stopCommits = this.#options.store.onCommit(changes => {
      if (changes.statuses) this.#guarded(() => this.#look())
    })
  }

  /** The author's posts are on the screen. */
  opened(authorId: number): void {
    this.#opened = authorId
    for (const { statusId, failure } of this.#options.store.media.ofAuthor(authorId)) {
      if (failure === null || PASSING.has(failure)) this.#want(statusId, authorId, 'opened')
    }
    this.#pump()
  }

  /** One post's file. @param again also when it failed for good. */
  get(statusId: number, again: boolean): void {
    const file = this.#options.store.media.toFetch(statusId)
    if (file === null || (file.failure !== null && !again && !PASSING.has(file.failure))) return
    this.#want(statusId, file.authorId, 'asked')
    this.#pump()
  }

  /** What the page knows of the network. */
  network(metered: boolean): void {
    this.#metered = metered
    this.#automatic()
  }

  /** The user has changed when files are fetched. */
  settingsChanged(): void {
    this.#automatic()
  }

  /** Connected: what did not come for want of a network is tried again. */
  online(): void {
    const later = [...this.#later]
    this.#later.clear()
    const awaited = this.#options.store.media.awaited(later.map(([statusId]) => statusId))
    let room = this.#room()
    for (const [statusId, { authorId, wish, size }] of later) {
      if (!awaited.has(statusId) || (wish === 'arrived' && size > room)) continue
      this.#want(statusId, authorId, wish, size)
      room -= size
    }
    this.#pump()
    this.#automatic()
  }

  /** A post's file while it is on its way; null: what the store knows of it holds. */
  stateOf(statusId: number): MediaState | null {
    const job = this.#jobs.get(statusId)
    return job === undefined ? null : { state: 'coming', percent: job.percent }
  }

  /** Nothing new begins, what is under way is given up. Resolves when it has ended. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#stopCommits?.()
    for (const job of this.#jobs.values()) job.abort.abort()
    await Promise.all(this.#running)
    this.#jobs.clear()
  }

  #want(statusId: number, authorId: number, wish: Wish, size = 0): void {
    if (this.#stopped) return
    const known = this.#jobs.get(statusId)
    if (known !== undefined) {
      if (RANKS[wish] < RANKS[known.wish]) known.wish = wish
      return
    }
    this.#later.delete(statusId)
    const abort = new AbortController()
    const job = { statusId, authorId, wish, runs: false, asked: false, abort, percent: null, size }
    this.#jobs.set(statusId, { ...job, step: 'download' })
    this.#tell()
  }

  /** After every change of the posts: what is over or was taken back is not fetched any further. */
  #look(): void {
    const awaited = this.#options.store.media.awaited(this.#jobs.keys())
    for (const job of [...this.#jobs.values()]) {
      if (awaited.has(job.statusId)) continue
      if (job.runs) job.abort.abort()
      else this.#jobs.delete(job.statusId)
    }
    this.#automatic()
  }

  #automatic(): void {
    if (this.#stopped || this.#metered) return
    const { media, settings } = this.#options.store
    if (settings.get().statusMedia !== 'unmetered') return
    // There is enough to do; when it is done, the store changes.
    if ([...this.#jobs.values()].some(({ wish, runs }) => wish === 'arrived' && !runs)) return
    let room = this.#room()
    for (const { statusId, authorId, size } of media.missing(LARGEST_BY_ITSELF)) {
      if (size > room) break
      if (this.#jobs.has(statusId)) continue
      this.#want(statusId, authorId, 'arrived', size)
      room -= size
    }
    this.#pump()
  }

  /** Bytes that may still come by themselves, without those that are coming. */
  #room(): number {
    let bytes = this.#options.store.media.bytes()
    for (const { size } of this.#jobs.values()) bytes += size
    return MOST_BY_ITSELF - bytes
  }

  #pump(): void {
    this.#fill('download', AT_ONCE, job => this.#download(job))
    this.#fill('ask', ASKED_AT_ONCE, job => this.#ask(job))
  }

  /** Begins what waits for this step, as much as may run at one time. */
  #fill(step: Job['step'], most: number, work: (job: Job) => Promise<void>): void {
    const running = [...this.#jobs.values()].filter(job => job.runs && job.step === step).length
    for (let free = most - running; free > 0 && !this.#stopped; free--) {
      const job = this.#next(step)
      if (job === null) return
      job.runs = true
      const run = this.#run(job, work).finally(() => {
        this.#running.delete(run)
        this.#pump()
      })
      this.#running.add(run)
    }
  }

  /** What was asked for, then the opened author's, then the rest; in each the one that came first. */
  #next(step: Job['step']): Job | null {
    let next: Job | null = null
    for (const job of this.#jobs.values()) {
      if (!job.runs && job.step === step && (next === null || this.#rank(job) < this.#rank(next))) next = job
    }
    return next
  }

  #rank({ wish, authorId }: Job): number {
    if (wish === 'asked') return 0
    return authorId === this.#opened ? 1 : 1 + RANKS[wish]
  }

  async #run(job: Job, work: (job: Job) => Promise<void>): Promise<void> {
    let why: MediaFailure | null = null
    const { step } = job
    try {
      await work(job)
    } catch (error) {
      if (error instanceof MediaError) why = error.why
      else if (isStoreFailure(error)) this.#options.failed(error)
      else {
        why = error instanceof LinkError ? 'network' : 'disk'
        this.#options.log({ level: 'warn', msg: 'a file of a post did not come', ...framesOf(error) })
      }
    }
    const aborted = job.abort.signal.aborted
    if (!aborted && job.step === step && why === 'gone' && !job.asked) job.step = 'ask'
    if (!aborted && job.step !== step) {
      job.runs = false
      return
    }
    // Before the store says what came of it, so that whoever asks then is not told that it is still coming.
    this.#jobs.delete(job.statusId)
    this.#options.progress.forget(job.statusId)
    this.#guarded(() => this.#ended(job, aborted ? null : why))
  }

  #ended(job: Job, why: MediaFailure | null): void {
    if (this.#stopped) return
    // Nobody's fault is written down of a post that went meanwhile.
    if (why === null || !this.#isAwaited(job)) {
      this.#tell()
      return
    }
    if (why === 'network') this.#later.set(job.statusId, job)
    this.#options.store.media.fail(job.statusId, why)
  }

  #isAwaited({ statusId }: Job): boolean {
    return this.#options.store.media.awaited([statusId]).has(statusId)
  }

  /** The phone is asked through the connection; without one this waits for it, like everything that wants a network. */
  async #ask(job: Job): Promise<void> {
    const file = this.#options.store.media.toFetch(job.statusId)
    if (file === null) return
    const link = this.#options.link()
    if (!link.online) throw new MediaError('network')
    job.asked = true
    const moved = await unlessAborted(link.askReupload(file.raw), job.abort.signal)
    if (!this.#isAwaited(job)) return
    job.step = 'download'
    this.#options.store.media.movedTo(job.statusId, moved)
  }

  /** @throws {MediaError} */
  async #download(job: Job): Promise<void> {
    const { folder, store, progress } = this.#options
    const file = store.media.toFetch(job.statusId)
    if (file === null) return
    const { kind, raw, directPath } = file
    const { signal } = job.abort
    const name = await folder.take()
    try {
      const report = (percent: number): void => {
        job.percent = Math.floor(percent)
        progress.tell(job.statusId, percent)
      }
      await this.#options.link().fetchMedia({ raw, directPath, file: folder.at(name), progress: report, signal })
      const { head, bytes } = await folder.look(name)
      const wanted = CLASSES[kind]
      const type = wanted === undefined ? null : typeOfFile(head, wanted)
      if (type === null || pixelsOf(head, type, head.length === bytes) > MOST_PIXELS) throw new MediaError('kind')
      // The post may have gone while its last bytes came.
      if (signal.aborted || !this.#isAwaited(job)) return await folder.remove(name)
      this.#jobs.delete(job.statusId)
      store.media.put(job.statusId, { file: name, bytes, type })
      folder.letGo(name)
    } catch (error) {
      await folder.remove(name)
      throw error
    }
  }

  #tell(): void {
    const changes = new ChangeSet()
    changes.statuses = true
    this.#options.changed(changes)
  }

  #guarded(work: () => void): void {
    try {
      work()
    } catch (error) {
      this.#options.failed(error)
    }
  }
}

/** Ends with the signal, whatever becomes of the work. @throws {MediaError} `network` then. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(new MediaError('network'))
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}

const RANKS: Record<Wish, number> = { asked: 0, opened: 1, arrived: 2 }
