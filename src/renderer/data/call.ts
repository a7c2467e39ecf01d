import type { Input, Output } from '../../shared/contract.ts'
import type { ErrorCode, Result } from '../../shared/model.ts'
import type { CallName } from '../../shared/names.ts'
import { bridge } from '../bridge/bridge.ts'

/** A call that the engine refused or that did not get through. */
export class CallFailure extends Error {
  readonly code: ErrorCode
  constructor(code: ErrorCode, message: string) {
    super(message)
    this.name = 'CallFailure'
    this.code = code
  }
}

type Calls = { [N in CallName]: (input: Input<N>) => Promise<Result<Output<N>>> }

/**
 * Calls the engine.
 * @throws {CallFailure} with the code of the error.
 */
export async function call<N extends CallName>(name: N, input: Input<N>): Promise<Output<N>> {
  const calls: Calls = bridge
  let result: Result<Output<N>>
  try {
    result = await calls[name](input)
  } catch (error) {
    // The way to the engine itself broke: a closed window or socket.
    throw new CallFailure('INTERNAL', error instanceof Error ? error.message : String(error))
  }
  if (!result.ok) throw new CallFailure(result.error.code, result.error.message)
  return result.value
}
