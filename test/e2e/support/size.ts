import type { Page } from '@playwright/test'
import { expect } from './app.ts'
import type { LiveApp } from './liveApp.ts'

/** Makes the page so large (px). */
export async function resize(_app: LiveApp, page: Page, width: number, height: number): Promise<void> {
  await page.setViewportSize({ width, height })
  await expect.poll(() => page.evaluate('[innerWidth, innerHeight]')).toEqual([width, height])
}

/** Nothing sticks out of the window sideways, and nothing can be scrolled sideways but what is meant to be. */
export async function expectNothingBeyond(page: Page): Promise<void> {
  const out = await page.evaluate(`(() => {
    const found = []
    for (const element of document.querySelectorAll('body *')) {
      if (element.closest('svg, [data-hidden]') && element.tagName !== 'svg') continue
      const box = element.getBoundingClientRect()
      if (box.width === 0 || box.height === 0) continue
      const style = getComputedStyle(element)
      if (style.visibility === 'hidden' || style.clipPath !== 'none' || style.clip !== 'auto') continue
      const scrolls = ['auto', 'scroll'].includes(style.overflowX) && element.scrollWidth > element.clientWidth + 1
      if (scrolls && element.getAttribute('role') !== 'tablist' && element.tagName !== 'PRE') found.push('scrolls: ' + element.outerHTML.slice(0, 160))
      if ((box.left < -1 || box.right > innerWidth + 1) && !element.closest('[role=tablist]')) found.push('sticks out: ' + element.outerHTML.slice(0, 160))
    }
    if (document.documentElement.scrollWidth > innerWidth) found.push('the page scrolls')
    return found.slice(0, 10)
  })()`)
  expect(out).toEqual([])
}
