/**
 * The folder of media files and all that works on it: what fetches files of posts, what takes those that are to be posted, and the
 * broom. A row of the store and its file cannot go in one step; what is left of one without the other goes at the next start,
 * before anything is answered, and after every change of the posts.
 */
import { Uploads } from './actions/uploads.ts'
import type { ChangeFeed } from './changes.ts'
import { framesOf } from './failures.ts'
import { isFileType } from './file-type.ts'
import { MediaFolder } from './media-folder.ts'
import { MediaProgress } from './media-progress.ts'
import type { LinkPort } from './ports.ts'
import { StatusMedia } from './status-media.ts'
import type { Store } from './store/store.ts'

export interface MediaFilesOptions {
  dataDir: string
  store: Store
  link: () => Pick<LinkPort, 'online' | 'fetchMedia' | 'askReupload'>
  feed: Pick<ChangeFeed, 'add'>
  emit: ConstructorParameters<typeof MediaProgress>[0]
  log: (line: object) => void
  /** A store failure; the engine decides what it means. */
  failed: (error: unknown) => void
}

/** A file as a host serves it. */
export interface ServedFile {
  /** Never reaches the page. */
  path: string
  /** Its Content-Type. */
  type: string
  bytes: number
}

/** From a change of the posts to the broom (ms): history comes in many small commits. */
const SWEEP_DELAY_MS = 500
/** Until a file is tried again that could not be deleted: Windows does not while somebody reads it (ms). */
const SWEEP_AGAIN_MS = 20_000

export class MediaFiles {
  readonly fetching: StatusMedia
  readonly uploads: Uploads
  readonly progress: MediaProgress
  readonly #options: MediaFilesOptions
  readonly #folder: MediaFolder
  #stopCommits: (() => void) | null = null
  #timer: NodeJS.Timeout | null = null
  #sweeping: Promise<void> = Promise.resolve()
  #stopped = false

  constructor(options: MediaFilesOptions) {
    const { store, link, log, failed } = options
    this.#options = options
    this.#folder = new MediaFolder(options.dataDir)
    this.progress = new MediaProgress(options.emit)
    this.uploads = new Uploads(this.#folder)
    this.fetching = new StatusMedia({
      store,
      link,
      folder: this.#folder,
      progress: this.progress,
      changed: changes => options.feed.add(changes),
      log,
      failed,
    })
    store.statusReader.setStateOf(statusId => this.fetching.stateOf(statusId))
  }

  /** After what has expired was purged. @throws when the store failed. */
  start(): void {
    const { store } = this.#options
    store.media.dropRevoked()
    const names = store.media.names()
    try {
      const there = this.#folder.sweepNow(new Set(names.values()))
      store.media.lose([...names].flatMap(([id, name]) => (there.has(name) ? [] : [id])))
    } catch (error) {
      // A file that cannot be deleted is no reason not to begin.
      if (!isSystemError(error)) throw error
      this.#left(error)
      this.#sweepIn(SWEEP_AGAIN_MS)
    }
    this.#stopCommits = store.onCommit(changes => {
      if (!changes.statuses) return
      try {
        store.media.dropRevoked()
      } catch (error) {
        this.#options.failed(error)
      }
      this.#sweepIn(SWEEP_DELAY_MS)
    })
    this.fetching.start()
  }

  /** What a host serves under a media id; null: nothing, or nothing any more. */
  async find(mediaId: number): Promise<ServedFile | null> {
    const { media } = this.#options.store
    const row = media.served(mediaId)
    if (row === null || !isFileType(row.type)) return null
    const size = await this.#folder.size(row.file)
    if (size === row.bytes) return { path: this.#folder.at(row.file), type: row.type, bytes: row.bytes }
    // Somebody deleted or changed it; what was asked for meanwhile may have gone, too.
    if (!this.#stopped && media.served(mediaId)?.file === row.file) media.lose([mediaId])
    return null
  }

  /** Path of the file of a post of one's own that goes out, or null when it is not here. */
  fileOf(statusId: number): string | null {
    const name = this.#options.store.media.nameOf(statusId)
    return name === null ? null : this.#folder.at(name)
  }

  /** Deletes the files of posts that were seen. Resolves when they are gone. */
  async deleteViewed(): Promise<{ bytes: number }> {
    const bytes = this.#options.store.media.loseViewed()
    await this.#sweep()
    return { bytes }
  }

  async stop(): Promise<void> {
    this.#stopped = true
    this.#stopCommits?.()
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.progress.stop()
    await Promise.all([this.fetching.stop(), this.uploads.stop()])
    await this.#sweeping
  }

  #sweepIn(ms: number): void {
    if (this.#stopped) return
    this.#timer ??= setTimeout(() => {
      this.#timer = null
      void this.#sweep()
    }, ms)
  }

  /** One at a time. */
  #sweep(): Promise<void> {
    this.#sweeping = this.#sweeping.then(async () => {
      if (this.#stopped) return
      const { store } = this.#options
      try {
        const left = await this.#folder.sweep(() => new Set(store.media.names().values()))
        if (left > 0) this.#sweepIn(SWEEP_AGAIN_MS)
      } catch (error) {
        if (isSystemError(error)) this.#left(error)
        else this.#options.failed(error)
      }
    })
    return this.#sweeping
  }

  #left(error: unknown): void {
    this.#options.log({ level: 'warn', msg: 'a file could not be deleted', ...framesOf(error) })
  }
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error
}
