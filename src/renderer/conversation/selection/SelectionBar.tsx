import { Copy, Trash, X } from 'lucide-react'
import { useState } from 'react'
import type { Chat } from '../../../shared/model.ts'
import { mayClearChat } from '../../../shared/rules/deletion.ts'
import { copyText } from '../../bridge/copyText.ts'
import { call } from '../../data/call.ts'
import { errorText } from '../../data/errorText.ts'
import { useAppState } from '../../data/useAppState.ts'
import { useT } from '../../i18n/useT.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { nameText } from '../../ui/nameText.ts'
import { showToast } from '../../ui/toastStore.ts'
import { KeptDialog } from '../message/KeptDialog.tsx'
import { inOrder, keptReasons, type Selection, selectionText } from '../model/selection.ts'
import css from './SelectionBar.module.css'

/** Stands in the composer's place while messages are being selected: how many, and what can be done with them. */
export function SelectionBar(props: { chat: Chat; selection: Selection; onLeave: () => void }) {
  const { selection, onLeave } = props
  const t = useT()
  const keepVerified = useAppState(state => state.settings.keepVerified)
  const [asked, setAsked] = useState<'delete' | 'kept' | null>(null)
  const [busy, setBusy] = useState(false)
  const count = selection.size

  async function copy(): Promise<void> {
    const text = selectionText(inOrder(selection), message =>
      message.fromMe ? t('conversation.you') : nameText(message.author.name, t),
    )
    if (text === '') {
      showToast({ words: t('businesses.select.nothingToCopy') })
      return
    }
    try {
      await copyText(text)
      showToast({ words: t('common.copied') })
      onLeave()
    } catch {
      showToast({ words: t('common.copyFailed'), tone: 'error' })
    }
  }

  async function remove(): Promise<void> {
    setBusy(true)
    try {
      const { deleted, kept } = await call('messagesDeleteForMe', { messageIds: [...selection.keys()] })
      const gone = t('businesses.select.deleted', { count: deleted })
      showToast({
        words:
          kept.length === 0
            ? t('businesses.select.result', { deleted: gone })
            : t('businesses.select.resultKept', {
                deleted: gone,
                kept: t('businesses.select.kept', { count: kept.length }),
                reason: keptReasons(kept)
                  .map(code => errorText({ code }, t))
                  .join(' '),
              }),
        stay: 8000,
      })
      onLeave()
    } catch (error) {
      showToast({ words: t('conversation.failed', { reason: errorText(error, t) }), tone: 'error' })
      setAsked(null)
    } finally {
      setBusy(false)
    }
  }

  return (
    <div role="toolbar" aria-label={t('businesses.select.bar')} className={css.bar}>
      <IconButton label={t('businesses.select.leave')} icon={<X aria-hidden />} onClick={onLeave} />
      <p role="status" className={css.count}>
        {count === 0 ? t('businesses.select.none') : t('businesses.select.count', { count })}
      </p>
      <Button icon={<Copy aria-hidden />} disabled={count === 0} onClick={() => void copy()}>
        {t('businesses.select.copy')}
      </Button>
      <Button
        icon={<Trash aria-hidden />}
        disabled={count === 0}
        onClick={() =>
          setAsked(mayClearChat({ standing: props.chat.standing, keepVerified }).allowed ? 'delete' : 'kept')
        }
      >
        {t('businesses.select.delete')}
      </Button>
      <ConfirmDialog
        open={asked === 'delete'}
        danger
        busy={busy}
        title={t('businesses.select.deleteTitle', { count })}
        description={t('businesses.select.deleteWords')}
        confirm={t('businesses.select.deleteConfirm')}
        onConfirm={() => void remove()}
        onClose={() => setAsked(null)}
      />
      <KeptDialog open={asked === 'kept'} reason="KEPT_VERIFIED" onClose={() => setAsked(null)} />
    </div>
  )
}
