import { lidTail, numberOf } from '../../../shared/rules/phone.ts'
import { useT } from '../../i18n/useT.ts'
import { Named } from '../../ui/Named.tsx'
import type { Mention } from '../model/text.ts'

/** A person as the wire names them, within a line of words: by name and with the badge if the message knows it, else by number. */
export function PersonInWords({ subject, mentions }: { subject: string; mentions: readonly Mention[] }) {
  const t = useT()
  const user = subject.split('@')[0]?.split(':')[0] ?? ''
  const known = mentions.find(mention => mention.token === user)
  if (known !== undefined) return <Named person={known.person} />
  const digits = lidTail(subject)
  return numberOf(subject) ?? (digits === null ? subject : t('names.unknown', { digits }))
}
