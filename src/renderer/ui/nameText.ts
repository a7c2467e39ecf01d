import type { TFunction } from 'i18next'
import type { DisplayName, Standing } from '../../shared/model.ts'

/** The words of a displayed name. `self`: it stands for the chat with oneself. */
export function nameText(name: DisplayName, t: TFunction, self = false): string {
  if (self) return name.text === '' ? t('names.you') : t('names.self', { name: name.text })
  if (name.source === 'unknown') return t('names.unknown', { digits: name.text })
  if (name.source === 'me') return t('names.you')
  return name.text
}

/** A standing in words, as screen readers get it after a name; null for those who are no business. */
export function standingText(standing: Standing, t: TFunction): string | null {
  switch (standing) {
    case 'verified':
      return t('standing.verified')
    case 'confirmed':
      return t('standing.confirmed')
    case 'unverified':
      return t('standing.unverified')
    case 'none':
      return null
  }
}
