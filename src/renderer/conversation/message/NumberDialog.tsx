import { Copy, MessageSquare } from 'lucide-react'
import { formatNumber, typedNumber } from '../../../shared/rules/phone.ts'
import { errorText } from '../../data/errorText.ts'
import { useCommand } from '../../data/useCall.ts'
import { useT } from '../../i18n/useT.ts'
import { useUi } from '../../shell/uiStore.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { useCopy } from '../../ui/useCopy.ts'
import css from './CardDialogs.module.css'

/** The number of a card's call button, to be copied or written to. */
export function NumberDialog(props: { open: boolean; number: string; onClose: () => void }) {
  const t = useT()
  const copy = useCopy()
  const openChat = useUi(state => state.openChat)
  const find = useCommand('chatOpenByNumber', { quiet: true })
  const digits = typedNumber(props.number)
  const shown = digits === null ? props.number : formatNumber(digits)
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      title={t('conversation.card.callTitle')}
      description={t('conversation.card.callText')}
      actions={
        <>
          {digits === null ? null : (
            <Button
              icon={<MessageSquare aria-hidden />}
              busy={find.isPending}
              onClick={() =>
                find.mutate(
                  { phone: `+${digits}` },
                  {
                    onSuccess: chat => {
                      props.onClose()
                      openChat(chat.id)
                    },
                  },
                )
              }
            >
              {t('conversation.card.callChat')}
            </Button>
          )}
          <Button
            look="primary"
            icon={<Copy aria-hidden />}
            onClick={() => {
              void copy(shown)
              props.onClose()
            }}
          >
            {t('conversation.card.callCopy')}
          </Button>
        </>
      }
    >
      <p className={css.host}>
        <bdi dir="ltr">{shown}</bdi>
      </p>
      {digits === null ? <p className={css.label}>{t('conversation.card.callBad')}</p> : null}
      {find.error === null ? null : (
        <p className={css.error} role="alert">
          {errorText(find.error, t)}
        </p>
      )}
    </Dialog>
  )
}
