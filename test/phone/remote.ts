import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Phone, PhoneOptions } from './api.ts'
import type { Commands } from './commands.ts'

export type ProcessOptions = PhoneOptions & {
  /** A module (absolute path or URL) whose default export gets the phone and `args` before it is announced. */
  setup?: { module: string; args?: unknown }
}

export type Call = { id: number; method: keyof Commands; args: unknown[] }
export type Answer = { id: number; ok: true; value: unknown } | { id: number; ok: false; error: string }

type Remote = {
  [K in keyof Commands]: (...args: Parameters<Commands[K]>) => Promise<Awaited<ReturnType<Commands[K]>>>
}

/** A phone that runs in another process. */
export type PhoneProcess = Remote & {
  readonly pid: number
  readonly url: string
  readonly rootKeyHex: string
  env(): ReturnType<Phone['env']>
  stop(): Promise<void>
}

const METHODS: Record<keyof Commands, true> = {
  addPerson: true,
  addGroup: true,
  setBusiness: true,
  setBlocked: true,
  failQueries: true,
  scan: true,
  enterCode: true,
  unlink: true,
  setHistory: true,
  sendHistory: true,
  sendText: true,
  sendMessage: true,
  burst: true,
  ownText: true,
  line: true,
  delay: true,
  dropAfterSending: true,
  dropAfterReceiving: true,
  received: true,
  waitFor: true,
  pending: true,
  settled: true,
  problems: true,
}

/** Type stripping needs Node 22.18 or newer; the project brings a Node 24. */
function nodeBinary(): string {
  const bundled = join(
    import.meta.dirname,
    '../../node_modules/node/bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  )
  return Number(process.versions.node.split('.')[0]) < 24 && existsSync(bundled) ? bundled : process.execPath
}

/** Starts a phone in its own process; resolves when it listens. */
export async function startPhoneProcess(options: ProcessOptions): Promise<PhoneProcess> {
  const child = spawn(
    nodeBinary(),
    [fileURLToPath(new URL('./process.ts', import.meta.url)), JSON.stringify(options)],
    {
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      // Bytes cross as they are.
      serialization: 'advanced',
    },
  )
  const announced = await firstLine(child)
  const { url, rootKeyHex, ...env } = JSON.parse(announced) as { url: string; rootKeyHex: string } & ReturnType<
    Phone['env']
  >
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  let next = 1
  child.on('message', (answer: Answer) => {
    const call = waiting.get(answer.id)
    waiting.delete(answer.id)
    if (answer.ok) call?.resolve(answer.value)
    else call?.reject(new Error(answer.error))
  })
  const ended = new Promise<void>(resolve => {
    child.once('exit', () => {
      for (const { reject } of waiting.values()) reject(new Error('the phone process has ended'))
      resolve()
    })
  })
  const call = (method: keyof Commands, args: unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const id = next++
      waiting.set(id, { resolve, reject })
      const message: Call = { id, method, args }
      child.send(message, error => {
        if (error) reject(error)
      })
    })
  const methods = Object.fromEntries(
    (Object.keys(METHODS) as (keyof Commands)[]).map(method => [method, (...args: unknown[]) => call(method, args)]),
  )
  return {
    ...(methods as Remote),
    pid: child.pid ?? 0,
    url,
    rootKeyHex,
    env: () => env,
    stop: async () => {
      if (child.connected) child.disconnect()
      await ended
    },
  }
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', code => reject(new Error(`the phone process ended with ${code} before it listened`)))
    if (child.stdout) createInterface(child.stdout).once('line', resolve)
  })
}
