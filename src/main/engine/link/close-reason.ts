/** Why a connection closed. */
export interface CloseReason {
  /** The wire's code, when there is one. */
  code: number | undefined
  /** The line failed, whatever code the library made of it. */
  line: boolean
  /** The other side could not prove who it is: certificate or account signature. */
  unproven: boolean
  /** All QR codes of an attempt were shown. */
  expired: boolean
}

/** Reads the error that the library closes with: a Boom, whose message is the library's own wording. */
export function closeReason(error: unknown): CloseReason {
  const message = error instanceof Error ? error.message : ''
  const output = typeof error === 'object' && error !== null && 'output' in error ? error.output : null
  const status = typeof output === 'object' && output !== null && 'statusCode' in output ? output.statusCode : undefined
  const line = message.startsWith('WebSocket Error')
  return {
    code: line || typeof status !== 'number' ? undefined : status,
    line,
    unproven: /noise|certificate|certification|account signature|Invalid account|hmac/i.test(message),
    expired: message.startsWith('QR refs attempts ended'),
  }
}
