import type { Received, ReceivedOf } from './api.ts'

/** `Omit` that keeps a union apart. */
type Undated = Received extends infer R ? (R extends Received ? Omit<R, 'at'> : never) : never

/** What the simulated phone got from the client, and what it found wrong with it. */
export class Recorder {
  readonly received: Received[] = []
  readonly problems: string[] = []
  readonly #listeners = new Set<(entry: Received) => void>()
  readonly #problemListeners = new Set<(problem: string) => void>()

  add(entry: Undated): void {
    const dated = { ...entry, at: new Date() } as Received
    this.received.push(dated)
    for (const listener of [...this.#listeners]) listener(dated)
  }

  problem(text: string): void {
    this.problems.push(text)
    for (const listener of [...this.#problemListeners]) listener(text)
  }

  onReceived(listener: (entry: Received) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  onProblem(listener: (problem: string) => void): () => void {
    this.#problemListeners.add(listener)
    return () => this.#problemListeners.delete(listener)
  }

  of<K extends Received['kind']>(kind: K): ReceivedOf<K>[] {
    return this.received.filter((entry): entry is ReceivedOf<K> => entry.kind === kind)
  }

  waitFor<K extends Received['kind']>(
    kind: K,
    predicate: (entry: ReceivedOf<K>) => boolean,
    timeoutMs: number,
  ): Promise<ReceivedOf<K>> {
    const fits = (entry: Received): entry is ReceivedOf<K> => entry.kind === kind && predicate(entry as ReceivedOf<K>)
    const past = this.received.find(fits)
    if (past) return Promise.resolve(past)
    const since = this.received.length
    return new Promise((resolve, reject) => {
      const stop = this.onReceived(entry => {
        if (!fits(entry)) return
        clearTimeout(timer)
        stop()
        resolve(entry)
      })
      const timer = setTimeout(() => {
        stop()
        const instead = this.received.slice(since).map(summary).join(', ') || 'nothing'
        const problems = this.problems.length > 0 ? `; problems: ${this.problems.join(' | ')}` : ''
        reject(new Error(`no ${kind} that fits within ${timeoutMs} ms; got ${instead}${problems}`))
      }, timeoutMs)
    })
  }
}

function summary(entry: Received): string {
  if (entry.kind === 'receipt') return `receipt ${entry.type || 'delivery'} ${entry.ids.join('+')}`
  if (entry.kind === 'query') return `query ${entry.name}`
  if (entry.kind === 'message') return `message ${entry.id} to ${entry.to}`
  return entry.kind
}
