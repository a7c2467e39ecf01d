import { Copy, ExternalLink, Phone, Reply, SquareArrowOutUpRight } from 'lucide-react'
import type { Card, Button as CardButton } from '../../../shared/content.ts'
import { useT } from '../../i18n/useT.ts'
import { openable } from '../model/links.ts'
import css from './CardBody.module.css'
import { Placeholder } from './Media.tsx'
import { TextBody } from './TextBody.tsx'

/** A business' card, to be read: header, body, footer, and what its buttons say. */
export function CardBody({ card, thumbnail, reachable }: { card: Card; thumbnail: string | null; reachable: boolean }) {
  const t = useT()
  return (
    <div className={css.card}>
      {card.headerMedia === null ? null : (
        <Placeholder kind={card.headerMedia} name={t(`content.${card.headerMedia}`)} facts={[]} thumbnail={thumbnail} />
      )}
      {card.header === null ? null : (
        <p className={css.header} dir="auto">
          {card.header}
        </p>
      )}
      {card.body === '' ? null : (
        <p dir="auto">
          <TextBody text={card.body} mentions={[]} reachable={reachable} />
        </p>
      )}
      {card.sections.map((section, index) => (
        // Sections of a card never change.
        <div key={`section-${String(index)}`} className={css.section}>
          {section.title === '' ? null : <p className={css.sectionTitle}>{section.title}</p>}
          <ul>
            {section.rows.map(row => (
              <li key={`${row.id}-${row.title}`} dir="auto">
                {row.title}
                {row.description === null ? null : <span className={css.faint}> – {row.description}</span>}
              </li>
            ))}
          </ul>
        </div>
      ))}
      {card.footer === null ? null : (
        <p className={css.faint} dir="auto">
          {card.footer}
        </p>
      )}
      {card.buttons.length === 0 ? null : (
        <ul className={css.buttons} aria-label={t('conversation.content.buttons')}>
          {card.buttons.map((button, index) => (
            <li key={`button-${String(index)}`} className={css.button}>
              <Face button={button} />
            </li>
          ))}
        </ul>
      )}
      {card.buttons.length + card.sections.length === 0 ? null : (
        <p className={css.faint}>{t('conversation.content.buttonHint')}</p>
      )}
    </div>
  )
}

function Face({ button }: { button: CardButton }) {
  const t = useT()
  const icons = { reply: Reply, url: ExternalLink, call: Phone, copyCode: Copy, other: SquareArrowOutUpRight }
  const Icon = icons[button.kind]
  return (
    <>
      <Icon aria-hidden />
      <span className={css.face} dir="auto">
        {button.text}
      </span>
      <Detail>
        {button.kind === 'url'
          ? (openable(button.url)?.target ?? null)
          : button.kind === 'call'
            ? button.phone
            : button.kind === 'copyCode'
              ? t('conversation.content.code', { code: button.code })
              : null}
      </Detail>
    </>
  )
}

function Detail({ children }: { children: string | null }) {
  return children === null ? null : (
    <bdi dir="ltr" className={css.detail}>
      {children}
    </bdi>
  )
}
