import type { Page, Person, PersonLine } from '../../../shared/model.ts'

export declare class PeopleReader {
  line(personId: number): PersonLine | null
  lines(personIds: readonly number[]): Map<number, PersonLine>
  get(personId: number): Person | null
  /** Saved contacts and those with a chat, by name. `query`: words of a name, or digits of a number. */
  page(input: { query: string; after: string | null; limit: number }): Page<Person>
}
