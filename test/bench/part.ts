import type { EngineCode } from './engine.ts'
import type { Row } from './table.ts'

/** What every part is told. */
export interface PartOptions {
  /** A run that takes seconds and only shows that everything works. */
  small: boolean
  code: EngineCode
  /** Says what is going on. */
  say: (line: string) => void
}

/** A part of the bench: measures, and answers with rows of the table. */
export type Part = (options: PartOptions) => Promise<Row[]>
