import type { UseQueryResult } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import type { PersonLine } from '../../../shared/model.ts'
import { call } from '../../data/call.ts'
import { errorText } from '../../data/errorText.ts'
import { useAppState } from '../../data/useAppState.ts'
import { useT } from '../../i18n/useT.ts'
import { useUi } from '../../shell/uiStore.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Name } from '../../ui/Name.tsx'
import { nameText } from '../../ui/nameText.ts'
import { SkeletonRows } from '../../ui/Skeleton.tsx'
import { showToast } from '../../ui/toastStore.ts'
import css from './Details.module.css'

export type Member = PersonLine & { admin: boolean }

/** Height of a member's row, px. */
const ROW = 48

/** Members of a group; only those in sight are drawn, groups have up to a thousand. */
export function Members({ members }: { members: UseQueryResult<Member[], Error> }) {
  const t = useT()
  const me = useAppState(state => state.account?.personId ?? null)
  const view = useRef<HTMLDivElement>(null)
  const list = members.data ?? []
  const virtual = useVirtualizer({
    count: list.length,
    getScrollElement: () => view.current,
    estimateSize: () => ROW,
    overscan: 6,
  })
  if (members.error !== null) return <ErrorState error={members.error} onRetry={() => void members.refetch()} />
  if (members.data === undefined) return <SkeletonRows rows={4} label={t('common.loading')} />
  const open = async (member: Member): Promise<void> => {
    try {
      const chat = await call('chatOpenByPerson', { personId: member.id })
      useUi.getState().openChat(chat.id)
    } catch (error) {
      showToast({ words: errorText(error, t), tone: 'error' })
    }
  }
  return (
    <>
      <h3 className={css.listTitle}>{t('conversation.details.members')}</h3>
      <div ref={view} className={css.members}>
        <ul aria-label={t('conversation.details.members')} style={{ blockSize: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(item => {
            const member = list[item.index]
            if (member === undefined) return null
            const isMe = member.id === me
            const face = (
              <>
                <Avatar seed={member.id} name={member.name} size={32} />
                <span className={css.memberName}>
                  {isMe ? <bdi>{t('names.you')}</bdi> : <Name name={member.name} standing={member.standing} label />}
                </span>
                {member.admin ? <span className={css.admin}>{t('conversation.details.admin')}</span> : null}
              </>
            )
            return (
              <li
                key={member.id}
                className={css.member}
                aria-posinset={item.index + 1}
                aria-setsize={list.length}
                style={{ blockSize: ROW, transform: `translateY(${String(item.start)}px)` }}
              >
                {isMe ? (
                  <span className={css.memberRow}>{face}</span>
                ) : (
                  <button
                    type="button"
                    className={css.memberRow}
                    title={t('conversation.details.openChat', { name: nameText(member.name, t) })}
                    onClick={() => void open(member)}
                  >
                    {face}
                  </button>
                )}
              </li>
            )
          })}
        </ul>
      </div>
    </>
  )
}
