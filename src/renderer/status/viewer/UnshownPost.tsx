import { Smartphone } from 'lucide-react'
import type { StatusPost } from '../../../shared/model.ts'
import { kindText } from '../../chats/previewText.ts'
import { useT } from '../../i18n/useT.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'

/** A kind of post that is not shown here. */
export function UnshownPost({ post }: { post: StatusPost }) {
  const t = useT()
  const { content } = post
  const isNamed = content.kind !== 'unknown' && content.kind !== 'waiting'
  return (
    <EmptyState icon={<Smartphone aria-hidden />} title={t('conversation.content.onPhone')}>
      {isNamed
        ? kindText(content.kind, t)
        : content.kind === 'unknown'
          ? t('conversation.content.unknownType', { type: content.type })
          : null}
    </EmptyState>
  )
}
