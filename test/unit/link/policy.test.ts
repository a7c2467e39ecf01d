import { expect, test } from 'vitest'
import { closeReason } from '../../../src/main/engine/link/close-reason.ts'
import { afterClose, backOff } from '../../../src/main/engine/link/policy.ts'

test.each([
  [515, { do: 'restart' }],
  [401, { do: 'loggedOut' }],
  [419, { do: 'loggedOut' }],
  [403, { do: 'loggedOut' }],
  [406, { do: 'loggedOut' }],
  [402, { do: 'wait', reason: 'forbidden' }],
  [409, { do: 'wait', reason: 'outdated' }],
  [440, { do: 'wait', reason: 'replaced' }],
  [411, { do: 'wait', reason: 'outdated' }],
  [405, { do: 'wait', reason: 'outdated' }],
  [428, { do: 'retry', reason: 'network' }],
  [408, { do: 'retry', reason: 'network' }],
  [undefined, { do: 'retry', reason: 'network' }],
  [500, { do: 'retry', reason: 'server' }],
  [503, { do: 'retry', reason: 'server' }],
])('after %s', (code, expected) => {
  expect(afterClose(code)).toEqual(expected)
})

test('waiting grows from about a second to five minutes, with a quarter of jitter', () => {
  expect(backOff(0, 0)).toBe(750)
  expect(backOff(0, 0.5)).toBe(1000)
  expect(backOff(3, 0.5)).toBe(8000)
  expect(backOff(30, 0.5)).toBe(300_000)
  expect(backOff(1_000_000, 0.999)).toBeLessThanOrEqual(375_000)
})

test('a failing line is told from a refusing server, whatever code the library made of it', () => {
  const boom = (message: string, statusCode: number) => Object.assign(new Error(message), { output: { statusCode } })
  expect(closeReason(boom('WebSocket Error (connect ECONNREFUSED)', 500))).toMatchObject({
    code: undefined,
    line: true,
  })
  expect(closeReason(boom('Stream Errored (conflict)', 440))).toMatchObject({ code: 440, line: false })
  expect(closeReason(boom('noise certificate signature invalid', 400))).toMatchObject({ unproven: true })
  expect(closeReason(boom('Failed to verify account signature', 500))).toMatchObject({ unproven: true })
  expect(closeReason(boom('QR refs attempts ended', 408))).toMatchObject({ expired: true })
  expect(closeReason(undefined)).toEqual({ code: undefined, line: false, unproven: false, expired: false })
})
