/**
 * From all that was attested of a business to how it stood, what it was called and who could read, moment by moment: the
 * details panel's history, "verified since", and the live notices (domain.md §3, §4, §7). Works on the set of words, so
 * that the order in which they became known makes no difference.
 */
import type { ChatReader } from '../model.ts'
import { type AttestedState, readerOf } from './notices.ts'
import { olderFirst, type StandingFact, type Stands, standsAfter, unattested } from './standing.ts'

/** One word about a business at one moment. */
export interface AttestedFact extends StandingFact {
  /** The wire's words; null: not told. */
  hostStorage: string | null
  actualActors: string | null
  /** ms */
  privacyModeAt: number | null
}

/** A state, and the word that made it: the last one of its moment. */
export type StateBy<F extends AttestedFact> = AttestedState & { source: F['source']; by: F }

/**
 * The server's own words alone: how a business stood after each moment in which something changed, oldest first. The first
 * moment is always there, also when all it says is that the person is no business.
 */
export function serverStates<F extends AttestedFact>(facts: readonly F[]): StateBy<F>[] {
  return walk(fromServer(facts), null).states
}

/**
 * How the business stood after each moment in which something changed, oldest first. What only a copy in history tells
 * counts until the server's first word, and never for more than `unverified`. Empty for who never was a business.
 */
export function attestedStates<F extends AttestedFact>(facts: readonly F[]): StateBy<F>[] {
  const server = fromServer(facts)
  const first = Math.min(...server.map(({ at }) => at))
  const copied = facts.filter(fact => fact.source === 'history' && fact.business && fact.at < first)
  const before = walk(copied, null)
  // A name that only a copy tells is shown, and no level hangs on it.
  const start = before.end && { ...before.end, stands: { ...before.end.stands, chosenName: null } }
  const states = [...before.states, ...walk(server, start).states]
  const known = states.findIndex(({ standing }) => standing !== 'none')
  return known === -1 ? [] : states.slice(known)
}

/** Since when the business has stood as it does, without a break (ms); null: it never was one. */
export function standingSince(states: readonly Pick<AttestedState, 'standing' | 'at'>[]): number | null {
  const standing = states.at(-1)?.standing
  const broken = states.findLastIndex(state => state.standing !== standing)
  return states[broken + 1]?.at ?? null
}

/** Since when it has been verified without a break (ms); null: it is not. */
export function verifiedSince(states: readonly Pick<AttestedState, 'standing' | 'at'>[]): number | null {
  return states.at(-1)?.standing === 'verified' ? standingSince(states) : null
}

interface Known {
  /** By the rule of the standing alone. */
  stands: Stands
  chosenName: string | null
  hostStorage: string | null
  actualActors: string | null
  privacyModeAt: number | null
}

const nothing: Known = {
  stands: unattested,
  chosenName: null,
  hostStorage: null,
  actualActors: null,
  privacyModeAt: null,
}

/** @param start what was known before; null: nothing, then the first moment makes a state whatever it says. */
function walk<F extends AttestedFact>(
  facts: readonly F[],
  start: Known | null,
): { states: StateBy<F>[]; end: Known | null } {
  const states: StateBy<F>[] = []
  let known = start
  for (const moment of byMoment(facts)) {
    const by = moment.at(-1)
    if (by === undefined) continue
    const now = moment.reduce<Known>(after, known ?? nothing)
    if (known === null || !same(known, now)) states.push(stateOf(now, by))
    known = now
  }
  return { states, end: known }
}

/** What a word does not tell has not changed; an ordinary account has none of it. */
function after(before: Known, fact: AttestedFact): Known {
  const stands = standsAfter(before.stands, fact)
  if (stands.standing === 'none') return nothing
  const { hostStorage, actualActors, privacyModeAt } = fact
  return {
    stands,
    chosenName: fact.chosenName ?? before.chosenName,
    hostStorage: hostStorage ?? before.hostStorage,
    actualActors: actualActors ?? before.actualActors,
    // An older word about it takes nothing back.
    privacyModeAt: privacyModeAt === null ? before.privacyModeAt : Math.max(privacyModeAt, before.privacyModeAt ?? 0),
  }
}

function stateOf<F extends AttestedFact>(known: Known, by: F): StateBy<F> {
  const { stands, chosenName, privacyModeAt } = known
  return {
    standing: stands.standing,
    chosenName,
    reader: reader(known),
    privacyModeAt,
    at: by.at,
    source: by.source,
    by,
  }
}

function reader({ hostStorage, actualActors }: Known): ChatReader | null {
  return readerOf(hostStorage, actualActors)
}

function same(a: Known, b: Known): boolean {
  return (
    a.stands.standing === b.stands.standing &&
    a.chosenName === b.chosenName &&
    reader(a) === reader(b) &&
    a.privacyModeAt === b.privacyModeAt
  )
}

/** Words of one time make one state: in between nobody saw anything. */
function byMoment<F extends AttestedFact>(facts: readonly F[]): F[][] {
  const moments: F[][] = []
  for (const fact of [...facts].sort((a, b) => olderFirst(a, b) || compare(rest(a), rest(b)))) {
    const moment = moments.at(-1)
    if (moment?.[0]?.at === fact.at) moment.push(fact)
    else moments.push([fact])
  }
  return moments
}

function fromServer<F extends AttestedFact>(facts: readonly F[]): F[] {
  return facts.filter(({ source }) => source !== 'history')
}

/** All that {@link olderFirst} leaves open, so that the order is the same whichever was known first. */
function rest({ source, level, hostStorage, actualActors, privacyModeAt }: AttestedFact): string {
  return JSON.stringify([source, level, hostStorage, actualActors, privacyModeAt])
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
