import css from './Skeleton.module.css'

/** Grey shapes in place of rows that are being read. `label` is read out. */
export function SkeletonRows({ rows, label }: { rows: number; label: string }) {
  return (
    <div role="status" aria-label={label} className={css.rows}>
      {Array.from({ length: rows }, (_, row) => (
        // The rows are alike and never change places.
        <div key={`row-${String(row)}`} className={css.row}>
          <span className={css.round} />
          <span className={css.lines}>
            <span className={css.line} style={{ inlineSize: `${36 + ((row * 17) % 30)}%` }} />
            <span className={css.line} style={{ inlineSize: `${58 + ((row * 23) % 34)}%` }} />
          </span>
        </div>
      ))}
    </div>
  )
}
