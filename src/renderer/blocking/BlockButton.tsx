import { Ban } from 'lucide-react'
import { useT } from '../i18n/useT.ts'
import { Button } from '../ui/Button.tsx'
import { type BlockSubject, useAskedBlock } from './blockStore.ts'
import { useBlocking } from './useBlocking.ts'

/** "Block", which asks first, or "Unblock", which does it at once. */
export function BlockButton(props: { subject: BlockSubject; blocked: boolean }) {
  const t = useT()
  const ask = useAskedBlock(state => state.ask)
  const { busy, unblock } = useBlocking()
  const { subject } = props
  return props.blocked ? (
    <Button busy={busy} onClick={() => void unblock(subject.personId, subject.name)}>
      {t('businesses.block.unblock')}
    </Button>
  ) : (
    <Button icon={<Ban aria-hidden />} onClick={() => ask(subject)}>
      {t('businesses.block.block')}
    </Button>
  )
}
