import { useT } from '../../i18n/useT.ts'
import css from './Bars.module.css'
import { type Progress, useFraction } from './progress.ts'

/** More bars than these stand without a gap. */
const DENSE = 40

/** One bar for each post: full before the present one, empty behind it. */
export function Bars({ index, count, progress }: { index: number; count: number; progress: Progress }) {
  const t = useT()
  const label = (bar: number): string => t('status.viewer.bar', { number: bar + 1, count })
  return (
    <div className={css.bars} data-dense={count > DENSE}>
      {Array.from({ length: count }, (_, bar) =>
        bar === index ? (
          <PresentBar key={label(bar)} label={label(bar)} progress={progress} />
        ) : (
          <Bar key={label(bar)} label={label(bar)} fraction={bar < index ? 1 : 0} />
        ),
      )}
    </div>
  )
}

function PresentBar({ label, progress }: { label: string; progress: Progress }) {
  return <Bar label={label} fraction={useFraction(progress)} present />
}

function Bar({ label, fraction, present = false }: { label: string; fraction: number; present?: boolean }) {
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(fraction * 100)}
      aria-current={present ? 'step' : undefined}
      className={css.bar}
    >
      <div className={css.fill} style={{ inlineSize: `${String(fraction * 100)}%` }} />
    </div>
  )
}
