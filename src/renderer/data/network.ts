import type { EngineEvent } from '../../shared/model.ts'

/** What of the Network Information API is of interest (`navigator.connection`); browsers have all, some or none of it. */
export interface NetworkFacts {
  /** The kind of the network, e.g. `wifi`; desktop browsers seldom tell it. */
  readonly type?: string | undefined
  /** The user asked the browser to be sparing. */
  readonly saveData?: boolean | undefined
  addEventListener?: ((type: 'change', listener: () => void) => void) | undefined
}

const METERED: ReadonlySet<string> = new Set(['cellular', 'wimax', 'bluetooth'])

/**
 * Whether data has to be spared: where the system says so. Desktops seldom tell the kind, and are then on a cable or on Wi-Fi; only
 * who has chosen to have files fetched by themselves is concerned. @param facts null: nothing is told
 */
export function isMetered(facts: NetworkFacts | null): boolean {
  return facts?.saveData === true || METERED.has(facts?.type ?? '')
}

/** The page's `navigator.connection`, where there is one. */
export function networkOf(navigator: object): NetworkFacts | null {
  const facts: unknown = 'connection' in navigator ? navigator.connection : null
  return typeof facts === 'object' ? facts : null
}

/**
 * Tells the engine whether the network is metered: at once, when that changes, and again when the engine may be
 * another one: after events were lost, and when its store was opened anew. Until it is told otherwise the engine takes the network for metered, so a failure costs nothing but comfort.
 */
export function tellNetwork(
  facts: NetworkFacts | null,
  tell: (metered: boolean) => Promise<unknown>,
  onEvents: (listener: (events: EngineEvent[]) => void) => unknown,
): void {
  let told: boolean | null = null
  const say = (): void => {
    const metered = isMetered(facts)
    if (metered === told) return
    told = metered
    tell(metered).catch(() => {
      told = null
    })
  }
  say()
  facts?.addEventListener?.('change', say)
  onEvents(events => {
    if (!events.some(({ type }) => type === 'missed' || type === 'health')) return
    told = null
    say()
  })
}
