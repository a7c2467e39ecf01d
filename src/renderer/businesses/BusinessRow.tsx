import { Ban, MessageSquare, PanelRight } from 'lucide-react'
import { type KeyboardEvent, memo } from 'react'
import type { Business } from '../../shared/model.ts'
import { KindIcon } from '../chats/KindIcon.tsx'
import { previewText, showsIcon } from '../chats/previewText.ts'
import { useCommand } from '../data/useCall.ts'
import { useLanguage, useT } from '../i18n/useT.ts'
import { useUi } from '../shell/uiStore.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Hidden } from '../ui/Hidden.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { ContextMenu, MenuItem } from '../ui/Menu.tsx'
import { Name } from '../ui/Name.tsx'
import { nameText } from '../ui/nameText.ts'
import { listTime, shortDate } from '../ui/time.ts'
import css from './BusinessRow.module.css'
import { useDirectory } from './directoryStore.ts'

/** A business in the directory: one button opens its chat, the other its details; both are in the menu too. */
export const BusinessRow = memo(function BusinessRow(props: {
  business: Business
  current: boolean
  tabbable: boolean
  now: number
  onFocus: (personId: number) => void
  onKeyDown: (event: KeyboardEvent) => void
}) {
  const { business, now } = props
  const t = useT()
  const language = useLanguage()
  const openChat = useUi(state => state.openChat)
  const show = useDirectory(state => state.show)
  const open = useCommand('chatOpenByPerson')
  const tabIndex = props.tabbable ? 0 : -1
  const phone = business.name.source === 'number' ? null : business.phone

  function write(): void {
    if (business.chatId === null) open.mutate({ personId: business.id }, { onSuccess: chat => openChat(chat.id) })
    else openChat(business.chatId)
  }

  return (
    <ContextMenu
      trigger={
        <div className={css.row} data-current={props.current ? '' : undefined}>
          <button
            type="button"
            className={css.main}
            data-business={business.id}
            aria-current={props.current ? 'true' : undefined}
            tabIndex={tabIndex}
            onFocus={() => props.onFocus(business.id)}
            onKeyDown={props.onKeyDown}
            onClick={write}
          >
            <Avatar seed={business.id} name={business.name} />
            <span className={css.name}>
              <Name name={business.name} standing={business.standing} label />
            </span>
            <span className={css.facts}>
              {phone === null ? null : (
                <bdi dir="ltr" className={css.phone}>
                  {phone}
                </bdi>
              )}
              <span className={css.since}>
                {business.standing === 'none'
                  ? null
                  : t(`businesses.since.${business.standing}`, { date: shortDate(business.since, language) })}
              </span>
            </span>
            <span className={css.last} dir="auto">
              <Last business={business} />
            </span>
            <span className={css.time}>
              {business.at === 0 ? null : (
                <time dateTime={new Date(business.at).toISOString()}>{listTime(business.at, now, language)}</time>
              )}
            </span>
            {business.blocked ? (
              <span className={css.blocked}>
                <Ban aria-hidden />
                {t('businesses.blocked')}
              </span>
            ) : null}
          </button>
          <IconButton
            label={t('businesses.detailsOf', { name: nameText(business.name, t) })}
            icon={<PanelRight aria-hidden data-flip />}
            aria-pressed={props.current}
            className={css.details}
            tabIndex={tabIndex}
            onFocus={() => props.onFocus(business.id)}
            onClick={() => show(props.current ? null : business.id)}
          />
        </div>
      }
    >
      <MenuItem icon={<MessageSquare aria-hidden />} onSelect={write}>
        {t('businesses.write')}
      </MenuItem>
      <MenuItem icon={<PanelRight aria-hidden />} onSelect={() => show(business.id)}>
        {t('conversation.details.title')}
      </MenuItem>
    </ContextMenu>
  )
})

/** The last message in a line. */
function Last({ business: { last } }: { business: Business }) {
  const t = useT()
  if (last === null) return t('chats.noMessages')
  const gone = last.deleted !== null && !last.deleted.kept
  return (
    <>
      {gone || !showsIcon(last) ? null : <KindIcon kind={last.kind} />}
      {last.fromMe && !gone ? (
        <>
          <Hidden>{t('chats.you')}</Hidden>
          <span aria-hidden>{t('chats.you')}</span>
        </>
      ) : null}
      <span className={css.words}>{previewText(last, t)}</span>
    </>
  )
}
