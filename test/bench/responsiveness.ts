/** (b) What the screen feels while history streams in. */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { BenchEngine } from './engine.ts'
import { historySize } from './history.ts'
import type { Part } from './part.ts'
import { syncOnce } from './synced.ts'
import { percentile } from './table.ts'

/** Between two calls of the screen (ms). */
const EVERY_MS = 20
/** Between two probes for a stall (ms). */
const PROBE_MS = 5
const PAGE = 50

/** Answered by the engine's thread without touching the store: its round trip shows how long the thread was busy. */
const PROBE = 'noSuchCall'

interface Felt {
  calls: number[]
  probes: number[]
  /** Longest delay of this thread's own event loop (ms). */
  main: number
}

async function feel(engine: BenchEngine, ended: Promise<unknown>): Promise<Felt> {
  const felt: Felt = { calls: [], probes: [], main: 0 }
  const resolution = 1
  const loop = monitorEventLoopDelay({ resolution })
  const timed = async (times: number[], work: Promise<unknown>): Promise<void> => {
    const began = performance.now()
    await work
    times.push(performance.now() - began)
  }
  const chats: number[] = []
  let turn = 0
  const ask = async (): Promise<void> => {
    turn += 1
    const chatId = chats[turn % Math.max(1, chats.length)]
    if (turn % 2 === 0 && chatId !== undefined) {
      await timed(felt.calls, engine.call('messagesPage', { chatId, from: 'end', limit: PAGE }))
      return
    }
    const page = engine.call('chatsPage', { filter: 'all', archived: false, after: null, limit: PAGE })
    await timed(felt.calls, page)
    chats.splice(0, chats.length, ...(await page).items.map(chat => chat.id))
  }
  const pending = new Set<Promise<void>>()
  const track = (work: Promise<void>): void => {
    pending.add(work)
    void work.finally(() => pending.delete(work))
  }
  loop.enable()
  const calls = setInterval(() => track(ask()), EVERY_MS)
  const probes = setInterval(() => track(timed(felt.probes, engine.client.call(PROBE, {}))), PROBE_MS)
  await ended
  clearInterval(calls)
  clearInterval(probes)
  loop.disable()
  await Promise.all(pending)
  felt.main = Math.max(0, loop.max / 1e6 - resolution)
  return felt
}

export const responsiveness: Part = async ({ small, code, say }) => {
  const size = historySize(small)
  const repeats = small ? 1 : 3
  const runs: Felt[] = []
  for (let n = 0; n < repeats; n++) {
    const felt: Felt[] = []
    const run = await syncOnce(code, size, async (engine, ended) => void felt.push(await feel(engine, ended)))
    await run.phone.stop()
    runs.push(...felt)
    const [last] = felt
    if (last === undefined) throw new Error('nothing was felt')
    say(
      `b: ${last.calls.length} calls, p95 ${percentile(last.calls, 0.95).toFixed(1)} ms; ` +
        `longest stall ${Math.max(...last.probes).toFixed(1)} ms; main ${last.main.toFixed(1)} ms`,
    )
  }
  const calls = runs.flatMap(run => run.calls)
  const probes = runs.flatMap(run => run.probes)
  const during = `while ${size.messages} messages stream in, ${repeats} runs`
  return [
    {
      name: 'b  bridge calls meanwhile, p95',
      value: percentile(calls, 0.95),
      unit: 'ms',
      floor: null,
      aim: { atMost: 50 },
      note: `n=${calls.length}, median ${percentile(calls, 0.5).toFixed(1)}, longest ${Math.max(...calls).toFixed(1)}; ${during}`,
    },
    {
      name: 'b  longest stall of the engine',
      value: Math.max(...probes),
      unit: 'ms',
      floor: null,
      aim: { atMost: 100 },
      note: `longest of ${probes.length} trivial round trips, p99 ${percentile(probes, 0.99).toFixed(1)}`,
    },
    {
      name: "b  longest delay of the host's thread",
      value: Math.max(...runs.map(run => run.main)),
      unit: 'ms',
      floor: null,
      aim: { atMost: 50 },
      note: 'event loop delay beside the engine',
    },
  ]
}
