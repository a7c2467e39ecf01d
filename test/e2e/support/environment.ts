/** This process' environment with `extra`, and without what would change how a started app runs. */
export function appEnvironment(extra: Record<string, string>): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && !/^(PILLION_|ELECTRON_RUN_AS_NODE$|NODE_OPTIONS$)/.test(entry[0]),
  )
  return { ...Object.fromEntries(kept), ...extra }
}
