import type { TFunction } from 'i18next'
import type { Content } from '../../../shared/content.ts'
import { noticeSays } from '../../../shared/rules/notices.ts'
import { type Sentence, slot } from '../../ui/Isolated.tsx'

/** The sentence of a business notice. @param chatName whom it is about where it names nobody */
export function noticeWords(
  content: Extract<Content, { kind: 'notice' }>,
  chatName: string,
  t: TFunction,
): Sentence<string> {
  const says = noticeSays(content)
  return {
    words: t(`notices.${says.kind}`, { name: slot(0), formerName: slot(1) }),
    parts: [says.name ?? chatName, says.formerName ?? ''],
  }
}
