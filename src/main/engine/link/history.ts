import type { HistoryJob, HistoryStore, LinkListener, WireAddress } from '../ports.ts'
import type { Me } from './address.ts'
import { ChatCount } from './chat-count.ts'
import { type DecodedChunk, DecodeError, Decoding } from './decoding.ts'
import { DownloadError, download } from './download.ts'
import type { ContactToken } from './history-events.ts'
import { proto } from './library.ts'
import type { LinkLog } from './link.ts'
import { errorFacts } from './log.ts'
import { backOff } from './policy.ts'
import { fieldsOf } from './wire-format.ts'

const { HistorySyncType } = proto.HistorySync

export interface HistoryDeps {
  store: HistoryStore
  listener: Pick<LinkListener, 'apply' | 'progress'>
  wire: WireAddress
  decoderUrl: URL
  log: LinkLog
  /** Null while not linked. */
  me(): Me | null
  tokens(tokens: ContactToken[]): void
  /** Pairs of number and LID: Signal sessions are found by them. @returns those that are believed. */
  pairs(pairs: { pn: string; lid: string }[]): readonly { pn: string; lid: string }[]
  /** The LID of a phone-number JID, where it is known. */
  lidOf(pn: string): string | null
  /** The store failed; the job stays. */
  storeFailed(error: unknown): void
  /** Scales the waiting between tries; 1 s is the first wait of a second try at 1. */
  haste: number
}

/** History that waits to be stored, and what becomes of it. */
export interface History {
  /**
   * Notes a notification on disk and starts on it. Safe to repeat.
   * @param at ms: when the phone sent it. @throws when the store failed.
   */
  add(wireId: string, notification: proto.Message.IHistorySyncNotification, at: number): void
  /** Takes up what is on disk. */
  resume(): void
  /** Resolves with the number of messages when the answer to a request is in the store. */
  answerTo(requestId: string): Promise<number>
  /** Nobody waits for this answer any more. */
  forget(requestId: string): void
  stop(): void
}

/** Tries while the others wait or go first; a chunk that cannot be downloaded then waits aside between tries. */
const TRIES = 5
/** The phone says nothing of the end when it stops early; after this long without another chunk it is taken for the end. */
const QUIET_MS = 20_000
/** Behind the notification, in a field number that it does not use: when it was sent, in decimal ms. */
const SENT_AT = 1000

function encode(notification: proto.Message.IHistorySyncNotification, at: number): Buffer {
  const digits = Buffer.from(String(at))
  // Tag of a length-delimited field as a two-byte varint.
  const tag = SENT_AT * 8 + 2
  const head = Buffer.from([(tag & 0x7f) | 0x80, tag >> 7, digits.length])
  return Buffer.concat([proto.Message.HistorySyncNotification.encode(notification).finish(), head, digits])
}

function sentAt(notification: Uint8Array): number {
  for (const { number, bytes } of fieldsOf(notification)) {
    if (number === SENT_AT && bytes) return Number(Buffer.from(bytes).toString('latin1'))
  }
  return 0
}

const size = (bytes: Uint8Array | null | undefined): number => bytes?.length ?? 0

/**
 * Makes the queue. One chunk is stored at a time, while the next one is fetched and its first slices decoded; answers to
 * requests go first.
 */
