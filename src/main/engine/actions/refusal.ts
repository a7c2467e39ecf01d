import type { ErrorCode } from '../../../shared/model.ts'
import type { Decision } from '../../../shared/rules/deletion.ts'

/** Thrown by an action that may not or cannot be done; becomes an error value with this code at the door. */
export class Refusal extends Error {
  readonly code: ErrorCode
  constructor(code: ErrorCode, message: string) {
    super(message)
    this.name = 'Refusal'
    this.code = code
  }
}

/** @throws {Refusal} when a rule says no. */
export function demand(decision: Decision, what: string): void {
  if (!decision.allowed) throw new Refusal(decision.reason, `${what} is not allowed`)
}

/** @throws {Refusal} NOT_FOUND for what is not in the store. */
export function found<T>(value: T | null, what: string): T {
  if (value === null) throw new Refusal('NOT_FOUND', `no such ${what}`)
  return value
}
