import type { TrustReport } from './trust.ts'

/** The share of those who took a known name and were warned of. */
export function warnedShare({ tricks }: Pick<TrustReport, 'tricks'>): number {
  const all = [...tricks.values()]
  const sum = (of: (trick: { all: number; warned: number }) => number): number =>
    all.reduce((total, one) => total + of(one), 0)
  return (
    sum(one => one.warned) /
    Math.max(
      1,
      sum(one => one.all),
    )
  )
}

export function reportLines(report: TrustReport): string[] {
  const { seconds } = report
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`
  return [
    `hostile: ${report.live} live, ${report.history} in the history, ${report.inGroups} in groups; attested ${report.attested}, saved ${report.saved}`,
    `looked at: ${report.chats} chats, ${report.messages} messages`,
    ...[...report.attacks].sort().map(([attack, count]) => `  ${count} × ${attack}`),
    `impostor warnings: ${percent(warnedShare(report))} of those who took a known name`,
    ...[...report.tricks].sort().map(([trick, { all, warned }]) => `  ${percent(warned / all)} of ${all} × ${trick}`),
    ...report.missed.map(line => `  no warning: ${line}`),
    `${seconds.all} s in all: history ${seconds.history}, live ${seconds.live}, looking ${seconds.looking}; at most ${report.memory} MB`,
    ...report.wrong.map(line => `WRONG: ${line}`),
    report.wrong.length === 0 ? 'Nothing wrong.' : 'Not good.',
  ]
}
