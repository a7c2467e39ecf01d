import { QueryClient } from '@tanstack/react-query'

/**
 * Reads are kept until an event says that they are stale. The engine is on this machine, so the browser's idea of being
 * online is of no interest, and a failed read is shown at once instead of being tried again behind the user's back.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode: 'always',
      staleTime: Number.POSITIVE_INFINITY,
      retry: false,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
    },
    mutations: { networkMode: 'always', retry: false },
  },
})
