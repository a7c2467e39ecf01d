import { useT } from '../../i18n/useT.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import css from './ConfirmPost.module.css'

/** Asked before every post: what posting from here has led to, and how many people get it. */
export function ConfirmPost(props: { open: boolean; receiving: number; onConfirm: () => void; onClose: () => void }) {
  const t = useT()
  return (
    <ConfirmDialog
      open={props.open}
      title={t('status.post.confirmTitle')}
      description={t('status.post.confirmRisk')}
      confirm={t('status.post.confirm', { count: props.receiving })}
      onConfirm={props.onConfirm}
      onClose={props.onClose}
    >
      <p className={css.who}>{t('status.post.confirmWho', { count: props.receiving })}</p>
      <p>{t('status.post.confirmPhone')}</p>
    </ConfirmDialog>
  )
}
