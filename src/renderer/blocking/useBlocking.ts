import { useState } from 'react'
import type { DisplayName } from '../../shared/model.ts'
import { call } from '../data/call.ts'
import { errorText } from '../data/errorText.ts'
import { useT } from '../i18n/useT.ts'
import { nameText } from '../ui/nameText.ts'
import { showToast } from '../ui/toastStore.ts'
import type { BlockSubject } from './blockStore.ts'
import { type ArchiveCalls, putAway } from './putAway.ts'

/** How long blocking can be undone from the message that tells of it, ms. */
const UNDO_FOR = 5000

const archiveCalls: ArchiveCalls = {
  pinned: async chatId => (await call('chatGet', { chatId })).pinnedAt !== null,
  archive: (chatId, on) => call('chatArchive', { chatId, on }),
  pin: chatId => call('chatPin', { chatId, on: true }),
}

/** Blocks and unblocks, telling how it went. What fails at the server has changed nothing. */
export function useBlocking(): {
  busy: boolean
  /** @returns why it failed, in words, or null. */
  block: (subject: BlockSubject, archive: boolean) => Promise<string | null>
  unblock: (personId: number, name: DisplayName) => Promise<void>
} {
  const t = useT()
  const [busy, setBusy] = useState(false)

  async function unblock(
    personId: number,
    shown: DisplayName,
    bringBack: (() => Promise<void>) | null = null,
  ): Promise<void> {
    const name = nameText(shown, t)
    setBusy(true)
    try {
      await call('personBlock', { personId, on: false })
    } catch (error) {
      showToast({
        words: t('businesses.block.undoFailed', { name, reason: errorText(error, t) }),
        tone: 'error',
      })
      return
    } finally {
      setBusy(false)
    }
    showToast({ words: t('businesses.block.undone', { name }) })
    if (bringBack === null) return
    try {
      await bringBack()
    } catch (error) {
      showToast({ words: errorText(error, t), tone: 'error' })
    }
  }

  async function block(subject: BlockSubject, archive: boolean): Promise<string | null> {
    const { personId, chatId } = subject
    const name = nameText(subject.name, t)
    setBusy(true)
    try {
      await call('personBlock', { personId, on: true })
    } catch (error) {
      return t('businesses.block.failed', { name, reason: errorText(error, t) })
    } finally {
      setBusy(false)
    }
    let bringBack: (() => Promise<void>) | null = null
    let words = t('businesses.block.done', { name })
    if (archive && chatId !== null) {
      try {
        bringBack = await putAway(chatId, archiveCalls)
        words = t('businesses.block.doneArchived', { name })
      } catch (error) {
        words = t('businesses.block.notArchived', { name, reason: errorText(error, t) })
      }
    }
    showToast({
      words,
      stay: UNDO_FOR,
      action: { label: t('common.undo'), run: () => void unblock(personId, subject.name, bringBack) },
    })
    return null
  }

  return { busy, block, unblock: (personId, name) => unblock(personId, name) }
}
