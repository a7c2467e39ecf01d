import type { ChatReader, Standing, StandingChange } from '../../../shared/model.ts'

/** What one attestation changed, compared with the one before it. */
export interface HistoryLine {
  at: number
  source: StandingChange['source']
  standing: Standing
  /** The higher standing it had until then; null unless it lost one. */
  lost: Standing | null
  /** The name, when it is a new one. */
  name: string | null
  /** The name before that. */
  before: string | null
  /** Who reads the chat, when that is new. */
  reader: ChatReader | null
}

const RANK: Readonly<Record<Standing, number>> = { none: 0, unverified: 1, confirmed: 2, verified: 3 }

/** From the changes, newest first, to what the history says of each, newest first. An absent name or reader is no change. */
export function historyLines(changes: readonly StandingChange[]): HistoryLine[] {
  return changes.map((change, index) => {
    const older = changes.slice(index + 1)
    const before = older.find(each => each.name !== null)?.name ?? null
    const readBefore = older.find(each => each.reader !== null)?.reader ?? null
    const last = older[0]
    const renamed = change.name !== null && change.name !== before
    return {
      at: change.at,
      source: change.source,
      standing: change.standing,
      lost: last !== undefined && RANK[last.standing] > RANK[change.standing] ? last.standing : null,
      name: renamed ? change.name : null,
      before: renamed ? before : null,
      reader: change.reader !== readBefore ? change.reader : null,
    }
  })
}
