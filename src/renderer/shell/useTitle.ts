import { useEffect } from 'react'
import { useAppState } from '../data/useAppState.ts'
import { useT } from '../i18n/useT.ts'

/** Puts the number of unread chats into the title of the window or the browser's tab. */
export function useTitle(): void {
  const t = useT()
  const unread = useAppState(state => state.counts.unreadChats)
  useEffect(() => {
    document.title = unread > 0 ? `(${unread}) ${t('common.appName')}` : t('common.appName')
    return () => {
      document.title = t('common.appName')
    }
  }, [unread, t])
}
