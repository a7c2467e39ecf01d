import { copyText } from '../bridge/copyText.ts'
import { useT } from '../i18n/useT.ts'
import { showToast } from './toastStore.ts'

/** Copies a text to the clipboard and says whether that worked. */
export function useCopy(): (text: string) => Promise<void> {
  const t = useT()
  return async text => {
    try {
      await copyText(text)
      showToast({ words: t('common.copied') })
    } catch {
      showToast({ words: t('common.copyFailed'), tone: 'error' })
    }
  }
}
