import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ANSWER_MS, codesOfPage } from '../../../src/renderer/bridge/codesOfPage.ts'
import { HOLD_MS } from '../../../src/shared/copied-code.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** A browser's clipboard with a code on it. */
function browser(permission: 'granted' | 'prompt' | 'denied', userSays: Promise<boolean> = Promise.resolve(true)) {
  const clipboard = {
    content: '4821',
    reads: 0,
    permission: async () => permission,
    read: async () => {
      clipboard.reads += 1
      if (permission === 'denied') throw new Error('not allowed')
      if (permission === 'prompt' && !(await userSays)) throw new Error('not allowed')
      return clipboard.content
    },
    clear: async () => {
      clipboard.content = ''
    },
  }
  return clipboard
}

it('clears a code in a browser that lets the page read the clipboard', async () => {
  const clipboard = browser('granted')
  expect(await codesOfPage(clipboard)('4821')).toEqual({ willClear: true })
  await vi.advanceTimersByTimeAsync(HOLD_MS)
  expect(clipboard.content).toBe('')
})

it('says that it will not, and never looks, where the browser does not allow it', async () => {
  const clipboard = browser('denied')
  expect(await codesOfPage(clipboard)('4821')).toEqual({ willClear: false })
  await vi.advanceTimersByTimeAsync(HOLD_MS * 2)
  expect(clipboard).toMatchObject({ content: '4821', reads: 0 })
})

it('leaves what was copied after the code', async () => {
  const clipboard = browser('granted')
  await codesOfPage(clipboard)('4821')
  clipboard.content = 'something else'
  await vi.advanceTimersByTimeAsync(HOLD_MS)
  expect(clipboard.content).toBe('something else')
})

it('asks where the browser wants the user to be asked, and clears when the user agrees', async () => {
  const clipboard = browser('prompt')
  expect(await codesOfPage(clipboard)('4821')).toEqual({ willClear: true })
  await vi.advanceTimersByTimeAsync(HOLD_MS)
  expect(clipboard.content).toBe('')
})

it('leaves the code when the user does not', async () => {
  const clipboard = browser('prompt', Promise.resolve(false))
  expect(await codesOfPage(clipboard)('4821')).toEqual({ willClear: false })
  await vi.advanceTimersByTimeAsync(HOLD_MS * 2)
  expect(clipboard).toMatchObject({ content: '4821', reads: 1 })
})

it('promises nothing while the user is still thinking, and clears if it is allowed then', async () => {
  let say = (_yes: boolean): void => {}
  const clipboard = browser(
    'prompt',
    new Promise(done => {
      say = done
    }),
  )
  const answer = codesOfPage(clipboard)('4821')
  await vi.advanceTimersByTimeAsync(ANSWER_MS)
  expect(await answer).toEqual({ willClear: false })
  say(true)
  await vi.advanceTimersByTimeAsync(HOLD_MS)
  expect(clipboard.content).toBe('')
})
