import css from './ProgressBar.module.css'

/** A bar that fills. `percent` 0–100. */
export function ProgressBar({ label, percent }: { label: string; percent: number }) {
  const value = Math.max(0, Math.min(100, Math.round(percent)))
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={value}
      className={css.bar}
    >
      <div className={css.fill} style={{ inlineSize: `${value}%` }} />
    </div>
  )
}
