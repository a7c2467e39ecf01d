import { Copy, ExternalLink, TriangleAlert } from 'lucide-react'
import { useRef } from 'react'
import { useT } from '../../i18n/useT.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { useCopy } from '../../ui/useCopy.ts'
import { webAddress } from '../model/links.ts'
import css from './CardDialogs.module.css'

/** A host with more letters makes no label of a button; it stands above anyway. */
const MAX_LABEL = 40

/** Asks before a card's link is followed: names the host as the browser reads it, and the whole address. */
export function LinkDialog(props: { open: boolean; address: string; onClose: () => void }) {
  const t = useT()
  const copy = useCopy()
  const safe = useRef<HTMLButtonElement>(null)
  const address = webAddress(props.address)
  if (address === null) {
    return (
      <Dialog
        open={props.open}
        onClose={props.onClose}
        title={t('conversation.card.linkRefusedTitle')}
        description={t('conversation.card.linkRefused')}
        initialFocus={safe}
        actions={
          <Button ref={safe} look="primary" onClick={props.onClose}>
            {t('common.close')}
          </Button>
        }
      >
        {props.address === '' ? null : <Address>{props.address}</Address>}
      </Dialog>
    )
  }
  const warnings = [
    address.imitates ? t('conversation.card.linkImitates') : null,
    address.named ? t('conversation.card.linkNamed') : null,
    address.encrypted ? null : t('conversation.card.linkPlain'),
  ].filter(words => words !== null)
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      title={t('conversation.card.linkTitle')}
      description={t('conversation.card.linkText')}
      initialFocus={safe}
      actions={
        <>
          <Button look="quiet" icon={<Copy aria-hidden />} onClick={() => void copy(address.href)}>
            {t('conversation.card.linkCopy')}
          </Button>
          <Button ref={safe} onClick={props.onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            look="primary"
            icon={<ExternalLink aria-hidden />}
            onClick={() => {
              // Either host refuses new windows of its own: the system's browser opens it, or the browser that this is.
              window.open(address.href, '_blank', 'noopener,noreferrer')
              props.onClose()
            }}
          >
            {address.host.length > MAX_LABEL
              ? t('conversation.card.linkOpenLong')
              : t('conversation.card.linkOpen', { host: address.host })}
          </Button>
        </>
      }
    >
      <p className={css.host}>
        <bdi dir="ltr">{address.host}</bdi>
      </p>
      {warnings.map(words => (
        <p key={words} className={css.warning}>
          <TriangleAlert aria-hidden />
          {words}
        </p>
      ))}
      <p className={css.label}>{t('conversation.card.linkAddress')}</p>
      <Address>{address.href}</Address>
    </Dialog>
  )
}

function Address({ children }: { children: string }) {
  return (
    <code dir="ltr" className={css.address}>
      {children}
    </code>
  )
}
