import type { Settings } from './model.ts'

/** Settings of a new store, and what the screen goes by while there is none. */
export const defaultSettings: Readonly<Settings> = {
  language: 'system',
  theme: 'system',
  readReceipts: true,
  keepVerified: true,
  enterSends: true,
  clearCopiedCodes: true,
  statusMedia: 'opened',
}
