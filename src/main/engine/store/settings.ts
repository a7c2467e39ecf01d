import { defaultSettings } from '../../../shared/defaults.ts'
import type { Settings } from '../../../shared/model.ts'
import type { UnitOfWork } from './unit-of-work.ts'

/** The user's settings: one row each; what was never set, or is of no known kind, has its default. */
export class SettingsStore {
  readonly #unit: UnitOfWork
  readonly #all
  readonly #put
  #cached: Settings | null = null

  constructor(unit: UnitOfWork) {
    this.#unit = unit
    this.#all = unit.db.statement<[], { key: string; value: string }>('settings.all', 'SELECT key, value FROM settings')
    this.#put = unit.db.statement<[string, string]>(
      'settings.put',
      'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    )
    unit.onRollback(() => {
      this.#cached = null
    })
  }

  get(): Settings {
    this.#cached ??= this.#read()
    return { ...this.#cached }
  }

  set(patch: { readonly [K in keyof Settings]?: Settings[K] | undefined }): Settings {
    this.#unit.write(() => {
      for (const [key, value] of Object.entries(patch)) {
        if (value !== undefined && Object.hasOwn(defaultSettings, key)) this.#put.run(key, JSON.stringify(value))
      }
      this.#cached = null
    })
    return this.get()
  }

  #read(): Settings {
    const rows = new Map(this.#all.all().map(row => [row.key, row.value]))
    const flag = (key: keyof Settings, otherwise: boolean): boolean => {
      const value = rows.get(key)
      return value === 'true' || value === 'false' ? value === 'true' : otherwise
    }
    const word = <W extends string>(key: keyof Settings, words: readonly W[], otherwise: W): W =>
      words.find(candidate => JSON.stringify(candidate) === rows.get(key)) ?? otherwise
    return {
      language: word('language', ['system', 'en', 'fr'], defaultSettings.language),
      theme: word('theme', ['system', 'light', 'dark'], defaultSettings.theme),
      readReceipts: flag('readReceipts', defaultSettings.readReceipts),
      keepVerified: flag('keepVerified', defaultSettings.keepVerified),
      enterSends: flag('enterSends', defaultSettings.enterSends),
      clearCopiedCodes: flag('clearCopiedCodes', defaultSettings.clearCopiedCodes),
      statusMedia: word('statusMedia', ['opened', 'unmetered'], defaultSettings.statusMedia),
    }
  }
}
