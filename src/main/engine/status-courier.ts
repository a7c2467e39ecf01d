/**
 * Carries what is to be told about status updates: own posts, one at a time, those to be taken back first; and beside them who
 * was seen. What cannot go now stays in the store and goes when it can; what was refused is told.
 */
import type { ErrorCode } from '../../shared/model.ts'
import { POST_GAP_MS } from '../../shared/rules/posting.ts'
import { afterFailure, codeOf, isOffline, Line, LONGEST_PAUSE_MS } from './actions/trying.ts'
import type { PersonRef } from './events.ts'
import type { LinkPort, OutgoingPost } from './ports.ts'
import type { OwnPost } from './store/status-queue.ts'
import type { Store } from './store/store.ts'

export interface CourierOptions {
  store: Store
  link: Pick<LinkPort, 'online' | 'postStatus' | 'revokeStatus' | 'sendViewed'>
  now: () => number
  log: (line: object) => void
  /** A store failure; the engine decides what it means. */
  failed: (error: unknown) => void
  /** Path of an own post's file; null: it is gone. */
  fileOf: (statusId: number) => string | null
  /** Per cent of an upload. */
  progress: (statusId: number, percent: number) => void
}

/** One thing to do. */
interface Errand {
  /** The same for each try of it. */
  name: string
  run(): Promise<void>
  giveUp(code: ErrorCode): void
}

/** What a lane does next: an errand, or nothing before a while (ms) has passed, or nothing at all. */
type Next = Errand | { wait: number } | null

export class StatusCourier {
  readonly #options: CourierOptions
  readonly #lanes: readonly Lane[]
  /** When the last post was handed to the link (ms). */
  #lastPostAt = Number.NEGATIVE_INFINITY
  /** The post whose tries are not over: they are one post to the service. */
  #trying: number | null = null

  constructor(options: CourierOptions) {
    this.#options = options
    this.#lanes = [new Lane(options, () => this.#nextPost()), new Lane(options, () => this.#nextViews())]
  }

  /** Does whatever can be done now. Call when something was written and when the connection came back. */
  kick(): void {
    for (const lane of this.#lanes) lane.kick()
  }

  /** The connection is gone: what is under way is given up and goes out again, under the same id, when it is back. */
  offline(): void {
    for (const lane of this.#lanes) lane.offline()
  }

  /** Nothing new starts; resolves when what was on its way has ended. */
  async stop(): Promise<void> {
    await Promise.all(this.#lanes.map(lane => lane.stop()))
  }

  #nextPost(): Next {
    const { store, now } = this.#options
    const revoke = store.statusQueue.nextRevoke()
    if (revoke !== null) return this.#revoke(revoke)
    const post = store.statusQueue.nextPending()
    if (post === null) return null
    // Those written while there was no connection do not go out all at once either. A clock that was set back holds nothing up.
    const wait = this.#lastPostAt + POST_GAP_MS - now()
    return wait > 0 && wait <= POST_GAP_MS && post.id !== this.#trying ? { wait } : this.#post(post)
  }

  #post(post: OwnPost): Errand {
    const { store, link, now, progress } = this.#options
    const { statusQueue } = store
    return {
      name: `post ${post.id}`,
      run: async () => {
        // Whoever was left out or blocked since it was written does not get it.
        const audience = store.audience.stillReceiving(post.audience ?? [])
        const outgoing = this.#outgoing(post)
        if (audience.length === 0) return statusQueue.fail(post.id, 'NO_AUDIENCE')
        if (outgoing === null) return statusQueue.fail(post.id, 'BAD_FILE')
        statusQueue.setSentTo(post.id, [...new Set([...post.sentTo, ...audience])])
        this.#lastPostAt = now()
        this.#trying = post.id
        const sent = await link.postStatus(post.wireId, outgoing, this.#refs(audience), percent =>
          progress(post.id, percent),
        )
        this.#trying = null
        statusQueue.sent(post.id, sent)
      },
      giveUp: code => {
        this.#trying = null
        store.transaction(() => {
          // A plain no: it went to nobody, this time.
          if (code !== 'TIMEOUT' && code !== 'INTERNAL') statusQueue.setSentTo(post.id, post.sentTo)
          statusQueue.fail(post.id, code)
        })
      },
    }
  }

  #outgoing({ id, content, backgroundArgb, font, thumbnail }: OwnPost): OutgoingPost | null {
    if (content.kind === 'text') {
      return { kind: 'text', text: content.text, backgroundArgb: backgroundArgb ?? 0, font: font ?? 0 }
    }
    if (content.kind !== 'image' && content.kind !== 'video') return null
    const file = this.#options.fileOf(id)
    if (file === null) return null
    const { kind, caption, media } = content
    return {
      kind,
      file,
      mimetype: media.mimetype ?? '',
      caption,
      width: media.width ?? 0,
      height: media.height ?? 0,
      duration: media.duration,
      thumbnail: thumbnail ?? new Uint8Array(0),
    }
  }

