import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { AppState, Settings } from '../../shared/model.ts'
import { useAppState } from '../data/useAppState.ts'
import { useCommand } from '../data/useCall.ts'

/** The settings, and a function that changes some of them. While a change is on its way it is shown as done. */
export function useSettings(): { settings: Settings; change: (patch: Partial<Settings>) => void } {
  const client = useQueryClient()
  const stored = useAppState(state => state.settings)
  const [pending, setPending] = useState<Partial<Settings>>({})
  const command = useCommand('settingsSet')
  return {
    settings: { ...stored, ...pending },
    change: patch => {
      setPending(patch)
      command.mutate(patch, {
        onSuccess: settings =>
          client.setQueryData<AppState>(['appState', {}], state => (state ? { ...state, settings } : state)),
        onSettled: () => setPending({}),
      })
    },
  }
}
