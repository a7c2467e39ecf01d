import type { Settings } from '../../../shared/model.ts'

export declare class SettingsStore {
  get(): Settings
  set(patch: Partial<Settings>): Settings
}
