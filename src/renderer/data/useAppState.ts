import { useQuery } from '@tanstack/react-query'
import type { AppState } from '../../shared/model.ts'
import { type CallFailure, call } from './call.ts'

/** The whole state as a query, for the place that shows its loading and failing. */
export function useAppStateQuery() {
  return useQuery<AppState, CallFailure>({ queryKey: ['appState', {}], queryFn: () => call('appState', {}) })
}

/**
 * A part of the app's state; the component renders again only when that part changes. Only below the shell, which renders
 * nothing before the state is there.
 */
export function useAppState<T>(select: (state: AppState) => T): T {
  const { data } = useQuery<AppState, CallFailure, T>({
    queryKey: ['appState', {}],
    queryFn: () => call('appState', {}),
    select,
  })
  if (data === undefined) throw new Error('useAppState was used before the app state was read')
  return data
}
