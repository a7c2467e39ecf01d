import type { TFunction } from 'i18next'
import type { PersonLine } from '../../shared/model.ts'
import { nameText } from './nameText.ts'

/** A person's name where it is only read out and no badge can stand after it: then its words do. */
export function spokenName(person: Pick<PersonLine, 'name' | 'standing'>, t: TFunction): string {
  const name = nameText(person.name, t)
  return person.standing === 'verified' ? `${name}, ${t('standing.verified')}` : name
}
