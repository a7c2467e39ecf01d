import { Eye, RotateCw, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { StatusPost } from '../../../shared/model.ts'
import { useCommand } from '../../data/useCall.ts'
import { useT } from '../../i18n/useT.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { MenuItem } from '../../ui/Menu.tsx'
import { showToast } from '../../ui/toastStore.ts'
import css from './OwnPost.module.css'
import { hasFailed, hasGoneOut } from './ownPost.ts'
import { VIEWER_ROW, ViewersPanel } from './ViewersPanel.tsx'

/** Room for what is said when there is nobody, and for those who come in. */
const FEWEST_ROWS = 5

/** What is asked or shown about an own post. */
export type OwnPostQuestion = 'viewers' | 'delete'

/** What can be done with an own post: items for a menu. What they ask is shown by {@link OwnPostQuestions}. */
export function OwnPostMenuItems({ post, onAsk }: { post: StatusPost; onAsk: (question: OwnPostQuestion) => void }) {
  const t = useT()
  const retry = useCommand('statusRetry')
  return (
    <>
      {post.way === 'sent' ? (
        <MenuItem icon={<Eye aria-hidden />} onSelect={() => onAsk('viewers')}>
          {t('status.post.viewers')}
        </MenuItem>
      ) : null}
      {hasFailed(post) ? (
        <MenuItem icon={<RotateCw aria-hidden />} onSelect={() => retry.mutate({ statusId: post.id })}>
          {t('common.tryAgain')}
        </MenuItem>
      ) : null}
      {post.way === 'deleting' ? null : (
        <MenuItem icon={<Trash2 aria-hidden />} danger onSelect={() => onAsk('delete')}>
          {t(hasGoneOut(post) ? 'status.post.deleteForEveryone' : 'status.post.deleteConfirm')}
        </MenuItem>
      )}
    </>
  )
}

/** The dialogs behind {@link OwnPostMenuItems}. Stands inside the dialog, if any, that the menu stands in. */
export function OwnPostQuestions(props: {
  /** About which post; null: nothing is asked. */
  asked: { post: StatusPost; question: OwnPostQuestion } | null
  onClose: () => void
}) {
  const t = useT()
  const { asked, onClose } = props
  // A dialog keeps its words while it fades out.
  const [last, setLast] = useState(asked)
  if (asked !== null && asked !== last) setLast(asked)
  if (last === null) return null
  return (
    <>
      <Dialog open={asked?.question === 'viewers'} onClose={onClose} title={t('status.post.viewers')}>
        <div className={css.viewers} style={{ blockSize: Math.max(FEWEST_ROWS, last.post.viewers) * VIEWER_ROW }}>
          <ViewersPanel statusId={last.post.id} />
        </div>
      </Dialog>
      <DeletePost post={last.post} open={asked?.question === 'delete'} onClose={onClose} />
    </>
  )
}

/** Asks before an own post is deleted for everyone. */
export function DeletePost({ post, open, onClose }: { post: StatusPost; open: boolean; onClose: () => void }) {
  const t = useT()
  const remove = useCommand('statusDelete')
  const out = hasGoneOut(post)
  return (
    <ConfirmDialog
      open={open}
      danger
      title={t(out ? 'status.post.deleteTitle' : 'status.post.dropTitle')}
      description={t(out ? 'status.post.deleteWords' : 'status.post.dropWords')}
      confirm={t('status.post.deleteConfirm')}
      busy={remove.isPending}
      onConfirm={() =>
        remove.mutate(
          { statusId: post.id },
          {
            onSuccess: () => showToast({ words: t(out ? 'status.post.deleted' : 'status.post.dropped') }),
            onSettled: onClose,
          },
        )
      }
      onClose={onClose}
    />
  )
}
