import type { Standing } from '../model.ts'

export type AttestationLevel = 'high' | 'low' | 'unknown'

/** What of an attestation bears on the standing (domain.md §3). */
export interface StandingFact {
  /** `stanza` and `lookup` are the server's own word; `history` is a copy the phone kept. */
  source: 'stanza' | 'lookup' | 'history'
  /** Null: the attestation does not say. */
  level: AttestationLevel | null
  /** False: the server said that this is no business. */
  business: boolean
  chosenName: string | null
  /** ms */
  at: number
}

/** The wire's `verified_level`. Null when the attribute is absent; a word that is not known proves nothing. */
export function levelFrom(attribute: string | null | undefined): AttestationLevel | null {
  if (attribute === null || attribute === undefined || attribute === '') return null
  return attribute === 'high' || attribute === 'low' ? attribute : 'unknown'
}

const byLevel: Readonly<Record<AttestationLevel, Standing>> = {
  high: 'verified',
  low: 'confirmed',
  unknown: 'unverified',
}
const rank: Readonly<Record<Standing, number>> = { none: 0, unverified: 1, confirmed: 2, verified: 3 }

/** What counts for the next word about the same business: how it stands, and the name it was last attested with. */
export interface Stands {
  standing: Standing
  chosenName: string | null
}

/** Before anything was said. */
export const unattested: Stands = { standing: 'none', chosenName: null }

/**
 * How far a business is verified, from all that was attested, in any order.
 *
 * The server's newest word holds. One without a level keeps the level of the one before it as long as the chosen name is
 * the same: the level was given to that name. Known from history alone, a business is unverified whatever the copy says,
 * and a copy never takes away what the server said.
 *
 * Of two words of the same time the lesser counts. Stanzas are dated in whole seconds, and which of one second came last is
 * not kept: deliveries that are repeated, or come in another order, would tell it otherwise each time. What the server says of
 * such a business is asked for at once, see {@link isContested}.
 */
export function standingFrom(attestations: readonly StandingFact[]): Standing {
  const server = attestations.filter(fact => fact.source !== 'history').sort(olderFirst)
  if (server.length === 0) return attestations.some(fact => fact.business) ? 'unverified' : 'none'
  return server.reduce(standsAfter, unattested).standing
}

/** The server's newest words, all of one time, contradict each other: the next one will tell which is true. */
export function isContested(attestations: readonly StandingFact[]): boolean {
  const server = attestations.filter(fact => fact.source !== 'history')
  const newest = server.reduce((at, fact) => Math.max(at, fact.at), Number.NEGATIVE_INFINITY)
  const last = server.filter(fact => fact.at === newest && !(fact.business && fact.level === null))
  return new Set(last.map(standingOf)).size > 1
}

/** One more word. The server's may raise or lower; a copy's makes a business known and does no more. */
export function standsAfter(before: Stands, fact: StandingFact): Stands {
  if (fact.source === 'history') {
    if (!fact.business) return before
    const standing = before.standing === 'none' ? 'unverified' : before.standing
    return { standing, chosenName: fact.chosenName ?? before.chosenName }
  }
  if (!fact.business) return unattested
  const chosenName = fact.chosenName ?? before.chosenName
  if (fact.level !== null) return { standing: byLevel[fact.level], chosenName }
  const isNew = before.standing === 'none' || renamed(before.chosenName, fact.chosenName)
  return { standing: isNew ? 'unverified' : before.standing, chosenName }
}

function renamed(before: string | null, now: string | null): boolean {
  return before !== null && now !== null && before !== now
}

/** The order in which words count. */
export function olderFirst(a: StandingFact, b: StandingFact): number {
  return a.at - b.at || rank[standingOf(b)] - rank[standingOf(a)] || compareText(a.chosenName, b.chosenName)
}

function standingOf(fact: StandingFact): Standing {
  if (!fact.business) return 'none'
  // Without a level it changes nothing of the same moment, so it goes first.
  return fact.level === null ? 'verified' : byLevel[fact.level]
}

function compareText(a: string | null, b: string | null): number {
  const left = a ?? ''
  const right = b ?? ''
  return left < right ? -1 : left > right ? 1 : 0
}
