/** Who writes: the attested, the saved, and the hostile who would like to be taken for one of them. Deterministic from a seed. */
import { attacks, historyAttacks, swaps } from './attack-names.ts'
import { businessName, Chance, contactName, tricks } from './names.ts'
import { type Sender, sender } from './senders.ts'

export interface Attested extends Sender {
  name: string
  /** How the server's word gets here. */
  by: 'message' | 'look-up' | 'history and look-up' | 'notification'
  /** Its number is with another account later on, which the server attests as well; null: it stays with the one. */
  laterLid: string | null
}

export interface Saved extends Sender {
  name: string
}

export interface Hostile extends Sender {
  attack: string
  way: 'live' | 'history' | 'group'
  /** Whose name is taken, how, and what comes of it; null: a name of their own. */
  imitates: { name: string; trick: string } | null
  name: string
  /** The business that is claimed, quoted, forwarded. */
  victim: Attested
}

export interface Cast {
  attested: Attested[]
  saved: Saved[]
  hostile: Hostile[]
}

const MOST_ATTESTED = 1000
const ways: readonly Attested['by'][] = [
  'message',
  'message',
  'message',
  'look-up',
  'history and look-up',
  'notification',
]
/** Every so manieth business gets another LID; a multiple of the ways, so that they are of the first one. */
const MOVES = 2 * ways.length
/** Share of the hostile that come with the history, and that write in groups. */
const IN_HISTORY = 0.35
const IN_GROUPS = 0.02
const IMITATE = 0.85

/** @param count how many are hostile. */
export function makeCast(count: number, seed: number): Cast {
  const dice = new Chance(seed)
  let next = 1
  const attestedCount = Math.min(MOST_ATTESTED, Math.max(60, Math.floor(count / 20)))
  const attested = Array.from(
    { length: attestedCount },
    (_, n): Attested => ({
      ...sender(next++),
      name: businessName(n),
      by: ways[n % ways.length] ?? 'message',
      laterLid: n % MOVES === 0 ? `76${String(n).padStart(10, '0')}` : null,
    }),
  )
  const saved = Array.from(
    { length: Math.min(200, Math.ceil(attestedCount / 2)) },
    (_, n): Saved => ({
      ...sender(next++),
      name: contactName(n),
    }),
  )
  const early = attested.filter(({ by }) => by === 'history and look-up')
  const trickNames = Object.keys(tricks)
  const hostile = Array.from({ length: count }, (_, n): Hostile => {
    const roll = dice.next()
    const way = roll < IN_HISTORY ? 'history' : roll < IN_HISTORY + IN_GROUPS ? 'group' : 'live'
    const attack = way === 'group' ? 'in a group' : dice.pick(way === 'history' ? historyAttacks : attacks)
    const victim = dice.pick(swaps.has(attack) ? early : attested)
    const trick = dice.pick(trickNames)
    // What asks for trust is taken for a business' way to sign only.
    const real = dice.next() < 0.8 || trick === 'words that ask for trust' ? victim.name : dice.pick(saved).name
    const imitates = dice.next() < IMITATE ? { name: real, trick } : null
    const name = imitates === null ? `Somebody ${n}` : (tricks[trick]?.(real, dice) ?? real)
    const who = sender(next++)
    // Some are known by one identifier only.
    if (attack.startsWith('had the number')) who.pn = null
    else if (way === 'live' && dice.next() < 0.1) who[dice.next() < 0.5 ? 'pn' : 'lid'] = null
    return { ...who, attack, way, imitates, name, victim }
  })
  return { attested, saved, hostile }
}
