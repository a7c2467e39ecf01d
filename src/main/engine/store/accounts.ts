import type { Account } from '../../../shared/model.ts'
import type { PersonRef } from '../events.ts'

/** The account this data folder belongs to. One at most, for good. */
export declare class Accounts {
  /** For the bridge; null before the first linking. */
  get(): Account | null
  /** The user's person row. @throws before the first linking. */
  me(): number
  meOrNull(): number | null
  /** First linking, or a later one. @returns false when the folder belongs to another account; nothing changes then. */
  link(me: PersonRef, name: string | null, at: number): boolean
  /** When the phone logged this device out; null while linked. */
  loggedOutAt(): number | null
  setLoggedOut(at: number | null): void
}
