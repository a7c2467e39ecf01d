import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { codesOfPage } from '../../../src/renderer/bridge/codesOfPage.ts'
import { HOLD_MS } from '../../../src/shared/copied-code.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** A browser's clipboard with a code on it. */
function browser(allowed: boolean) {
  const clipboard = {
    content: '4821',
    reads: 0,
    mayRead: async () => allowed,
    read: async () => {
      clipboard.reads += 1
      return clipboard.content
    },
    clear: async () => {
      clipboard.content = ''
    },
  }
  return clipboard
}

it('clears a code in a browser that lets the page read the clipboard', async () => {
  const clipboard = browser(true)
  expect(await codesOfPage(clipboard)('4821')).toEqual({ willClear: true })
  await vi.advanceTimersByTimeAsync(HOLD_MS)
  expect(clipboard.content).toBe('')
})

it('says that it will not, and never looks, where the browser does not allow it', async () => {
  const clipboard = browser(false)
  expect(await codesOfPage(clipboard)('4821')).toEqual({ willClear: false })
  await vi.advanceTimersByTimeAsync(HOLD_MS * 2)
  expect(clipboard).toMatchObject({ content: '4821', reads: 0 })
})

it('leaves what was copied after the code', async () => {
  const clipboard = browser(true)
  await codesOfPage(clipboard)('4821')
  clipboard.content = 'something else'
  await vi.advanceTimersByTimeAsync(HOLD_MS)
  expect(clipboard.content).toBe('something else')
})
