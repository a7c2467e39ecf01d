import type { PersonLine } from '../../shared/model.ts'
import { useT } from '../i18n/useT.ts'
import { Badge } from './Badge.tsx'
import { nameText } from './nameText.ts'

/** A person's name within a line of words, with the badge right after it. Not cut: the line is. */
export function Named({ person }: { person: Pick<PersonLine, 'name' | 'standing'> }) {
  const t = useT()
  return (
    <>
      {nameText(person.name, t)}
      {person.standing === 'verified' ? <Badge inText /> : null}
    </>
  )
}
