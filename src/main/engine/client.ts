/**
 * The host's handle on the engine: starts it in a worker thread, carries calls and events across, and answers the thread's
 * questions to the host (wrapping secrets, log lines). Imports nothing of what the engine is made of, so the host's thread stays light.
 */
import { Worker } from 'node:worker_threads'
import type { EngineEvent, ErrorCode, HostFacts, Result } from '../../shared/model.ts'
import { framesOf } from './failures.ts'
import type { ServedFile } from './media-files.ts'
import type { SecretBox, WireAddress } from './ports.ts'
import type { FromThread, ThreadData, ToThread } from './thread-messages.ts'

export interface EngineOptions {
  /** Folder of the database, media and logs; made when missing. One engine per folder: the host holds the lock. */
  dataDir: string
  host: Pick<HostFacts, 'kind' | 'version' | 'platform' | 'language'>
  secrets: SecretBox
  wire: WireAddress
  /** The thread's entry: `worker.js` of the bundle, or `worker.ts` from source under a Node that strips types. */
  workerUrl: URL
  /** The history decoder's entry, likewise. */
  decoderUrl: URL
  /** Takes one log line, ready for JSON; never holds texts, numbers or secrets. */
  log: (line: object) => void
}

export interface EngineClient {
  /** Runs a contract entry. Never rejects: whatever goes wrong is a `Result` with a code. */
  call(name: string, input: unknown): Promise<Result<unknown>>
  /** The file that is served under a media id; null: none, or none any more. For the host alone: its path is nothing for a page. */
  mediaFile(mediaId: number): Promise<ServedFile | null>
  /** @returns a function that stops it. */
  onEvents(listener: (events: EngineEvent[]) => void): () => void
  /** Flushes, closes the link and the store, ends the thread. Idempotent. */
  close(): Promise<void>
  /** The thread is gone. `expected` is false when nobody called `close`. */
  onExit(listener: (exit: { expected: boolean; code: number }) => void): () => void
}

/** How long a closing engine may take (ms) before its thread is ended the hard way; the store survives that. */
const CLOSE_PATIENCE_MS = 8_000

export function startEngineThread(options: EngineOptions): EngineClient {
  const data: ThreadData = {
    dataDir: options.dataDir,
    host: options.host,
    wire: options.wire,
    decoderUrl: options.decoderUrl.href,
    secrets: { backend: options.secrets.backend, protection: options.secrets.protection },
  }
  const worker = new Worker(options.workerUrl, { workerData: data, name: 'pillion-engine' })
  const waiting = new Map<number, (result: Result<unknown>) => void>()
  const waitingFiles = new Map<number, (file: ServedFile | null) => void>()
  const eventListeners = new Set<(events: EngineEvent[]) => void>()
  const exitListeners = new Set<(exit: { expected: boolean; code: number }) => void>()
  let lastCall = 0
  let ended = false
  let closing: Promise<void> | null = null

  const post = (message: ToThread): void => worker.postMessage(message)

  const answerSecret = async (id: number, work: 'wrap' | 'unwrap', bytes: Uint8Array): Promise<void> => {
    try {
      const out = await (work === 'wrap' ? options.secrets.wrap(bytes) : options.secrets.unwrap(bytes))
      post({ type: 'secret', id, bytes: out })
    } catch {
      post({ type: 'secret', id, bytes: null })
    }
  }

  worker.on('message', (message: FromThread) => {
    switch (message.type) {
      case 'result': {
        const settle = waiting.get(message.id)
        waiting.delete(message.id)
        settle?.(message.result)
        break
      }
      case 'mediaFile': {
        const settle = waitingFiles.get(message.id)
        waitingFiles.delete(message.id)
        settle?.(message.file)
        break
      }
      case 'events':
        for (const listener of eventListeners) listener(message.events)
        break
      case 'secret':
        void answerSecret(message.id, message.work, message.bytes)
        break
      case 'log':
        options.log(message.line)
        break
    }
  })
  worker.on('error', error => {
    options.log({ level: 'error', msg: 'engine thread failed', ...framesOf(error) })
  })
  const exited = new Promise<void>(resolve => {
    worker.on('exit', code => {
      ended = true
      for (const settle of waiting.values()) settle(failed('INTERNAL', 'the engine ended'))
      waiting.clear()
      for (const settle of waitingFiles.values()) settle(null)
      waitingFiles.clear()
      for (const listener of exitListeners) listener({ expected: closing !== null, code })
      resolve()
    })
  })

  return {
    call(name, input) {
      if (ended || closing !== null) return Promise.resolve(failed('STORE_UNAVAILABLE', 'the engine is closed'))
      lastCall += 1
      const id = lastCall
      return new Promise(resolve => {
        waiting.set(id, resolve)
        try {
          post({ type: 'call', id, name, input })
        } catch {
          // Not something that can cross to another thread, so not JSON either.
          waiting.delete(id)
          resolve(failed('BAD_INPUT', 'not plain data'))
        }
      })
    },
    mediaFile(mediaId) {
      if (ended || closing !== null) return Promise.resolve(null)
      lastCall += 1
      const id = lastCall
      return new Promise(resolve => {
        waitingFiles.set(id, resolve)
        post({ type: 'mediaFile', id, mediaId })
      })
    },
    onEvents(listener) {
      eventListeners.add(listener)
      return () => eventListeners.delete(listener)
    },
    onExit(listener) {
      exitListeners.add(listener)
      return () => exitListeners.delete(listener)
    },
    close() {
      closing ??= (async () => {
        if (ended) return
        post({ type: 'close' })
        const timer = setTimeout(() => void worker.terminate(), CLOSE_PATIENCE_MS)
        await exited
        clearTimeout(timer)
      })()
      return closing
    },
  }
}

function failed(code: ErrorCode, message: string): Result<never> {
  return { ok: false, error: { code, message } }
}
