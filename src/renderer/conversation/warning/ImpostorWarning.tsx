import { TriangleAlert } from 'lucide-react'
import type { Chat, PersonLine } from '../../../shared/model.ts'
import { BlockButton } from '../../blocking/BlockButton.tsx'
import { subjectOf } from '../../blocking/subject.ts'
import { useCommand } from '../../data/useCall.ts'
import { useT } from '../../i18n/useT.ts'
import { Button } from '../../ui/Button.tsx'
import { showToast } from '../../ui/toastStore.ts'
import css from './ImpostorWarning.module.css'
import { NotThe } from './NotThe.tsx'

/** Above the messages of an unsaved sender who can be taken for somebody known (domain.md §9). */
export function ImpostorWarning({ chat, imitated }: { chat: Chat; imitated: PersonLine }) {
  const t = useT()
  const dismiss = useCommand('impostorDismiss')
  const subject = subjectOf(chat)
  const undo = { label: t('common.undo'), run: () => dismiss.mutate({ chatId: chat.id, on: false }) }

  return (
    <div role="alert" aria-label={t('impostors.title')} className={css.warning}>
      <TriangleAlert aria-hidden className={css.sign} />
      <div className={css.words}>
        <p className={css.kind}>{t('impostors.title')}</p>
        <p className={css.title}>
          <NotThe imitated={imitated} />
        </p>
        <p className={css.explanation}>
          {t(imitated.standing === 'verified' ? 'impostors.explainVerified' : 'impostors.explainSaved')}
        </p>
      </div>
      <div className={css.buttons}>
        {subject === null || chat.blocked ? null : <BlockButton subject={subject} blocked={false} />}
        <Button
          busy={dismiss.isPending}
          onClick={() => {
            // The warning is gone by the time of the answer, and callbacks of `mutate` with it; the promise is not.
            dismiss.mutateAsync({ chatId: chat.id, on: true }).then(
              () => showToast({ words: t('impostors.dismissed'), action: undo }),
              // Told by useCommand.
              () => {},
            )
          }}
        >
          {t('impostors.dismiss')}
        </Button>
      </div>
    </div>
  )
}
