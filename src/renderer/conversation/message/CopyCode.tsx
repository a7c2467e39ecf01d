import { Copy } from 'lucide-react'
import { useMemo } from 'react'
import type { Message } from '../../../shared/model.ts'
import { useT } from '../../i18n/useT.ts'
import { useCopyCode } from '../../ui/useCopyCode.ts'
import { codeToCopy } from '../model/code.ts'
import css from './CopyCode.module.css'

/** Offers the one-time code of a message to be copied. Nothing is copied by itself. */
export function CopyCode({ message, reachable }: { message: Message; reachable: boolean }) {
  const t = useT()
  const copy = useCopyCode()
  const code = useMemo(() => codeToCopy(message), [message])
  if (code === null) return null
  return (
    <button
      type="button"
      className={css.code}
      aria-label={t('conversation.code.copy', { code })}
      tabIndex={reachable ? 0 : -1}
      onClick={() => void copy(code)}
    >
      <Copy aria-hidden />
      <span>{t('conversation.code.copy', { code: '' }).trim()}</span> <bdi dir="ltr">{code}</bdi>
    </button>
  )
}
