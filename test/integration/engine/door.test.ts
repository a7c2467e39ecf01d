import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contract } from '../../../src/shared/contract.ts'
import { callNames } from '../../../src/shared/names.ts'
import { Desk, newPhone } from './desk.ts'

/** Codes that a call may give for nonsense; INTERNAL is none of them. */
const CLEAR = ['BAD_INPUT', 'UNKNOWN_CALL', 'NOT_FOUND', 'NOT_LINKED', 'BAD_NUMBER', 'NOT_ALLOWED', 'OFFLINE']

test('any name and any JSON gives a value, never an exception', async () => {
  const desk = new Desk(await newPhone())
  const name = fc.oneof(
    fc.constantFrom(...callNames.filter(each => !each.startsWith('link') && each !== 'unlink')),
    fc.string(),
    fc.constantFrom('__proto__', 'constructor', 'toString', ''),
  )
  await fc.assert(
    fc.asyncProperty(name, fc.jsonValue(), async (call, input) => {
      const result = await desk.result(call, input)
      if (!result.ok) expect(CLEAR).toContain(result.error.code)
    }),
    { numRuns: 500 },
  )
})

test('any bytes give a value as well', async () => {
  const desk = new Desk(await newPhone())
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...callNames), fc.uint8Array({ minLength: 1 }), async (call, bytes) => {
      const result = await desk.result(call, bytes)
      expect(result).toMatchObject({ ok: false, error: { code: 'BAD_INPUT' } })
    }),
    { numRuns: 200 },
  )
})

test('well-formed calls about what is not there are answered plainly', async () => {
  const desk = new Desk(await newPhone())
  const inputs: Record<string, unknown> = {
    chatGet: { chatId: 9 },
    personGet: { personId: 9_999 },
    groupMembers: { chatId: 9 },
    messagesPage: { chatId: 9, from: 'end', limit: 10 },
    messageInfo: { messageId: 9 },
    messageSend: { chatId: 9, text: 'x', replyTo: null },
    messageEdit: { messageId: 9, text: 'x' },
    messageDeleteForMe: { messageId: 9 },
    chatMarkRead: { chatId: 9, upTo: 9 },
    chatPin: { chatId: 9, on: true },
    draftGet: { chatId: 9 },
  }
  for (const [call, input] of Object.entries(inputs)) {
    expect(contract[call as keyof typeof contract].input.safeParse(input).success, call).toBe(true)
    const result = await desk.result(call, input)
    expect(result, call).toMatchObject({ ok: false })
    expect(['NOT_FOUND', 'NOT_LINKED'], call).toContain(result.ok ? '' : result.error.code)
  }
})

test('cursors are checked, whatever the screen sends', async () => {
  const desk = new Desk(await newPhone())
  await fc.assert(
    fc.asyncProperty(fc.string({ maxLength: 200 }), async after => {
      const result = await desk.result('chatsPage', { filter: 'all', archived: false, after, limit: 10 })
      if (!result.ok) expect(CLEAR).toContain(result.error.code)
    }),
  )
})

test('a closed engine says so', async () => {
  const desk = new Desk(await newPhone())
  await desk.state()
  await desk.close()
  expect(await desk.result('appState', {})).toMatchObject({ error: { code: 'STORE_UNAVAILABLE' } })
})
