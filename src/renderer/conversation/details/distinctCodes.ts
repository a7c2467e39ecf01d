import type { BusinessDetails } from '../../../shared/model.ts'

/** Each code once, where it stands last: businesses repeat a code in the next message. Newest first, as they come. */
export function distinctCodes(codes: BusinessDetails['codes']): BusinessDetails['codes'] {
  const seen = new Set<string>()
  return codes.filter(({ code }) => {
    if (seen.has(code)) return false
    seen.add(code)
    return true
  })
}
