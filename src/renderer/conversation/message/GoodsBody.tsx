import type { Content } from '../../../shared/content.ts'
import type { Message } from '../../../shared/model.ts'
import { useLanguage, useT } from '../../i18n/useT.ts'
import css from './GoodsBody.module.css'
import { Placeholder } from './Media.tsx'
import { money } from './measures.ts'
import { TextBody } from './TextBody.tsx'

/** A product, a catalog or an order: what it is and what it costs. Everything else is on the phone. */
export function GoodsBody(props: {
  message: Message
  content: Extract<Content, { kind: 'product' | 'order' }>
  reachable: boolean
}) {
  const t = useT()
  const language = useLanguage()
  const { message, content, reachable } = props
  const { name, facts, words } = factsOf(content)
  return (
    <div className={css.goods}>
      <Placeholder kind={content.kind} name={name} facts={facts} thumbnail={message.thumbnail} />
      {words === null ? null : (
        <p dir="auto">
          <TextBody text={words} mentions={[]} reachable={reachable} />
        </p>
      )}
      <p className={css.hint}>{t('conversation.content.onPhone')}</p>
    </div>
  )

  function factsOf(goods: typeof content): { name: string; facts: (string | null)[]; words: string | null } {
    if (goods.kind === 'product') {
      const price = money(goods.price, goods.currency, language)
      return {
        name: goods.title === '' ? t('content.product') : goods.title,
        // Without a price it is a whole catalog, or the seller tells it on the phone.
        facts: [price === null ? null : t('conversation.content.price', { price })],
        words: goods.description,
      }
    }
    const total = money(goods.total, goods.currency, language)
    return {
      name: goods.title ?? t('content.order'),
      facts: [
        t('conversation.content.orderItems', { count: goods.items }),
        total === null ? null : t('conversation.content.orderTotal', { total }),
      ],
      words: null,
    }
  }
}
