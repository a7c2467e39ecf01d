import { useQuery } from '@tanstack/react-query'
import { bridge } from '../../bridge/bridge.ts'
import { CallFailure } from '../../data/call.ts'

/** How the files of posts are asked for: a function from a media id to an address; null while that is not known. */
export function useMediaAddress(): ((mediaId: number) => string) | null {
  const { data } = useQuery({
    queryKey: ['mediaAddress', {}],
    queryFn: async () => {
      const result = await bridge.mediaAddress({})
      if (!result.ok) throw new CallFailure(result.error.code, result.error.message)
      return result.value
    },
  })
  return data === undefined ? null : mediaId => `${data.before}${String(mediaId)}${data.after}`
}
