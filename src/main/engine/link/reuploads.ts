import { MediaError } from '../ports.ts'
import { child } from './address.ts'
import { isPath } from './download.ts'
import {
  type BinaryNode,
  decodeMediaRetryNode,
  decryptMediaRetryData,
  encryptMediaRetryRequest,
  proto,
} from './library.ts'

interface Asked {
  mediaKey: Uint8Array
  resolve(directPath: string): void
  reject(error: MediaError): void
}

/**
 * Requests to the phone to put a file on the media host once more. The phone's answer comes as a notification that only names the
 * message's id; that it is the phone's shows by its opening with the file's own key.
 */
export class Reuploads {
  readonly #asked = new Map<string, Set<Asked>>()

  /**
   * Asks about a message and waits for the phone's answer: where the file lies now. What is being asked already is not asked twice.
   * @param ms how long the phone may take.
   * @param send sends the request.
   * @throws MediaError `gone` when the phone has not got the file, `network` when it does not answer or the line breaks.
   */
  ask(id: string, mediaKey: Uint8Array, ms: number, send: () => Promise<void>): Promise<string> {
    return new Promise((resolve, reject) => {
      const waiting = this.#asked.get(id) ?? new Set()
      const underWay = [...waiting].some(other => Buffer.compare(other.mediaKey, mediaKey) === 0)
      const over = () => {
        clearTimeout(timer)
        waiting.delete(asked)
        if (waiting.size === 0) this.#asked.delete(id)
      }
      const asked: Asked = {
        mediaKey,
        resolve(directPath) {
          over()
          resolve(directPath)
        },
        reject(error) {
          over()
          reject(error)
        },
      }
      const timer = setTimeout(() => asked.reject(new MediaError('network')), ms)
      waiting.add(asked)
      this.#asked.set(id, waiting)
      if (!underWay) send().catch(() => this.#unsent(id, mediaKey))
    })
  }

  #unsent(id: string, mediaKey: Uint8Array): void {
    for (const asked of [...(this.#asked.get(id) ?? [])]) {
      if (Buffer.compare(asked.mediaKey, mediaKey) === 0) asked.reject(new MediaError('network'))
    }
  }

  /** Takes a `<notification type="mediaretry">`. What does not fit a request, or opens with no key, changes nothing. */
  take(node: BinaryNode): void {
    const { id } = node.attrs
    const waiting = id === undefined ? undefined : this.#asked.get(id)
    if (id === undefined || waiting === undefined || child(node, 'rmr') === undefined) return
    const { media, error } = decodeMediaRetryNode(node)
    for (const asked of [...waiting]) {
      if (error !== undefined || media === undefined) asked.reject(new MediaError('gone'))
      else answer(asked, media, id)
    }
  }

  /** The line broke: the answer may come, but nobody knows when. */
  fail(): void {
    for (const waiting of [...this.#asked.values()]) {
      for (const asked of [...waiting]) asked.reject(new MediaError('network'))
    }
  }
}

function answer(asked: Asked, media: { ciphertext: Uint8Array; iv: Uint8Array }, id: string): void {
  let told: proto.MediaRetryNotification
  try {
    told = decryptMediaRetryData(media, asked.mediaKey, id)
  } catch {
    return
  }
  const { result, directPath } = told
  const { SUCCESS } = proto.MediaRetryNotification.ResultType
  if (result === SUCCESS && directPath && isPath(directPath)) asked.resolve(directPath)
  else asked.reject(new MediaError('gone'))
}

/**
 * The request about a message, as the library builds it.
 * @param meJid the own account's number as a JID: the phone is asked, not the author.
 */
export function reuploadRequest(info: proto.IWebMessageInfo, mediaKey: Uint8Array, meJid: string): BinaryNode {
  const { remoteJid = null, fromMe = null, id = null, participant } = info.key ?? {}
  const key = { remoteJid, fromMe, id, participant: participant || info.participant || null }
  return encryptMediaRetryRequest(key, mediaKey, meJid)
}
