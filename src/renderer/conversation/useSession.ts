import { useEffect, useState, useSyncExternalStore } from 'react'
import { bridge } from '../bridge/bridge.ts'
import { useEvents } from '../data/events.ts'
import { createSession, type Session, type View } from './model/session.ts'

/** Opens a chat for as long as the component is on the screen. The component is made anew for another chat. */
export function useSession(chatId: number, jumpTo: number | null): { session: Session; view: View } {
  const [session] = useState(() => createSession(chatId, bridge))
  const [start] = useState(jumpTo)
  const view = useSyncExternalStore(session.subscribe, session.view)
  useEvents(session.receive)
  useEffect(() => {
    void session.open(start)
    return session.close
  }, [session, start])
  return { session, view }
}
