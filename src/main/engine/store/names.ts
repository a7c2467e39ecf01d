import type { NameEventSource } from '../events.ts'

/** Names with source and time (domain.md §1, §2). The newest per source counts; of two of the same time the greater text. */
export declare class Names {
  /**
   * An empty or absent name never erases a known one, except `addressBook` with null: removed from the address book.
   */
  learn(personId: number, source: NameEventSource, name: string | null, at: number): void
  of(personId: number): { source: NameEventSource; name: string; at: number }[]
}
