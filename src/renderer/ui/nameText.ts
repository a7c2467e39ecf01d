import type { TFunction } from 'i18next'
import type { DisplayName } from '../../shared/model.ts'

/** The words of a displayed name. `self`: it stands for the chat with oneself. */
export function nameText(name: DisplayName, t: TFunction, self = false): string {
  if (self) return name.text === '' ? t('names.you') : t('names.self', { name: name.text })
  if (name.source === 'unknown') return t('names.unknown', { digits: name.text })
  if (name.source === 'me') return t('names.you')
  return name.text
}
