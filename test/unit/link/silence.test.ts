import { expect, test, vi } from 'vitest'
import { libraryLogger, plainWords } from '../../../src/main/engine/link/log.ts'
import { withoutSecrets } from '../../../src/main/engine/link/silence.ts'

test('what libsignal prints of sessions is dropped, everything else passes', () => {
  const print = vi.fn()
  const quiet = withoutSecrets(print)
  quiet('Closing session:', { privKey: 'secret' })
  quiet('Removing old closed session:', {})
  quiet('Session error:Error: x', 'stack')
  expect(print).not.toHaveBeenCalled()
  quiet('hello', 1)
  expect(print).toHaveBeenCalledExactlyOnceWith('hello', 1)
})

test('a log line keeps its words and loses everything that could be data', () => {
  expect(plainWords('sending message to 15550101@s.whatsapp.net failed')).toBe('sending message to … failed')
  expect(plainWords('error for key "AbC9" in \'x y\'')).toBe('error for key … in …')
})

test('the library logger forwards warnings without what they are about', () => {
  const log = vi.fn()
  const logger = libraryLogger(log, () => {})
  logger.debug({ text: 'Tea at five' }, 'received')
  logger.info('15550101')
  logger.warn({ text: 'Tea at five', err: Object.assign(new Error('for 15550101'), { code: 'E1' }) }, 'odd')
  expect(log.mock.calls).toEqual([['warn', 'baileys: odd', { error: 'Error', code: 'E1' }]])
})
