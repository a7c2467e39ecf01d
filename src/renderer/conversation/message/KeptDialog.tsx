import { useT } from '../../i18n/useT.ts'
import { useUi } from '../../shell/uiStore.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'

/** Why a message cannot be deleted (domain.md §4 and §5). */
export function KeptDialog(props: { open: boolean; reason: 'KEPT_VERIFIED' | 'NOTICE_KEPT'; onClose: () => void }) {
  const t = useT()
  const notice = props.reason === 'NOTICE_KEPT'
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      title={t('conversation.kept.title')}
      description={t(notice ? 'conversation.kept.notice' : 'conversation.kept.verified')}
      actions={
        <>
          {notice ? null : (
            <Button
              onClick={() => {
                props.onClose()
                useUi.getState().setSection('settings')
              }}
            >
              {t('chats.keptSettings')}
            </Button>
          )}
          <Button look="primary" onClick={props.onClose}>
            {t('common.close')}
          </Button>
        </>
      }
    />
  )
}
