import { useT } from '../../i18n/useT.ts'
import { Button } from '../../ui/Button.tsx'
import { ProgressBar } from '../../ui/ProgressBar.tsx'
import css from './PostingBar.module.css'
import type { PostingState } from './usePosting.ts'

/** How far handing over a post has come. */
export function PostingBar({ state, onCancel }: { state: PostingState; onCancel: () => void }) {
  const t = useT()
  const percent = state.at === 'uploading' ? Math.round(state.percent) : 100
  return (
    <div className={css.posting}>
      <div className={css.bar}>
        <span className={css.words}>
          {state.at === 'uploading' ? t('status.post.uploadingPercent', { percent }) : t('status.post.handing')}
        </span>
        <ProgressBar label={t('status.post.uploading')} percent={percent} />
      </div>
      {state.at === 'uploading' ? <Button onClick={onCancel}>{t('status.post.cancelUpload')}</Button> : null}
    </div>
  )
}
