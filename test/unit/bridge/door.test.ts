import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Answering, MAX_INPUT, makeDoor } from '../../../src/main/bridge/door.ts'
import { contract, MAX_TEXT } from '../../../src/shared/contract.ts'
import { callNames } from '../../../src/shared/names.ts'

function engineThat(call: Answering['call']): Answering {
  return { call, onEvents: () => () => {} }
}
const quiet = (): void => {}
const echo = makeDoor(
  engineThat(async (name, input) => ({ ok: true, value: { name, input } })),
  quiet,
)

describe('the door', () => {
  it('knows the schema of every name and no more', () => {
    expect(Object.keys(contract).sort()).toEqual([...callNames].sort())
  })

  it('hands a valid call to the engine', async () => {
    expect(await echo('chatGet', { chatId: 7 })).toEqual({ ok: true, value: { name: 'chatGet', input: { chatId: 7 } } })
  })

  it.each(['nothing', '__proto__', 'toString', 'constructor', '', null, 3, undefined, { toString: 1 }])(
    'refuses the name %j',
    async name => {
      expect(await echo(name, {})).toMatchObject({ ok: false, error: { code: 'UNKNOWN_CALL' } })
    },
  )

  it.each([
    ['chatGet', {}],
    ['chatGet', { chatId: -1 }],
    ['chatGet', { chatId: 1.5 }],
    ['chatGet', { chatId: 1, extra: true }],
    ['chatGet', null],
    ['messageSend', { chatId: 1, text: '', replyTo: null }],
    ['messagesPage', { chatId: 1, from: { around: '1' }, limit: 10 }],
    ['settingsSet', { theme: 'purple' }],
  ])('refuses %s(%j)', async (name, input) => {
    expect(await echo(name, input)).toMatchObject({ ok: false, error: { code: 'BAD_INPUT' } })
  })

  it('takes the longest text and refuses a huge one before looking at it', async () => {
    const send = (text: string): unknown => ({ chatId: 1, text, replyTo: null })
    expect(await echo('messageSend', send('x'.repeat(MAX_TEXT)))).toMatchObject({ ok: true })
    expect(await echo('messageSend', send('x'.repeat(MAX_TEXT + 1)))).toMatchObject({ error: { code: 'BAD_INPUT' } })
    expect(await echo('messageSend', send('x'.repeat(MAX_INPUT)))).toMatchObject({ error: { code: 'TOO_LARGE' } })
  })

  it.each([
    ['a cycle', cycle()],
    ['a long array', new Array(10 ** 8)],
    ['many keys', Object.fromEntries(Array.from({ length: 50_000 }, (_, i) => [`k${i}`, i]))],
    ['a buffer', new Uint8Array(MAX_INPUT + 1)],
  ])('refuses %s as too large', async (_what, input) => {
    expect(await echo('chatGet', input)).toMatchObject({ ok: false, error: { code: 'TOO_LARGE' } })
  })

  it('turns a failing engine into an error value and writes nothing of the input into the log', async () => {
    const lines: object[] = []
    const door = makeDoor(
      engineThat(() => Promise.reject(new Error('secret text'))),
      line => lines.push(line),
    )
    expect(await door('chatGet', { chatId: 1 })).toMatchObject({ ok: false, error: { code: 'INTERNAL' } })
    expect(lines).toHaveLength(1)
    expect(JSON.stringify(lines)).not.toContain('secret')
  })

  it('answers any name and any value with a result', async () => {
    const name = fc.oneof(fc.constantFrom(...callNames), fc.anything())
    const input = fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true })
    await fc.assert(
      fc.asyncProperty(name, input, async (n, i) => {
        const result = await echo(n, i)
        if (!result.ok) expect(result.error.message.length).toBeLessThan(400)
        else expect(result.value).toMatchObject({ name: n })
      }),
      { numRuns: 2000 },
    )
  })
})

function cycle(): unknown {
  const value: Record<string, unknown> = { chatId: 1 }
  value.self = value
  return value
}
