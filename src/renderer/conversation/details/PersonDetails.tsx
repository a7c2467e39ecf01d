import { Copy, MessageSquare } from 'lucide-react'
import type { DisplayName, Person, Standing } from '../../../shared/model.ts'
import { BlockButton } from '../../blocking/BlockButton.tsx'
import { useCall, useCommand } from '../../data/useCall.ts'
import { useT } from '../../i18n/useT.ts'
import { useUi } from '../../shell/uiStore.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Button } from '../../ui/Button.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Isolated, slot } from '../../ui/Isolated.tsx'
import { Name } from '../../ui/Name.tsx'
import { SkeletonRows } from '../../ui/Skeleton.tsx'
import { useCopy } from '../../ui/useCopy.ts'
import { BusinessParts } from './BusinessParts.tsx'
import css from './Details.module.css'
import { nameFacts } from './nameFacts.ts'

/** Everything about one person or business: who they are, what is attested of them, what they sent, blocking. */
export function PersonDetails(props: {
  personId: number
  /** Shown until the rest has been read; null: nothing is known yet. */
  known: { name: DisplayName; standing: Standing } | null
  isSelf?: boolean
  /** Offers to open the chat: where it is not open beside the panel. */
  offerChat?: boolean
  /** Called before the chat jumps to a message. */
  onJump?: () => void
}) {
  const { personId, known } = props
  const t = useT()
  const person = useCall('personGet', { personId })
  const details = useCall('businessDetails', { personId })
  const facts = person.data ?? details.data?.person ?? null
  const line = facts ?? known
  const error = facts === null ? person.error : null
  if (error !== null) return <ErrorState error={error} onRetry={() => void person.refetch()} />
  if (line === null) return <SkeletonRows rows={4} label={t('common.loading')} />
  const me = props.isSelf === true || facts?.isMe === true
  const jump = props.onJump ? { onJump: props.onJump } : {}
  return (
    <>
      <div className={css.head}>
        <Avatar seed={personId} name={line.name} size={72} />
        <h3 className={css.name}>
          <Name name={line.name} standing={line.standing} focusable self={me} />
        </h3>
        {facts === null ? null : <Facts person={facts} />}
        {facts === null || me ? null : <Actions person={facts} offerChat={props.offerChat ?? false} />}
      </div>
      {me ? null : details.data !== undefined ? (
        <BusinessParts key={personId} details={details.data} standing={line.standing} {...jump} />
      ) : details.error !== null ? (
        <ErrorState error={details.error} onRetry={() => void details.refetch()} />
      ) : line.standing === 'none' ? null : (
        <SkeletonRows rows={4} label={t('common.loading')} />
      )}
    </>
  )
}

/** Where the name comes from, and the number. */
function Facts({ person }: { person: Person }) {
  const t = useT()
  const copy = useCopy()
  const facts = nameFacts(person)
  const { phone } = person
  return (
    <>
      {phone === null ? (
        <p className={css.faint}>{t('businesses.noNumber')}</p>
      ) : (
        <p className={css.number}>
          <bdi dir="ltr">{phone}</bdi>
          <IconButton label={t('businesses.copyNumber')} icon={<Copy aria-hidden />} onClick={() => void copy(phone)} />
        </p>
      )}
      {facts === null ? null : (
        <p className={css.faint}>
          <Isolated
            words={t(`businesses.names.${facts.sentence}`, { saved: slot(0), chosen: slot(1) })}
            parts={[facts.saved, facts.chosen]}
          />
        </p>
      )}
    </>
  )
}

function Actions({ person, offerChat }: { person: Person; offerChat: boolean }) {
  const t = useT()
  const openChat = useUi(state => state.openChat)
  const open = useCommand('chatOpenByPerson')
  const { chatId } = person
  const chat = useCall('chatGet', chatId === null ? null : { chatId })
  return (
    <div className={css.actions}>
      {offerChat ? (
        <Button
          look="primary"
          icon={<MessageSquare aria-hidden />}
          busy={open.isPending}
          onClick={() => {
            if (chatId === null) open.mutate({ personId: person.id }, { onSuccess: made => openChat(made.id) })
            else openChat(chatId)
          }}
        >
          {t('businesses.write')}
        </Button>
      ) : null}
      <BlockButton
        blocked={person.blocked}
        subject={{
          personId: person.id,
          name: person.name,
          standing: person.standing,
          phone: person.phone,
          chatId: chat.data === undefined || chat.data.archived ? null : chatId,
        }}
      />
    </div>
  )
}
