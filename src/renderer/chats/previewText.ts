import type { TFunction } from 'i18next'
import type { ContentKind } from '../../shared/content.ts'
import type { MessagePreview } from '../../shared/model.ts'

/** Kinds that are cards of a business: they share one word. */
const CARDS: ReadonlySet<ContentKind> = new Set(['list', 'buttons', 'template', 'interactive'])

/** A message kind in a word or two. */
export function kindText(kind: ContentKind, t: TFunction): string {
  switch (kind) {
    case 'list':
    case 'buttons':
    case 'template':
    case 'interactive':
      return t('content.card')
    default:
      return t(`content.${kind}`)
  }
}

/**
 * The last message of a chat in one line: its text, or what kind it is, or that it was deleted. A deleted message whose
 * content is kept still shows it.
 */
export function previewText(
  preview: Pick<MessagePreview, 'kind' | 'text' | 'deleted' | 'fromMe'>,
  t: TFunction,
): string {
  if (preview.deleted !== null && !preview.deleted.kept) {
    return preview.deleted.by === 'me' || (preview.fromMe && preview.deleted.by === 'author')
      ? t('content.deletedByYou')
      : t('content.deleted')
  }
  const text = preview.text.replace(/\s+/g, ' ').trim()
  if (text === '') return kindText(preview.kind, t)
  return text
}

/** Whether an icon of the kind stands before the text: for all but plain words and cards with words. */
export function showsIcon(preview: Pick<MessagePreview, 'kind' | 'text'>): boolean {
  if (preview.kind === 'text' || preview.kind === 'selection') return false
  return !(CARDS.has(preview.kind) && preview.text !== '')
}
