/** Prints measurements as a table of ratios against floors taken in the same run. */

export interface Row {
  name: string
  /** What was measured, in `unit`. */
  value: number
  unit: 'ms' | 'MB' | '×'
  /** The floor measured in the same run, or null where the aim is absolute. */
  floor: { name: string; value: number } | null
  /** The aim: a ratio at most (or, `atLeast`, at least), or an absolute value at most; null: reported only. */
  aim: { ratioAtMost: number } | { ratioAtLeast: number } | { atMost: number } | null
  note: string
}

/** @returns how the row stands: its ratio, and whether the aim was met (null: there is none). */
export function judge(row: Row): { ratio: number | null; met: boolean | null; aim: string } {
  const ratio = row.floor === null ? null : row.value / row.floor.value
  if (row.aim === null) return { ratio, met: null, aim: '–' }
  if ('atMost' in row.aim) return { ratio, met: row.value <= row.aim.atMost, aim: `≤ ${row.aim.atMost} ${row.unit}` }
  if (ratio === null) throw new Error(`${row.name}: an aim in ratios needs a floor`)
  if ('ratioAtMost' in row.aim) return { ratio, met: ratio <= row.aim.ratioAtMost, aim: `≤ ${row.aim.ratioAtMost}×` }
  // A floor that is to be beaten: how many times faster than it.
  const faster = 1 / ratio
  return { ratio: faster, met: faster >= row.aim.ratioAtLeast, aim: `≥ ${row.aim.ratioAtLeast}× faster` }
}

/** The table as text, a line a row, columns aligned. */
export function table(rows: Row[]): string {
  const head = ['what', 'measured', 'floor', 'ratio', 'aim', '', 'note']
  const lines = rows.map(row => {
    const { ratio, met, aim } = judge(row)
    return [
      row.name,
      show(row.value, row.unit),
      row.floor === null ? '–' : `${show(row.floor.value, row.unit)} (${row.floor.name})`,
      ratio === null ? '–' : `${ratio.toFixed(2)}×`,
      aim,
      met === null ? '' : met ? 'met' : 'MISSED',
      row.note,
    ]
  })
  const widths = head.map((title, column) => Math.max(title.length, ...lines.map(line => line[column]?.length ?? 0)))
  return [head, widths.map(width => '-'.repeat(width)), ...lines]
    .map(line =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function show(value: number, unit: Row['unit']): string {
  return `${value.toFixed(value >= 100 ? 0 : value >= 10 ? 1 : 2)} ${unit}`
}

/** The value below which `share` (0–1) of the samples lie. @throws without samples. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b)
  const value = sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]
  if (value === undefined) throw new Error('no samples')
  return value
}

export function median(samples: readonly number[]): number {
  return percentile(samples, 0.5)
}

/** The least and the greatest, for a note. */
export function spread(samples: readonly number[]): string {
  return `${Math.min(...samples).toFixed(0)}–${Math.max(...samples).toFixed(0)}`
}
