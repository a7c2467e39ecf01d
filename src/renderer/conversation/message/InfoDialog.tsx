import type { Message } from '../../../shared/model.ts'
import { useCall } from '../../data/useCall.ts'
import { useLanguage, useT } from '../../i18n/useT.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Name } from '../../ui/Name.tsx'
import { SkeletonRows } from '../../ui/Skeleton.tsx'
import { fullTime } from '../../ui/time.ts'
import css from './InfoDialog.module.css'

/** Who has got a message and who has read it, and when. */
export function InfoDialog({ message, onClose }: { message: Message; onClose: () => void }) {
  const t = useT()
  const language = useLanguage()
  const { data, error, refetch } = useCall('messageInfo', { messageId: message.id })
  const at = (time: number | null): string => (time === null ? t('conversation.info.notYet') : fullTime(time, language))
  return (
    <Dialog open onClose={onClose} title={t('conversation.info.title')} size="medium">
      <dl className={css.facts}>
        <dt>{t('conversation.info.from')}</dt>
        <dd>
          {message.fromMe ? (
            t('conversation.you')
          ) : (
            <Name name={message.author.name} standing={message.author.standing} />
          )}
        </dd>
        <dt>{message.fromMe ? t('conversation.info.sent') : t('conversation.info.received')}</dt>
        <dd>{fullTime(message.at, language)}</dd>
        {message.editedAt === null ? null : (
          <>
            <dt>{t('conversation.info.edited')}</dt>
            <dd>{fullTime(message.editedAt, language)}</dd>
          </>
        )}
      </dl>
      {!message.fromMe ? null : error !== null ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <SkeletonRows rows={2} label={t('common.loading')} />
      ) : data.receipts.length === 0 ? (
        <p className={css.none}>{t('conversation.info.none')}</p>
      ) : (
        <ul className={css.receipts} aria-label={t('conversation.info.receipts')}>
          {data.receipts.map(receipt => (
            <li key={receipt.person.id} className={css.receipt}>
              <Avatar seed={receipt.person.id} name={receipt.person.name} size={32} />
              <span className={css.who}>
                <Name name={receipt.person.name} standing={receipt.person.standing} />
              </span>
              <dl className={css.times}>
                <dt>{t('conversation.info.delivered')}</dt>
                <dd>{at(receipt.deliveredAt ?? receipt.readAt ?? receipt.playedAt)}</dd>
                <dt>{t('conversation.info.read')}</dt>
                <dd>{at(receipt.readAt ?? receipt.playedAt)}</dd>
                {receipt.playedAt === null ? null : (
                  <>
                    <dt>{t('conversation.info.played')}</dt>
                    <dd>{at(receipt.playedAt)}</dd>
                  </>
                )}
              </dl>
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  )
}