  #revoke(post: OwnPost): Errand {
    const { store, link, now } = this.#options
    const { statusQueue } = store
    return {
      name: `revoke ${post.id}`,
      run: async () => {
        // Of a post written elsewhere it is not known who got it.
        const people =
          post.audience === null ? [...store.audience.everybody(), ...statusQueue.viewers(post.id)] : post.sentTo
        await link.revokeStatus(post.wireId, this.#refs(people))
        store.statuses.revoke(store.accounts.me(), post.wireId, now())
      },
      giveUp: code => statusQueue.fail(post.id, code),
    }
  }

  #nextViews(): Next {
    const { store, link } = this.#options
    const { viewQueue } = store
    if (!store.settings.get().readReceipts) {
      if (viewQueue.next() !== null) viewQueue.drop()
      return null
    }
    const views = viewQueue.next()
    if (views === null) return null
    const ids = views.posts.map(post => post.id)
    return {
      name: `views ${ids[0]}`,
      run: async () => {
        await link.sendViewed(
          store.people.ref(views.authorId),
          views.posts.map(post => post.wireId),
        )
        viewQueue.told(ids)
      },
      giveUp: () => viewQueue.told(ids),
    }
  }

  /** Under whatever row they are now; without oneself, who is told anyway. */
  #refs(personIds: readonly number[]): PersonRef[] {
    const { people } = this.#options.store
    const current = new Set(personIds.map(id => people.current(id)).filter(id => id !== null && id !== people.me))
    return [...current].flatMap(id => (id === null ? [] : [people.ref(id)]))
  }
}

/** Does one errand after the other. */
class Lane {
  readonly #options: CourierOptions
  readonly #next: () => Next
  #running: Promise<void> | null = null
  #timer: NodeJS.Timeout | null = null
  /** The timer is a pause after a failure: it is not cut short. */
  #resting = false
  #attempts: { name: string; count: number } = { name: '', count: 0 }
  #line = new Line()
  #stopped = false

  constructor(options: CourierOptions, next: () => Next) {
    this.#options = options
    this.#next = next
  }

  kick(): void {
    if (this.#stopped || this.#resting || this.#running !== null || !this.#options.link.online) return
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    let next: Next
    try {
      next = this.#next()
    } catch (error) {
      this.#rest(LONGEST_PAUSE_MS)
      this.#options.failed(error)
      return
    }
    if (next === null) return
    if ('wait' in next) {
      this.#later(next.wait)
      return
    }
    this.#running = this.#run(next).then(pause => {
      this.#running = null
      if (pause === null) this.kick()
      else this.#rest(pause)
    })
  }

  offline(): void {
    this.#line.break()
    this.#line = new Line()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#line.break()
    await this.#running
  }

  /** @returns null when the lane may go on, else how long it rests (ms). */
  async #run(errand: Errand): Promise<number | null> {
    try {
      await this.#line.carry(errand.run())
      return null
    } catch (error) {
      const code = codeOf(error)
      if (this.#attempts.name !== errand.name) this.#attempts = { name: errand.name, count: 0 }
      if (!isOffline(code)) {
        this.#attempts.count += 1
        const [kind] = errand.name.split(' ')
        this.#options.log({ level: 'warn', msg: 'status courier', kind, code, attempts: this.#attempts.count })
      }
      const after = afterFailure(code, this.#attempts.count)
      if (after.do === 'wait') return after.ms
      this.#attempts = { name: '', count: 0 }
      return this.#giveUp(errand, after.code)
    }
  }

  #giveUp(errand: Errand, code: ErrorCode): number | null {
    try {
      errand.giveUp(code)
      return null
    } catch (error) {
      // It is still there and is looked at again.
      this.#options.failed(error)
      return LONGEST_PAUSE_MS
    }
  }

  #rest(ms: number): void {
    this.#resting = true
    this.#later(ms)
  }

  #later(ms: number): void {
    if (this.#stopped) return
    this.#timer = setTimeout(() => {
      this.#timer = null
      this.#resting = false
      this.kick()
    }, ms)
  }
}
