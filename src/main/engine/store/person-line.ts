import type { NameSource, PersonLine, Standing } from '../../../shared/model.ts'

/** The columns of `people` that make a line, each with the alias's name before it. */
export interface LineRow {
  id: number
  source: NameSource
  name: string
  standing: Standing
}

/** SQL for the columns of a {@link LineRow}. */
export function lineColumns(alias: string): string {
  return `${alias}.id AS id, ${alias}.display_source AS source, ${alias}.display_text AS name, ${alias}.standing AS standing`
}

export function toLine(row: LineRow): PersonLine {
  return { id: row.id, name: { source: row.source, text: row.name }, standing: row.standing }
}
