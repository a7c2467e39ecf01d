import type { Page } from '@playwright/test'
import jsQR from 'jsqr'
import { decodePng } from './png.ts'

/** Reads the QR code on the screen as a phone's camera would: from the picture. Null when none can be read (yet). */
export async function readQr(page: Page): Promise<string | null> {
  const code = page.getByRole('img', { name: 'QR code' })
  if (!(await code.isVisible())) return null
  const png = await code.screenshot({ timeout: 2000, animations: 'disabled' }).catch(() => null)
  if (png === null) return null
  const { rgba, width, height } = decodePng(png)
  return decode(rgba, width, height)?.data ?? null
}

// A CommonJS module: what Node gives as its default depends on who loads it.
const decode = typeof jsQR === 'function' ? jsQR : (jsQR as { default: typeof jsQR }).default
