import type { TFunction } from 'i18next'
import { lidTail, numberOf } from '../../../shared/rules/phone.ts'
import { nameText } from '../../ui/nameText.ts'
import type { Mention } from '../model/text.ts'

/** A person as the wire names them, in words: by name if the message knows it, else by number. */
export function personWords(subject: string, mentions: readonly Mention[], t: TFunction): string {
  const user = subject.split('@')[0]?.split(':')[0] ?? ''
  const known = mentions.find(mention => mention.token === user)
  if (known !== undefined) return nameText(known.person.name, t)
  const number = numberOf(subject)
  if (number !== null) return number
  const digits = lidTail(subject)
  return digits === null ? subject : t('names.unknown', { digits })
}
