import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SMALLEST, saneBounds } from '../../../src/main/desktop/bounds.ts'
import { openableOutside } from '../../../src/main/desktop/links.ts'

describe('links that are opened outside', () => {
  it.each([
    ['https://example.org/a?b=c#d', 'https://example.org/a?b=c#d'],
    ['HTTP://EXAMPLE.org', 'http://example.org/'],
    ['mailto:ada@example.org', 'mailto:ada@example.org'],
    ['tel:+15550100', 'tel:+15550100'],
  ])('%s is opened', (url, address) => {
    expect(openableOutside(url)).toBe(address)
  })

  it.each([
    'file:///etc/passwd',
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'java\tscript:alert(1)',
    'data:text/html,x',
    'app://pillion/',
    'smb://host/share',
    'ms-msdt:/id',
    'vscode://file/x',
    'blob:https://example.org/1',
    'https://',
    '//example.org',
    '\\\\host\\share',
    'about:blank',
    '',
    `https://example.org/${'x'.repeat(5000)}`,
  ])('%j is not', url => {
    expect(openableOutside(url)).toBeNull()
  })

  it('have one of four schemes, whatever is given', () => {
    fc.assert(
      fc.property(fc.oneof(fc.webUrl(), fc.string()), url => {
        const address = openableOutside(url)
        if (address !== null) expect(address).toMatch(/^(https?|mailto|tel):/)
      }),
    )
  })
})

describe('the place of the window', () => {
  const left = { x: 0, y: 25, width: 1920, height: 1055 }
  const right = { x: 1920, y: 0, width: 1280, height: 1024 }

  it('is where it was', () => {
    const saved = { x: 2000, y: 100, width: 900, height: 700 }
    expect(saneBounds(saved, [left, right])).toEqual(saved)
  })

  it.each([
    ['its screen is gone', { x: 2000, y: 100, width: 900, height: 700 }, [left]],
    ['its title bar is above the screen', { x: 100, y: -300, width: 900, height: 700 }, [left]],
    ['only a corner is left', { x: -880, y: 100, width: 900, height: 700 }, [left]],
  ])('is chosen anew, in the same size, when %s', (_why, saved, screens) => {
    expect(saneBounds(saved, screens)).toEqual({ width: 900, height: 700 })
  })

  it.each([null, {}, 'x', { x: 1, y: 2 }, { x: 0, y: 0, width: Number.NaN, height: 1 }])(
    'is the usual one for %j',
    saved => {
      expect(saneBounds(saved, [left])).toEqual({ width: 1280, height: 800 })
    },
  )

  it('fits a screen, whatever was saved', () => {
    fc.assert(
      fc.property(
        fc.anything(),
        fc.record({ x: fc.integer(), y: fc.integer(), width: fc.integer(), height: fc.integer() }),
        (a, b) => {
          for (const saved of [a, b]) {
            const { width, height } = saneBounds(saved, [left, right])
            expect(width >= SMALLEST.width && width <= 1920 && height >= SMALLEST.height && height <= 1055).toBe(true)
          }
        },
      ),
    )
  })
})
