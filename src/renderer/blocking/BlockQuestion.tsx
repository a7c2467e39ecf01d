import { useRef, useState } from 'react'
import { useCall } from '../data/useCall.ts'
import { useT } from '../i18n/useT.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Name } from '../ui/Name.tsx'
import { nameText } from '../ui/nameText.ts'
import css from './BlockQuestion.module.css'
import { useAskedBlock } from './blockStore.ts'
import { useBlocking } from './useBlocking.ts'

/** Asks before somebody is blocked, and whether the chat goes into the archive. It stays open when blocking fails. */
export function BlockQuestion() {
  const t = useT()
  const asked = useAskedBlock(state => state.asked)
  const { busy, failure, done, answer } = useAskedBlock()
  const { block } = useBlocking()
  const safe = useRef<HTMLButtonElement>(null)
  // The question keeps its words while it fades out.
  const [last, setLast] = useState(asked)
  if (asked !== null && asked !== last) setLast(asked)
  // A name or a badge that changes meanwhile changes here too.
  const person = useCall('personGet', last === null ? null : { personId: last.personId }).data
  if (last === null) return null
  const name = person?.name ?? last.name
  const standing = person?.standing ?? last.standing
  const press = (archive: boolean): void => void answer(() => block(last, archive))

  return (
    <Dialog
      open={asked !== null}
      onClose={done}
      title={t('businesses.block.title', { name: nameText(name, t) })}
      description={t('businesses.block.words')}
      initialFocus={safe}
      size="medium"
      actions={
        <>
          <Button ref={safe} disabled={busy} onClick={done}>
            {t('common.cancel')}
          </Button>
          {last.chatId === null ? (
            <Button look="danger" busy={busy} onClick={() => press(false)}>
              {t('businesses.block.block')}
            </Button>
          ) : (
            <>
              <Button disabled={busy} onClick={() => press(true)}>
                {t('businesses.block.archive')}
              </Button>
              <Button look="danger" busy={busy} onClick={() => press(false)}>
                {t('businesses.block.keep')}
              </Button>
            </>
          )}
        </>
      }
    >
      <div className={css.who}>
        <Avatar seed={last.personId} name={name} size={40} />
        <span className={css.words}>
          <span className={css.name}>
            <Name name={name} standing={standing} label focusable />
          </span>
          {last.phone === null || name.source === 'number' ? null : (
            <bdi dir="ltr" className={css.phone}>
              {last.phone}
            </bdi>
          )}
        </span>
      </div>
      <p role="alert" className={css.failure}>
        {failure}
      </p>
    </Dialog>
  )
}
