/** The order of a chat: by time, then by number; the live notices of a moment stand before its messages (domain.md §4). */

/** Numbers of live notices begin here, far above any message's row; an attestation's row has this many of them. */
const FIRST_ID = 2 ** 50
const IDS_PER_ROW = 1024
/** A row says its word at several times; each makes at most this many notices. */
const IDS_PER_TIME = 8

/** What a line of a chat is found by. */
export interface Line {
  id: number
  /** ms */
  at: number
}

/** True for a notice that attestations made: it lies in no table and has no row's number. */
export function isLiveNotice(id: number): boolean {
  return id >= FIRST_ID
}

/**
 * The number of a live notice: the same whenever it is worked out.
 * @param of the attestation's row, and which of its times made it (0–127). @param ordinal among those of that time (0–7).
 */
export function liveNoticeId(of: { row: number; index: number }, ordinal: number): number {
  return FIRST_ID + of.row * IDS_PER_ROW + of.index * IDS_PER_TIME + ordinal
}

/** The attestation's row that a live notice comes from. */
export function attestationRow(id: number): number {
  return Math.floor((id - FIRST_ID) / IDS_PER_ROW)
}

/** What orders a line among those of its chat: a live notice comes before every message of its moment. */
export function placeOf({ id, at }: Line): Line {
  return { at, id: isLiveNotice(id) ? (id % IDS_PER_TIME) - IDS_PER_TIME : id }
}

/** For sorting lines into the chat's order. */
export function compareLines(a: Line, b: Line): number {
  return a.at - b.at || placeOf(a).id - placeOf(b).id
}
