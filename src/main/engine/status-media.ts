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
import { LinkError, type LinkPort, MediaError } from './ports.ts'
import type { FileToFetch } from './store/media.ts'
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
  /** Null while it waits for its turn. */
  abort: AbortController | null
  percent: number | null
}

export class StatusMedia {
  readonly #options: StatusMediaOptions
  /** In the order in which they came: by status id. */
  readonly #jobs = new Map<number, Job>()
  readonly #running = new Set<Promise<void>>()
  /** Posts whose file did not come for want of a network; tried again with the next connection. */
  readonly #later = new Map<number, Wish>()
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
    for (const [statusId, wish] of later) {
      const file = this.#options.store.media.toFetch(statusId)
      if (file !== null) this.#want(statusId, file.authorId, wish)
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
    for (const job of this.#jobs.values()) job.abort?.abort()
    await Promise.all(this.#running)
    this.#jobs.clear()
  }

  #want(statusId: number, authorId: number, wish: Wish): void {
    if (this.#stopped) return
    const known = this.#jobs.get(statusId)
    if (known !== undefined) {
      if (RANKS[wish] < RANKS[known.wish]) known.wish = wish
      return
    }
    this.#later.delete(statusId)
    this.#jobs.set(statusId, { statusId, authorId, wish, abort: null, percent: null })
    this.#tell()
  }

  /** After every change of the posts: what is over or was taken back is not fetched any further. */
  #look(): void {
    for (const job of [...this.#jobs.values()]) {
      if (this.#options.store.media.toFetch(job.statusId) !== null) continue
      if (job.abort === null) this.#jobs.delete(job.statusId)
      else job.abort.abort()
    }
    this.#automatic()
  }

  #automatic(): void {
    if (this.#stopped || this.#metered) return
    const { store } = this.#options
    if (store.settings.get().statusMedia !== 'unmetered') return
    for (const { statusId, authorId, failure } of store.media.missing()) {
      if (failure === null) this.#want(statusId, authorId, 'arrived')
    }
    this.#pump()
  }

  #pump(): void {
    while (!this.#stopped && this.#running.size < AT_ONCE) {
      const job = this.#next()
      if (job === null) return
      const run = this.#run(job).finally(() => {
        this.#running.delete(run)
        this.#pump()
      })
      this.#running.add(run)
    }
  }

  /** What was asked for, then the opened author's, then the rest; in each the one that came first. */
  #next(): Job | null {
    let next: Job | null = null
    for (const job of this.#jobs.values()) {
      if (job.abort === null && (next === null || this.#rank(job) < this.#rank(next))) next = job
    }
    return next
  }

  #rank({ wish, authorId }: Job): number {
    if (wish === 'asked') return 0
    return authorId === this.#opened ? 1 : 1 + RANKS[wish]
  }

  async #run(job: Job): Promise<void> {
    const abort = new AbortController()
    job.abort = abort
    let why: MediaFailure | null = null
    try {
      await this.#fetch(job, abort.signal)
    } catch (error) {
      if (error instanceof MediaError) why = error.why
      else if (isStoreFailure(error)) this.#options.failed(error)
      else {
        why = error instanceof LinkError ? 'network' : 'disk'
        this.#options.log({ level: 'warn', msg: 'a file of a post did not come', ...framesOf(error) })
      }
    }
    // Before the store says what came of it, so that whoever asks then is not told that it is still coming.
    this.#jobs.delete(job.statusId)
    this.#options.progress.forget(job.statusId)
    this.#guarded(() => this.#ended(job, abort.signal.aborted ? null : why))
  }

  #ended(job: Job, why: MediaFailure | null): void {
    const { store } = this.#options
    if (this.#stopped) return
    // Nobody's fault is written down of a post that went meanwhile.
    if (why === null || store.media.toFetch(job.statusId) === null) {
      this.#tell()
      return
    }
    if (why === 'network') this.#later.set(job.statusId, job.wish)
    store.media.fail(job.statusId, why)
  }

  /** @throws {MediaError} */
  async #fetch(job: Job, signal: AbortSignal): Promise<void> {
    const file = this.#options.store.media.toFetch(job.statusId)
    if (file === null) return
    try {
      await this.#download(job, file, signal)
    } catch (error) {
      if (!(error instanceof MediaError) || error.why !== 'gone' || signal.aborted) throw error
      const moved = await this.#askReupload(file)
      if (signal.aborted || this.#options.store.media.toFetch(job.statusId) === null) return
      this.#options.store.media.movedTo(job.statusId, moved)
      await this.#download(job, { ...file, directPath: moved }, signal)
    }
  }

  /** The phone is asked through the connection; without one this waits for it, like everything that wants a network. */
  async #askReupload(file: FileToFetch): Promise<string> {
    const link = this.#options.link()
    if (!link.online) throw new MediaError('network')
    return await link.askReupload(file.raw)
  }

  async #download(job: Job, { kind, raw, directPath }: FileToFetch, signal: AbortSignal): Promise<void> {
    const { folder, store, progress } = this.#options
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
      if (type === null) throw new MediaError('kind')
      // The post may have gone while its last bytes came.
      if (signal.aborted || store.media.toFetch(job.statusId) === null) return await folder.remove(name)
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

const RANKS: Record<Wish, number> = { asked: 0, opened: 1, arrived: 2 }
