import { useRef, useState } from 'react'
import { useT } from '../i18n/useT.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Name } from '../ui/Name.tsx'
import { nameText } from '../ui/nameText.ts'
import css from './BlockQuestion.module.css'
import { type BlockSubject, useAskedBlock } from './blockStore.ts'
import { useBlocking } from './useBlocking.ts'

/** Asks before somebody is blocked, and whether the chat goes into the archive. It stays open when blocking fails. */
export function BlockQuestion() {
  const t = useT()
  const asked = useAskedBlock(state => state.asked)
  const done = useAskedBlock(state => state.done)
  const { busy, block } = useBlocking()
  const safe = useRef<HTMLButtonElement>(null)
  // The question keeps its words while it fades out.
  const [last, setLast] = useState(asked)
  const [failure, setFailure] = useState<string | null>(null)
  if (asked !== null && asked !== last) {
    setLast(asked)
    setFailure(null)
  }
  if (last === null) return null

  async function answer(subject: BlockSubject, archive: boolean): Promise<void> {
    setFailure(null)
    const why = await block(subject, archive)
    setFailure(why)
    if (why === null) done()
  }

  return (
    <Dialog
      open={asked !== null}
      onClose={done}
      title={t('businesses.block.title', { name: nameText(last.name, t) })}
      description={t('businesses.block.words')}
      initialFocus={safe}
      size="medium"
      actions={
        <>
          <Button ref={safe} onClick={done}>
            {t('common.cancel')}
          </Button>
          {last.chatId === null ? (
            <Button look="danger" busy={busy} onClick={() => void answer(last, false)}>
              {t('businesses.block.block')}
            </Button>
          ) : (
            <>
              <Button disabled={busy} onClick={() => void answer(last, true)}>
                {t('businesses.block.archive')}
              </Button>
              <Button look="danger" busy={busy} onClick={() => void answer(last, false)}>
                {t('businesses.block.keep')}
              </Button>
            </>
          )}
        </>
      }
    >
      <div className={css.who}>
        <Avatar seed={last.personId} name={last.name} size={40} />
        <span className={css.words}>
          <span className={css.name}>
            <Name name={last.name} standing={last.standing} label focusable />
          </span>
          {last.phone === null || last.name.source === 'number' ? null : (
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
