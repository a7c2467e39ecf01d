import { LinkError } from '../ports.ts'
import type { BinaryNode, WASocket } from './library.ts'

/** How long the server may take to answer a question that somebody waits for (ms). */
export const ANSWER_MS = 10_000

/** What a person's answer to "do it now" depends on. */
type Asking = Pick<WASocket, 'query'>

/**
 * Asks the server one question.
 *
 * The library answers with nothing when the server stays silent, and puts the code of a refusal where no one looks for it
 * (its own status then says 500, whatever the server said): both become a {@link LinkError} here.
 * @param ms how long to wait. @throws LinkError `TIMEOUT` or `SERVER_REFUSED`; the library's error when the line breaks.
 */
export async function ask(wa: Asking, query: BinaryNode, ms: number): Promise<BinaryNode> {
  const answer: unknown = await answered(wa.query(query, ms))
  if (!isNode(answer)) throw new LinkError('TIMEOUT', 'The server did not answer')
  return answer
}

/** Waits for something that the library asks of the server. @throws LinkError `SERVER_REFUSED` when it said no, `TIMEOUT` */
export async function answered<T>(asking: Promise<T>): Promise<T> {
  try {
    return await asking
  } catch (error) {
    const code = refusalCode(error)
    if (code !== null) throw new LinkError('SERVER_REFUSED', `The server answered ${code}`)
    throw statusOf(error) === 408 ? new LinkError('TIMEOUT', 'The server did not answer') : error
  }
}

/** Ends the wait for a promise. @throws LinkError `TIMEOUT` */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new LinkError('TIMEOUT', 'The server did not answer')), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/** The status that the library gives its own errors; 0: none. */
export function statusOf(error: unknown): number {
  const output = typeof error === 'object' && error !== null && 'output' in error ? error.output : null
  return typeof output === 'object' && output !== null && 'statusCode' in output ? Number(output.statusCode) : 0
}

/** The code in an answer of type `error`, which the library hides behind a status of its own; null for any other failure. */
export function refusalCode(error: unknown): number | null {
  if (!(error instanceof Error) || !('data' in error) || typeof error.data !== 'number') return null
  return Number.isFinite(error.data) ? error.data : null
}

function isNode(value: unknown): value is BinaryNode {
  return typeof value === 'object' && value !== null && 'tag' in value && 'attrs' in value
}
