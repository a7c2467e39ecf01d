import { copyCode } from '../bridge/copyCode.ts'
import { useAppState } from '../data/useAppState.ts'
import { useT } from '../i18n/useT.ts'
import { showToast } from './toastStore.ts'

/** Copies a one-time code and says so, and how long it stays. */
export function useCopyCode(): (code: string) => Promise<void> {
  const t = useT()
  const clear = useAppState(state => state.settings.clearCopiedCodes)
  return async code => {
    try {
      const cleared = await copyCode(code, clear)
      showToast({ words: cleared ? t('conversation.code.copiedForNow') : t('conversation.code.copied') })
    } catch {
      showToast({ words: t('common.copyFailed'), tone: 'error' })
    }
  }
}
