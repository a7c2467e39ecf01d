import type { PersonLine } from '../../../shared/model.ts'

export declare class Blocklist {
  /** The whole list as the server has it. */
  replace(personIds: readonly number[], at: number): void
  set(personId: number, on: boolean, at: number): void
  has(personId: number): boolean
  list(): PersonLine[]
}
