import { bridge } from './bridge.ts'
import { copyText } from './copyText.ts'

/**
 * Puts a one-time code on the clipboard and, if wanted, has the host clear it a minute later unless something else was
 * copied by then.
 * @returns whether that will be done
 * @throws when it could not be copied
 */
export async function copyCode(code: string, clear: boolean): Promise<boolean> {
  await copyText(code)
  if (!clear) return false
  const answer = await bridge.codeCopied({ code })
  return answer.ok && answer.value.willClear
}
