import type { DisplayName, Standing } from '../../shared/model.ts'
import { useT } from '../i18n/useT.ts'
import { Badge } from './Badge.tsx'
import { Hidden } from './Hidden.tsx'
import css from './Name.module.css'
import { nameText } from './nameText.ts'

/**
 * A name wherever one stands: direction isolated, cut with an ellipsis, the badge of a verified business right after it,
 * and on request the words "Business account" for the other businesses (how far they are confirmed is read out,
 * and shown on hover).
 */
export function Name(props: {
  name: DisplayName
  standing: Standing
  /** Adds "Business account" for confirmed and unverified businesses. */
  label?: boolean
  /** The badge takes the focus. Not inside a button. */
  focusable?: boolean
  /** The chat with oneself. */
  self?: boolean
}) {
  const t = useT()
  const text = nameText(props.name, t, props.self ?? false)
  const business = props.standing === 'confirmed' || props.standing === 'unverified' ? props.standing : null
  return (
    <span className={css.line}>
      <bdi className={css.name} title={text} dir={props.name.source === 'number' ? 'ltr' : undefined}>
        {text}
      </bdi>
      {props.standing === 'verified' ? <Badge focusable={props.focusable ?? false} /> : null}
      {props.label && business !== null ? (
        <span className={css.label} title={t(`businesses.standing.${business}`)}>
          <span>{t('standing.business')}</span>
          <Hidden>, {t(business === 'confirmed' ? 'standing.numberConfirmed' : 'standing.notVerified')}</Hidden>
        </span>
      ) : null}
    </span>
  )
}
