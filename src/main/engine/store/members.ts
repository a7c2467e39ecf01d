import type { PersonLine } from '../../../shared/model.ts'

/** Groups: what the server says of them, and who is in them. Newest word per person counts. */
export declare class Members {
  setFacts(
    chatId: number,
    facts: {
      subject: string | null
      createdAt: number | null
      ownerId: number | null
      announce: boolean | null
      description: string | null
      /** Null: not told. Else the whole list. */
      members: { personId: number; admin: boolean }[] | null
    },
    at: number,
  ): void
  change(
    chatId: number,
    personIds: readonly number[],
    change: 'add' | 'remove' | 'promote' | 'demote',
    at: number,
  ): void
  /** History: whether the user is a member. */
  setMine(chatId: number, member: boolean, at: number): void
  /** Admins first, then by name. */
  list(chatId: number): (PersonLine & { admin: boolean })[]
  ids(chatId: number): number[]
  count(chatId: number): number
  isAdmin(chatId: number, personId: number): boolean
}
