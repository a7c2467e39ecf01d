/** The engine in a process of its own, to be killed. Started by fork: its parent speaks to it over IPC. */
import { appendFileSync } from 'node:fs'
import { createEngine } from '../../../src/main/engine/engine.ts'
import type { WireAddress } from '../../../src/main/engine/ports.ts'
import type { AppState, Result } from '../../../src/shared/model.ts'

export interface ChildSetup {
  dataDir: string
  wire: WireAddress
}

export type ToChild = { type: 'send'; chatId: number; text: string } | { type: 'chats' } | { type: 'stop' }
export type FromChild =
  | { type: 'state'; state: AppState }
  /** The engine has taken the text: it must not be lost from now on. */
  | { type: 'taken'; text: string }
  | { type: 'chats'; ids: number[] }

const setup: ChildSetup = JSON.parse(process.argv[2] ?? '{}')
/** Named by whoever looks for a cause. */
const logFile = process.env.PILLION_CRASH_LOG
const tell = (message: FromChild): void => void process.send?.(message)

const engine = createEngine({
  dataDir: setup.dataDir,
  host: { kind: 'browser', version: '0.0.0', platform: 'test', language: 'en' },
  secrets: {
    backend: 'none',
    protection: 'filePermissions',
    wrap: async bytes => bytes,
    unwrap: async bytes => bytes,
  },
  wire: setup.wire,
  decoderUrl: new URL('../../../src/main/engine/link/decoder.ts', import.meta.url),
  log: line => {
    if (logFile !== undefined)
      appendFileSync(logFile, `${JSON.stringify({ t: Date.now(), pid: process.pid, ...line })}\n`)
  },
  emit: events => {
    if (events.some(({ type }) => ['connection', 'linking', 'health', 'sync'].includes(type))) void tellState()
  },
})

async function value<T>(answer: Promise<Result<unknown>>): Promise<T | null> {
  const result = await answer
  return result.ok ? (result.value as T) : null
}

async function tellState(): Promise<AppState | null> {
  const state = await value<AppState>(engine.call('appState', {}))
  if (state !== null) tell({ type: 'state', state })
  return state
}

process.on('message', async (message: ToChild) => {
  switch (message.type) {
    case 'send': {
      const { chatId, text } = message
      const result = await engine.call('messageSend', { chatId, text, replyTo: null })
      if (result.ok) tell({ type: 'taken', text })
      break
    }
    case 'chats': {
      const input = { filter: 'people', archived: false, after: null, limit: 50 }
      const page = await value<{ items: { id: number }[] }>(engine.call('chatsPage', input))
      tell({ type: 'chats', ids: page?.items.map(chat => chat.id) ?? [] })
      break
    }
    case 'stop':
      await engine.close()
      process.exit(0)
  }
})

// Without a parent nobody would ever end it.
process.on('disconnect', () => process.exit(1))

const state = await tellState()
if (state?.account === null) await engine.call('linkByQr', {})
