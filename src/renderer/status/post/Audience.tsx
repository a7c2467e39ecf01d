import { Search, UsersRound } from 'lucide-react'
import { type RefObject, useCallback, useRef, useState } from 'react'
import type { AudienceMember, StatusPosting } from '../../../shared/model.ts'
import { rowsOf } from '../../data/chatPages.ts'
import { useT } from '../../i18n/useT.ts'
import { useDebounced } from '../../search/useDebounced.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { EvenRows, type RowWalk } from '../../ui/EvenRows.tsx'
import { Name } from '../../ui/Name.tsx'
import { nameText } from '../../ui/nameText.ts'
import { SkeletonRows } from '../../ui/Skeleton.tsx'
import { TextField } from '../../ui/TextField.tsx'
import css from './Audience.module.css'
import { useAudiencePages } from './postPages.ts'
import { useExclusion } from './useExclusion.ts'

/** How long the words have to stay the same before people are looked for, ms. */
const PAUSE = 120
/** Height of a row, pixels. */
const ROW = 48

/** Who gets the user's status updates: all saved contacts, and a box for each to leave them out. */
export function Audience(props: { open: boolean; posting: StatusPosting | null; onClose: () => void }) {
  const t = useT()
  const { posting } = props
  const search = useRef<HTMLInputElement>(null)
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      title={t('status.post.audienceTitle')}
      description={t('status.post.audienceWords')}
      initialFocus={search}
      actions={
        <>
          <p role="status" className={css.count}>
            {posting === null
              ? null
              : t('status.post.audienceCount', { receiving: posting.receiving, excluded: posting.excluded })}
          </p>
          <Button look="primary" onClick={props.onClose}>
            {t('status.post.done')}
          </Button>
        </>
      }
    >
      <Choosing search={search} />
    </Dialog>
  )
}

function Choosing({ search }: { search: RefObject<HTMLInputElement | null> }) {
  const t = useT()
  const [find, setFind] = useState('')
  return (
    <div className={css.body}>
      <TextField
        ref={search}
        type="search"
        label={t('status.post.audienceFind')}
        hideLabel
        placeholder={t('status.post.audienceFind')}
        autoComplete="off"
        maxLength={200}
        lead={<Search aria-hidden />}
        value={find}
        onChange={event => setFind(event.target.value)}
      />
      <Members find={find.trim()} />
    </div>
  )
}

function Members({ find }: { find: string }) {
  const t = useT()
  const settled = useDebounced(find, PAUSE)
  const query = useAudiencePages(settled)
  const { fetchNextPage, isFetchingNextPage } = query
  const more = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage()
  }, [fetchNextPage, isFetchingNextPage])
  if (query.isPending) return <SkeletonRows rows={5} label={t('common.loading')} />
  if (query.isError && query.data === undefined)
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  const members = rowsOf(query.data)
  if (members.length > 0) return <MemberList members={members} hasMore={query.hasNextPage} onMore={more} />
  return settled === '' ? (
    <EmptyState icon={<UsersRound aria-hidden />} title={t('status.post.audienceEmpty')}>
      {t('status.post.audienceEmptyWords')}
    </EmptyState>
  ) : (
    <EmptyState icon={<UsersRound aria-hidden />} title={t('status.post.audienceNoMatch')} />
  )
}

const keyOf = (member: AudienceMember): number => member.id

function MemberList(props: { members: AudienceMember[]; hasMore: boolean; onMore: () => void }) {
  const t = useT()
  const { chosen, exclude } = useExclusion()
  return (
    <EvenRows
      label={t('status.post.audienceList')}
      rows={props.members}
      keyOf={keyOf}
      height={ROW}
      hasMore={props.hasMore}
      onMore={props.onMore}
    >
      {(row, key, walk) => (
        <Member
          {...walk}
          member={row}
          excluded={chosen.get(key) ?? row.excluded}
          onChange={on => exclude(row.id, on)}
        />
      )}
    </EvenRows>
  )
}

function Member(props: RowWalk & { member: AudienceMember; excluded: boolean; onChange: (excluded: boolean) => void }) {
  const t = useT()
  const { member, excluded } = props
  return (
    <label className={css.member} data-out={excluded ? '' : undefined}>
      <Avatar seed={member.id} name={member.name} size={32} />
      <span className={css.name}>
        <Name name={member.name} standing={member.standing} label />
      </span>
      <span className={css.out} aria-hidden>
        {excluded ? t('status.post.leftOut') : null}
      </span>
      <input
        type="checkbox"
        className={css.box}
        tabIndex={props.tabbable ? 0 : -1}
        aria-label={t('status.post.leaveOut', { name: nameText(member.name, t) })}
        checked={excluded}
        onFocus={props.onFocus}
        onKeyDown={props.onKeyDown}
        onChange={event => props.onChange(event.target.checked)}
      />
    </label>
  )
}
