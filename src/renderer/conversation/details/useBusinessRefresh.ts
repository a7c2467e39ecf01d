import { useCallback, useEffect, useRef, useState } from 'react'
import { call } from '../../data/call.ts'
import { errorText } from '../../data/errorText.ts'
import { Newest } from '../../data/Newest.ts'
import { useAppState } from '../../data/useAppState.ts'
import { useT } from '../../i18n/useT.ts'

export interface BusinessRefresh {
  busy: boolean
  /** Why the last try failed, in words. */
  failure: string | null
  again: () => void
}

/**
 * Asks the server what it attests of a person, and for the profile: when the panel opens and when the connection comes
 * back for what is older than a day, at the user's wish for all of it. Answers arrive as changes; a failure is told in the panel and nowhere else.
 */
export function useBusinessRefresh(personId: number): BusinessRefresh {
  const t = useT()
  const online = useAppState(state => state.connection.state === 'connected')
  const [asked, setAsked] = useState<{ personId: number; busy: boolean; error: unknown }>({
    personId,
    busy: false,
    error: null,
  })

  const [questions] = useState(() => new Newest())

  const ask = useCallback(
    async (force: boolean): Promise<void> => {
      const isNewest = questions.begin()
      setAsked({ personId, busy: true, error: null })
      let error: unknown = null
      try {
        await call('businessRefresh', { personId, force })
      } catch (thrown) {
        error = thrown
      }
      if (isNewest()) setAsked({ personId, busy: false, error })
    },
    [personId, questions],
  )

  useEffect(() => void ask(false), [ask])

  const wasOnline = useRef(online)
  useEffect(() => {
    if (online && !wasOnline.current) void ask(false)
    wasOnline.current = online
  }, [online, ask])

  const mine = asked.personId === personId
  return {
    busy: mine && asked.busy,
    failure: mine && asked.error !== null ? errorText(asked.error, t) : null,
    again: () => void ask(true),
  }
}
