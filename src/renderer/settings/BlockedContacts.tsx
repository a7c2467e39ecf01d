import { Ban } from 'lucide-react'
import { useLayoutEffect, useRef } from 'react'
import type { Person } from '../../shared/model.ts'
import { useBlocking } from '../blocking/useBlocking.ts'
import { useCall } from '../data/useCall.ts'
import { useT } from '../i18n/useT.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Button } from '../ui/Button.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Name } from '../ui/Name.tsx'
import { nameText } from '../ui/nameText.ts'
import { SkeletonRows } from '../ui/Skeleton.tsx'
import css from './BlockedContacts.module.css'
import { Group } from './Group.tsx'

/** The block list of the account, the same as on the phone. */
export function BlockedContacts() {
  const t = useT()
  const query = useCall('blockList', {})
  const people = query.data
  const place = useRef<HTMLDivElement>(null)
  /** Who was unblocked from here last: their row goes, and the focus with it. */
  const pressed = useRef<number | null>(null)
  useLayoutEffect(() => {
    if (pressed.current === null || people?.some(person => person.id === pressed.current) !== false) return
    pressed.current = null
    if (document.activeElement === document.body) (place.current?.querySelector('button') ?? place.current)?.focus()
  }, [people])
  return (
    <Group title={t('businesses.block.list')}>
      <p className={css.hint}>{t('businesses.block.listHint')}</p>
      {people === undefined ? (
        query.error === null ? (
          <SkeletonRows rows={2} label={t('common.loading')} />
        ) : (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        )
      ) : (
        <div ref={place} tabIndex={-1} className={css.people}>
          {people.length === 0 ? (
            <p className={css.empty}>
              <Ban aria-hidden />
              {t('businesses.block.empty')}
            </p>
          ) : (
            <ul aria-label={t('businesses.block.list')} className={css.list}>
              {people.map(person => (
                <li key={person.id} className={css.person}>
                  <Blocked
                    person={person}
                    onPress={() => {
                      pressed.current = person.id
                    }}
                  />
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
    </Group>
  )
}

function Blocked({ person, onPress }: { person: Person; onPress: () => void }) {
  const t = useT()
  const { busy, unblock } = useBlocking()
  const phone = person.name.source === 'number' ? null : person.phone
  return (
    <>
      <Avatar seed={person.id} name={person.name} size={32} />
      <span className={css.words}>
        <span className={css.name}>
          <Name name={person.name} standing={person.standing} label focusable />
        </span>
        {phone === null ? null : (
          <bdi dir="ltr" className={css.phone}>
            {phone}
          </bdi>
        )}
      </span>
      <Button
        busy={busy}
        // The name tells which of the buttons this is.
        aria-describedby={`blocked-${String(person.id)}`}
        onClick={() => {
          onPress()
          void unblock(person.id, person.name)
        }}
      >
        {t('businesses.block.unblock')}
      </Button>
      <span id={`blocked-${String(person.id)}`} hidden>
        {nameText(person.name, t)}
      </span>
    </>
  )
}