export function createHistory(deps: HistoryDeps): History {
  const { store, listener, log } = deps
  const decoding = new Decoding(deps.decoderUrl)
  const queue: HistoryJob[] = []
  /** Jobs that are queued or under way. */
  const known = new Set<number>()
  const answers = new Map<string, { resolve(count: number): void; reject(error: Error): void }>()
  /** How often a job failed in a row. */
  const failed = new Map<number, number>()
  /** Jobs that wait aside for the media host, with what wakes them. */
  const aside = new Map<HistoryJob, NodeJS.Timeout>()
  /** The chunk that is likely to be next. */
  let ahead: { job: HistoryJob; chunk: Promise<DecodedChunk> } | null = null
  let abort = new AbortController()
  let busy = false
  let stopped = false
  let quiet: NodeJS.Timeout | null = null
  let wake: (() => void) | null = null
  const total = { percent: 0, messages: 0, running: false }
  const chats = new ChatCount(pn => deps.lidOf(pn))

  const tell = () => {
    total.running = true
    listener.progress({ state: 'running', percent: total.percent, messages: total.messages, chats: chats.size })
  }

  const rest = () => {
    if (!total.running) return
    Object.assign(total, { percent: 0, messages: 0, running: false })
    chats.clear()
    listener.progress({ state: 'idle' })
  }

  const settle = () => {
    if (quiet) clearTimeout(quiet)
    // A phone begins with an empty chunk: there is nothing to show while its first real one is being made.
    if (total.percent >= 100 || total.messages === 0) return rest()
    quiet = setTimeout(rest, QUIET_MS)
    quiet.unref()
  }

  const pause = (ms: number) =>
    new Promise<void>(resolve => {
      const timer = setTimeout(resolve, ms)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  const fetchFile = async (job: HistoryJob) => {
    const n = proto.Message.HistorySyncNotification.decode(job.notification)
    if (size(n.initialHistBootstrapInlinePayload) > 0) {
      return { file: Uint8Array.from(n.initialHistBootstrapInlinePayload ?? []), keys: null }
    }
    const file = await download(deps.wire, n.directPath ?? '', abort.signal)
    const hash = (bytes: Uint8Array | null | undefined) => (bytes?.length ? Uint8Array.from(bytes) : null)
    log('debug', 'history: downloaded', { job: job.id, bytes: file.length })
    return {
      file,
      keys: {
        mediaKey: Uint8Array.from(n.mediaKey ?? []),
        fileEncSha256: hash(n.fileEncSha256),
        fileSha256: hash(n.fileSha256),
      },
    }
  }

  /** ms until the next try of a job that failed: longer each time. */
  const waitAfter = (job: HistoryJob) => backOff((failed.get(job.id) ?? 1) - 1, Math.random()) * deps.haste

  const putAside = (job: HistoryJob, ms: number) => {
    const timer = setTimeout(() => takeUp(job), ms)
    timer.unref()
    aside.set(job, timer)
  }

  const takeUp = (job: HistoryJob) => {
    clearTimeout(aside.get(job))
    aside.delete(job)
    queue.push(job)
    if (quiet) clearTimeout(quiet)
    void pump()
  }

  /** Fetches a chunk and gives it to the decoder. */
  const prepare = async (job: HistoryJob, me: Me): Promise<DecodedChunk> => {
    const { file, keys } = await fetchFile(job)
    return decoding.begin({ id: job.id, file, keys, skip: job.slicesDone, me, at: sentAt(job.notification) })
  }

  const prepared = (job: HistoryJob, me: Me): Promise<DecodedChunk> => {
    if (ahead?.job !== job) return prepare(job, me)
    const { chunk } = ahead
    ahead = null
    return chunk
  }

  const nextIndex = (): number =>
    Math.max(
      queue.findIndex(job => job.syncType === HistorySyncType.ON_DEMAND),
      0,
    )

  const lookAhead = (me: Me): void => {
    const next = queue[nextIndex()]
    if (ahead !== null || next === undefined) return
    const chunk = prepare(next, me)
    // Whether it failed is asked when its turn has come.
    chunk.catch(() => undefined)
    ahead = { job: next, chunk }
  }

  /** @returns the number of messages in the chunk. */
  const storeChunk = async (job: HistoryJob, me: Me): Promise<number> => {
    const chunk = await prepared(job, me)
    lookAhead(me)
    const onDemand = job.syncType === HistorySyncType.ON_DEMAND
    let messages = 0
    await chunk.slices((index, slice) => {
      const told = slice.events.filter(event => event.type === 'identity')
      let pairs: readonly { pn: string; lid: string }[] = []
      const within = () => {
        pairs = deps.pairs(told)
        if (slice.tokens.length > 0) deps.tokens(slice.tokens)
        store.sliceDone(job.id, index + 1)
      }
      try {
        listener.apply({ events: slice.events, journal: [], within })
      } catch (error) {
        deps.storeFailed(error)
        throw error
      }
      job.slicesDone = index + 1
      messages += slice.messages
      if (slice.broken > 0) log('warn', 'history: messages that cannot be read', { count: slice.broken })
      if (onDemand) return
      chats.add(slice.chats, pairs)
      total.messages += slice.messages
      tell()
    })
    return messages
  }

  /** @returns true when it is worth another try. @throws when the store fails while the job is given up. */
  const work = async (job: HistoryJob): Promise<boolean> => {
    const me = deps.me()
    if (me === null) return false
    let answer: { resolve(count: number): void; reject(error: Error): void } | undefined
    try {
      const n = proto.Message.HistorySyncNotification.decode(job.notification)
      answer = n.peerDataRequestSessionId ? answers.get(n.peerDataRequestSessionId) : undefined
      const messages = await storeChunk(job, me)
      store.done(job.id)
      answer?.resolve(messages)
      if (job.syncType === HistorySyncType.RECENT || job.syncType === HistorySyncType.FULL) {
        // A chunk that had to be fetched again comes late.
        total.percent = Math.min(100, Math.max(total.percent, job.progress ?? 0))
        tell()
      }
      return false
    } catch (error) {
      // It was prepared, but not asked for.
      if (ahead?.job === job) ahead = null
      const why = error instanceof DecodeError ? error.why : 'download'
      if (stopped || why === 'stopped') return false
      const tries = (failed.get(job.id) ?? 0) + 1
      failed.set(job.id, tries)
      log('warn', 'history: a chunk could not be stored', {
        job: job.id,
        type: job.syncType,
        why,
        tries,
        ...errorFacts(error),
      })
      const gone = error instanceof DownloadError && error.gone
      const unreachable = error instanceof DownloadError && !gone
      const again = tries < TRIES && (unreachable || why === 'tampered')
      // What is not there any more cannot be had; all else stays on disk and is taken up at the next connection.
      if (gone) store.done(job.id)
      if (!again) answer?.reject(error instanceof Error ? error : new Error('history'))
      // The line may hold for days while the media host is away.
      if (unreachable && !again) putAside(job, waitAfter(job))
      return again
    }
  }

  const pump = async (): Promise<void> => {
    if (busy) return
    busy = true
    try {
      while (!stopped) {
        const [job] = queue.splice(nextIndex(), 1)
        if (!job) break
        // Of a chunk that waits aside something is told when it has come.
        if (job.syncType !== HistorySyncType.ON_DEMAND && (failed.get(job.id) ?? 0) < TRIES) tell()
        let again = false
        try {
          again = await work(job)
        } catch (error) {
          // The job stays on disk, and the others have their turn.
          deps.storeFailed(error)
        }
        if (again) {
          // The others go first; when there are none, it waits.
          if (queue.length === 0) await pause(waitAfter(job))
          if (!stopped) queue.push(job)
        } else if (!aside.has(job)) {
          known.delete(job.id)
          failed.delete(job.id)
        }
      }
    } catch (error) {
      deps.storeFailed(error)
    } finally {
      busy = false
      if (!stopped && queue.length === 0) settle()
    }
  }

  const enqueue = (job: HistoryJob) => {
    if (known.has(job.id)) return
    known.add(job.id)
    queue.push(job)
    if (quiet) clearTimeout(quiet)
    void pump()
  }

  return {
    add(wireId, notification, at) {
      if (size(notification.initialHistBootstrapInlinePayload) === 0 && !notification.directPath) return
      const job = store.add(wireId, {
        syncType: notification.syncType ?? 0,
        chunkOrder: notification.chunkOrder ?? 0,
        progress: notification.progress ?? null,
        notification: encode(notification, at),
      })
      if (job !== null && !stopped) enqueue(job)
    },
    resume() {
      if (stopped) {
        stopped = false
        abort = new AbortController()
      }
      for (const job of [...aside.keys()]) {
        failed.delete(job.id)
        takeUp(job)
      }
      for (const job of store.pending()) enqueue(job)
    },
    answerTo: requestId =>
      new Promise((resolve, reject) => {
        answers.set(requestId, { resolve, reject })
      }),
    forget: requestId => void answers.delete(requestId),
    stop() {
      stopped = true
      ahead = null
      if (quiet) clearTimeout(quiet)
      queue.length = 0
      known.clear()
      failed.clear()
      for (const timer of aside.values()) clearTimeout(timer)
      aside.clear()
      abort.abort()
      decoding.stop()
      wake?.()
      // Nothing more comes: what was shown of it must not stay, nor meet the next account.
      rest()
    },
  }
}
