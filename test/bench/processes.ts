/** Memory of a process tree, read from /proc (Linux only). */
import { readdirSync, readFileSync } from 'node:fs'

/** All processes below and with `root`. */
export function tree(root: number): number[] {
  const children = new Map<number, number[]>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      // The command's name, in brackets, may hold spaces: the parent's id is the second field behind it.
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
      children.set(parent, [...(children.get(parent) ?? []), Number(name)])
    } catch {
      // It ended while we looked.
    }
  }
  const all = [root]
  for (let at = 0; at < all.length; at++) all.push(...(children.get(all[at] ?? -1) ?? []))
  return all
}

/** Proportional set size of the whole tree, in MB: shared pages are counted once. */
export function pssOfTree(root: number): number {
  let kilobytes = 0
  for (const pid of tree(root)) {
    try {
      kilobytes += Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0)
    } catch {
      // It ended while we looked.
    }
  }
  return kilobytes / 1024
}
