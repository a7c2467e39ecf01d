import { live } from './attacks.ts'
import { inHistory } from './history.ts'

export const attacks: readonly string[] = Object.keys(live)
export const historyAttacks: readonly string[] = Object.keys(inHistory)

/**
 * Claims to be the number or the LID of a business. Made against businesses that are verified by then: before, nobody but the
 * server knows whose they are, and it is the server that writes these attributes.
 */
export const swaps: ReadonlySet<string> = new Set(attacks.filter(name => /^(names|was given) /.test(name)))
