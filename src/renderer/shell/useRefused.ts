import { useEvents } from '../data/events.ts'
import { useT } from '../i18n/useT.ts'
import { showToast } from '../ui/toastStore.ts'

/** Tells the user of what was refused after it had been shown as done. */
export function useRefused(): void {
  const t = useT()
  useEvents(events => {
    for (const event of events) {
      if (event.type === 'refused') showToast({ words: t(`chats.refused.${event.what}`), tone: 'error' })
    }
  })
}
