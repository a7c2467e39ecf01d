import { type UseQueryResult, useMutation, useQuery } from '@tanstack/react-query'
import type { Input, Output } from '../../shared/contract.ts'
import type { CallName } from '../../shared/names.ts'
import { useT } from '../i18n/useT.ts'
import { showToast } from '../ui/toastStore.ts'
import { type CallFailure, call } from './call.ts'
import { errorText } from './errorText.ts'

/** Reads from the engine and stays up to date by its events. With `null` as input nothing is asked. */
export function useCall<N extends CallName>(name: N, input: Input<N> | null): UseQueryResult<Output<N>, CallFailure> {
  return useQuery<Output<N>, CallFailure>({
    queryKey: [name, input],
    queryFn: () => {
      if (input === null) throw new Error('asked without input')
      return call(name, input)
    },
    enabled: input !== null,
  })
}

/**
 * A command as a function. What goes wrong is shown as a toast, unless `quiet`; the promise of `mutateAsync` rejects with
 * a {@link CallFailure} either way.
 */
export function useCommand<N extends CallName>(name: N, options: { quiet?: boolean } = {}) {
  const t = useT()
  return useMutation<Output<N>, CallFailure, Input<N>>({
    mutationFn: input => call(name, input),
    onError: error => {
      if (options.quiet !== true) showToast({ words: errorText(error, t), tone: 'error' })
    },
  })
}
