import type { PersonLine } from '../../../shared/model.ts'
import { useT } from '../../i18n/useT.ts'
import { Isolated, slot } from '../../ui/Isolated.tsx'
import { nameText } from '../../ui/nameText.ts'

/** "Not the verified …", "Not the … you saved". */
export function NotThe({ imitated }: { imitated: PersonLine }) {
  const t = useT()
  const verified = imitated.standing === 'verified'
  const words = t(verified ? 'impostors.notVerified' : 'impostors.notSaved', { name: slot(0) })
  return <Isolated words={words} parts={[nameText(imitated.name, t)]} />
}
