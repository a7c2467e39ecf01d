import type { z } from 'zod'
import { contract, type HostInput, type HostOutput, hostContract } from '../../shared/contract.ts'
import type { CallError, EngineEvent, Result } from '../../shared/model.ts'
import type { CallName, HostCallName } from '../../shared/names.ts'
import { weighsMoreThan } from './weight.ts'

/** What the bridge needs of the engine. */
export interface Answering {
  call(name: string, input: unknown): Promise<Result<unknown>>
  onEvents(listener: (events: EngineEvent[]) => void): () => void
}

/** Answers a call that came from outside. Never rejects, whatever it is given. */
export type Door = (name: unknown, input: unknown) => Promise<Result<unknown>>

export type Log = (line: object) => void

/** Largest input, in the units of {@link weighsMoreThan}: four times the longest text the contract allows, and room for the rest. */
export const MAX_INPUT = 300_000

/** Longest problem description that goes back; a key named by the caller may be part of it. */
const MAX_MESSAGE = 300

/** The one door: is there such a call, is the input small enough, does it fit the schema? Then the engine is asked. */
export function makeDoor(engine: Answering, log: Log): Door {
  return async (name, input) => {
    if (!isCallName(name)) return refuse('UNKNOWN_CALL', 'there is no such call')
    try {
      if (weighsMoreThan(input, MAX_INPUT)) return refuse('TOO_LARGE', `the input of ${name} is too large`)
      const parsed = contract[name].input.safeParse(input)
      if (!parsed.success) return refuse('BAD_INPUT', whatIsWrong(name, parsed.error.issues))
      return await engine.call(name, parsed.data)
    } catch (error) {
      log({ level: 'error', msg: 'a call failed', call: name, error: error instanceof Error ? error.name : 'unknown' })
      return refuse('INTERNAL', `${name} failed`)
    }
  }
}

/** The host's own answers. */
export type HostAnswers = { [N in HostCallName]: (input: HostInput<N>) => HostOutput<N> }

/** The door for what the host answers itself; the same checks. */
export function makeHostDoor(answers: HostAnswers, log: Log): Door {
  return async (name, input) => {
    if (!isHostCallName(name)) return refuse('UNKNOWN_CALL', 'there is no such call')
    try {
      if (weighsMoreThan(input, MAX_INPUT)) return refuse('TOO_LARGE', `the input of ${name} is too large`)
      const parsed = hostContract[name].input.safeParse(input)
      if (!parsed.success) return refuse('BAD_INPUT', whatIsWrong(name, parsed.error.issues))
      // The schema has just vouched for the input; the compiler cannot see that it is this entry's.
      const answer = answers[name] as (input: unknown) => unknown
      return { ok: true, value: answer(parsed.data) }
    } catch (error) {
      log({ level: 'error', msg: 'a call failed', call: name, error: error instanceof Error ? error.name : 'unknown' })
      return refuse('INTERNAL', `${name} failed`)
    }
  }
}

/** A refusal as a value. */
export function refuse(code: CallError['code'], message: string): Result<never> {
  return { ok: false, error: { code, message } }
}

function isCallName(name: unknown): name is CallName {
  return typeof name === 'string' && Object.hasOwn(contract, name)
}

function isHostCallName(name: unknown): name is HostCallName {
  return typeof name === 'string' && Object.hasOwn(hostContract, name)
}

function whatIsWrong(name: string, issues: z.core.$ZodIssue[]): string {
  const [first] = issues
  const where = first === undefined ? '' : first.path.map(String).join('.')
  return `${name}: ${where === '' ? 'input' : where}: ${first?.message ?? 'invalid'}`.slice(0, MAX_MESSAGE)
}
