import { describe, expect, it } from 'vitest'
import { type After, CopiedCode, HOLD_MS } from '../../../src/shared/copied-code.ts'

/** A clipboard and a clock that stand still until they are moved. */
function desk() {
  let now = 0
  let content = ''
  let broken = false
  const waiting = new Map<object, { at: number; run: () => void }>()
  const after: After = (ms, run) => {
    const entry = { at: now + ms, run }
    waiting.set(entry, entry)
    return () => waiting.delete(entry)
  }
  const copied = new CopiedCode(
    {
      read: async () => {
        if (broken) throw new Error('held by another program')
        return content
      },
      clear: () => {
        content = ''
      },
    },
    after,
  )
  return {
    copied,
    copy(text: string): void {
      content = text
    },
    code(text: string): void {
      content = text
      copied.hold(text)
    },
    break(): void {
      broken = true
    },
    /** Lets time pass, and what it started end. */
    async pass(ms: number): Promise<string> {
      now += ms
      for (const [key, { at, run }] of [...waiting]) {
        if (at > now) continue
        waiting.delete(key)
        run()
      }
      await new Promise(setImmediate)
      return content
    },
    get waiting() {
      return waiting.size
    },
  }
}

describe('a copied code', () => {
  it('lies on the clipboard for a minute, not longer', async () => {
    const here = desk()
    here.code('4821')
    expect(await here.pass(HOLD_MS - 1)).toBe('4821')
    expect(await here.pass(1)).toBe('')
  })

  it('that was replaced by something else is none of our business', async () => {
    const here = desk()
    here.code('4821')
    here.copy('see you at 4821 Main Street')
    expect(await here.pass(HOLD_MS)).toBe('see you at 4821 Main Street')
  })

  it('is known again with the white space that a system added', async () => {
    const here = desk()
    here.code('4821')
    here.copy('4821\r\n')
    expect(await here.pass(HOLD_MS)).toBe('')
  })

  it('with white space around it as the sender wrote it is cleared too', async () => {
    const here = desk()
    here.code(' 4821\n')
    expect(await here.pass(HOLD_MS)).toBe('')
  })

  it('copied again has its whole minute again', async () => {
    const here = desk()
    here.code('4821')
    await here.pass(40_000)
    here.code('4821')
    expect(await here.pass(40_000)).toBe('4821')
    expect(await here.pass(20_000)).toBe('')
  })

  it('after another one is the only one that is waited for', async () => {
    const here = desk()
    here.code('4821')
    await here.pass(30_000)
    here.code('7733')
    expect(here.waiting).toBe(1)
    expect(await here.pass(30_000)).toBe('7733')
    expect(await here.pass(30_000)).toBe('')
  })

  it('goes at once when the app quits, and only then', async () => {
    const here = desk()
    here.code('4821')
    await here.copied.clearNow()
    expect(await here.pass(0)).toBe('')
    expect(here.waiting).toBe(0)
    here.copy('4821')
    await here.copied.clearNow()
    expect(await here.pass(HOLD_MS)).toBe('4821')
  })

  it('on a clipboard that cannot be reached is left, without a failure', async () => {
    const here = desk()
    here.code('4821')
    here.break()
    await expect(here.copied.clearNow()).resolves.toBeUndefined()
    expect(await here.pass(HOLD_MS)).toBe('4821')
  })
})
