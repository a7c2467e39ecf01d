import type { DomainEvent, EventBatch, PersonRef, WireMessage } from '../../../../src/main/engine/events.ts'
import type { LinkListener } from '../../../../src/main/engine/ports.ts'
import type { Connection, Linking, SyncProgress } from '../../../../src/shared/model.ts'
import type { Disk } from './stores.ts'

type Of<T extends DomainEvent['type']> = Extract<DomainEvent, { type: T }>

/** A listener that keeps what it is told, in order, and lets a test wait for it. */
export class Recorder implements LinkListener {
  readonly events: DomainEvent[] = []
  readonly connections: Connection[] = []
  readonly linkings: Linking[] = []
  readonly progresses: SyncProgress[] = []
  readonly typings: { person: PersonRef; activity: string }[] = []
  readonly accounts: { me: PersonRef; name: string | null }[] = []
  /** Throws instead of storing when it answers true. */
  failing: (batch: EventBatch) => boolean = () => false
  /** Whether the store belongs to whoever links. */
  mine = true
  readonly #disk: Disk
  #watchers = new Set<() => void>()

  constructor(disk: Disk) {
    this.#disk = disk
  }

  apply(batch: EventBatch): void {
    if (this.failing(batch)) {
      queueMicrotask(() => this.#changed())
      throw new Error('disk full: apply')
    }
    this.events.push(...batch.events)
    this.#disk.journal.markProjected(batch.journal)
    batch.within?.()
    this.#changed()
  }

  connection(state: Connection): void {
    this.connections.push(state)
    this.#changed()
  }

  linking(state: Linking): void {
    this.linkings.push(state)
    this.#changed()
  }

  progress(state: SyncProgress): void {
    this.progresses.push(state)
    this.#changed()
  }

  typing(_chat: unknown, person: PersonRef, activity: string): void {
    this.typings.push({ person, activity })
    this.#changed()
  }

  linkedAs(me: PersonRef, name: string | null): boolean {
    this.accounts.push({ me, name })
    return this.mine
  }

  all<T extends DomainEvent['type']>(type: T): Of<T>[] {
    return this.events.filter((event): event is Of<T> => event.type === type)
  }

  /** The messages with this wire id. */
  messages(wireId: string): WireMessage[] {
    return this.all('message').flatMap(({ message }) => (message.key.wireId === wireId ? [message] : []))
  }

  /** The first event of the type, past or future, that fits. */
  event<T extends DomainEvent['type']>(type: T, fits: (event: Of<T>) => boolean = () => true): Promise<Of<T>> {
    return this.until(() => this.all(type).find(fits), type)
  }

  message(wireId: string): Promise<WireMessage> {
    return this.until(() => this.messages(wireId)[0], `message ${wireId}`)
  }

  linkingStep<S extends Linking['step']>(step: S): Promise<Extract<Linking, { step: S }>> {
    return this.until(
      () => this.linkings.find((state): state is Extract<Linking, { step: S }> => state.step === step),
      `linking: ${step}`,
    )
  }

  /** Resolves when `look` finds something; looks after everything that is told. */
  until<T>(look: () => T | undefined | null | false, what: string, timeoutMs = 10_000): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        clearInterval(glance)
        this.#watchers.delete(check)
        const told = [...new Set(this.events.map(event => event.type))].join(', ')
        const states = JSON.stringify([this.linkings.at(-1), this.connections.at(-1)])
        reject(new Error(`No ${what}; told: ${told}; ${states}`))
      }, timeoutMs)
      let glance: NodeJS.Timeout | undefined
      const check = () => {
        const found = look()
        if (found === undefined || found === null || found === false) return
        clearTimeout(timer)
        clearInterval(glance)
        this.#watchers.delete(check)
        resolve(found)
      }
      // What changes without this listener being told (a row on disk) is looked at now and then.
      this.#watchers.add(check)
      glance = setInterval(check, 20)
      check()
    })
  }

  #changed(): void {
    for (const watcher of [...this.#watchers]) watcher()
  }
}
