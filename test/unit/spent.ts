/**
 * Time that this thread has worked so far, ms. For tests that say that something is done quickly: what else runs on the
 * machine is none of their business.
 */
export function spent(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}
