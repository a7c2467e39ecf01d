import type { PersonRef } from '../events.ts'

/** People by phone number and LID. One person is one row, whichever is learned first. */
export declare class People {
  /**
   * The row of this person: found, made, completed with the other identifier, or merged from two rows. Idempotent.
   * A pair that contradicts a known pair moves the identifier to the newer word (numbers change hands).
   * @throws when neither identifier is set.
   */
  resolve(ref: PersonRef): number
  find(ref: PersonRef): number | null
  /** How the wire names this person. @throws for an unknown id. */
  ref(personId: number): PersonRef
  refs(personIds: readonly number[]): Map<number, PersonRef>
  /** The row that an id leads to now: itself, or the one it was merged into. Null when there never was one. */
  current(personId: number): number | null
  /** How many rows were merged since the store was opened: sync looks at waiting changes again when it grew. */
  merges(): number
}
