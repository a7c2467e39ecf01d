/** The user's own posts: who gets them, posting, trying again, deleting for everyone (domain.md §10). */
import type { Input } from '../../../shared/contract.ts'
import type { StatusPost, StatusPosting } from '../../../shared/model.ts'
import { isPostStyle } from '../../../shared/rules/post-styles.ts'
import { postingRoom } from '../../../shared/rules/posting.ts'
import { typeOfFile } from '../file-type.ts'
import type { NewPost, OwnPost } from '../store/status-queue.ts'
import { type ActionContext, linkedMe } from './context.ts'
import { found, Refusal } from './refusal.ts'
import type { Claimed } from './uploads.ts'

/** What may be posted now, and how many get it. */
export function posting({ store, now }: ActionContext): StatusPosting {
  return { ...postingRoom(store.postingTimes.recent(), now()), ...store.audience.counts() }
}

/** @throws {Refusal} NOT_FOUND; NOT_ALLOWED for oneself, who always has what was posted. */
export function exclude({ store }: ActionContext, { personId, on }: Input<'statusExclude'>): null {
  const current = found(store.people.current(personId), 'person')
  if (current === store.accounts.meOrNull()) throw new Refusal('NOT_ALLOWED', 'that is oneself')
  store.audience.setExcluded(current, on)
  return null
}

/** @throws {Refusal} NOT_LINKED, BAD_INPUT, TOO_OFTEN, NO_AUDIENCE; NOT_FOUND for an upload that is gone, BAD_FILE */
export async function post(context: ActionContext, input: Input<'statusPost'>): Promise<StatusPost> {
  const { store, uploads, courier } = context
  let id: number
  if (input.kind === 'text') {
    const text = textPost(input)
    id = store.transaction(() => add(context, text))
  } else {
    // Before the file is taken: it is still there then for another try.
    demandRoom(context)
    const thumbnail = thumbnailOf(input)
    const claimed = await uploads.claim(input.uploadId)
    try {
      const media = mediaPost(input, claimed, thumbnail)
      id = store.transaction(() => {
        const row = add(context, media)
        store.media.put(row, claimed)
        return row
      })
    } finally {
      uploads.release(claimed.file)
    }
  }
  courier.kick()
  return found(store.statusReader.get(id), 'post')
}

/** Inside a transaction: stores it for everybody who gets it. */
function add(context: ActionContext, content: PostContent): number {
  const { store, link } = context
  return store.statusQueue.add({ ...content, wireId: link.newWireId(), audience: demandRoom(context) })
}

/** @returns whom a post goes to. @throws {Refusal} NOT_LINKED, TOO_OFTEN, NO_AUDIENCE */
function demandRoom(context: ActionContext): number[] {
  linkedMe(context)
  const { nextAt } = posting(context)
  if (nextAt !== null) throw new Refusal('TOO_OFTEN', 'the last post was a moment ago, or there were many today')
  const audience = context.store.audience.receiving()
  if (audience.length === 0) throw new Refusal('NO_AUDIENCE', 'nobody would get it')
  return audience
}

type PostContent = Omit<NewPost, 'wireId' | 'audience'>
type MediaInput = Exclude<Input<'statusPost'>, { kind: 'text' }>

/** @throws {Refusal} BAD_FILE when it is no JPEG: receivers show it before they have the file. */
function thumbnailOf({ thumbnail }: MediaInput): Uint8Array {
  const bytes = Buffer.from(thumbnail, 'base64')
  if (typeOfFile(bytes, 'image') !== 'image/jpeg') throw new Refusal('BAD_FILE', 'the thumbnail is no JPEG')
  return bytes
}

/** @throws {Refusal} BAD_FILE when the file is of the other kind. */
function mediaPost(input: MediaInput, { bytes, type }: Claimed, thumbnail: Uint8Array): PostContent {
  if (!type.startsWith(`${input.kind}/`)) throw new Refusal('BAD_FILE', `the file is no ${input.kind}`)
  const { kind, width, height } = input
  const caption = input.caption?.trim() || null
  const duration = input.kind === 'video' ? input.duration : null
  const media = { mimetype: type, size: bytes, width, height, duration, fileName: null }
  return { content: { kind, caption, media }, text: caption, backgroundArgb: null, font: null, thumbnail }
}

/** @throws {Refusal} BAD_INPUT */
function textPost(input: Extract<Input<'statusPost'>, { kind: 'text' }>): PostContent {
  const text = input.text.trim()
  if (text === '') throw new Refusal('BAD_INPUT', 'there is no text')
  const { backgroundArgb, font } = input
  if (!isPostStyle(backgroundArgb, font)) throw new Refusal('BAD_INPUT', 'no such background or font')
  return { content: { kind: 'text', text, preview: null }, text, backgroundArgb, font, thumbnail: null }
}

/**
 * Once more: what failed is posted, or taken back. Posting counts as one of a day's posts; the courier keeps the gap to the last one.
 * @throws {Refusal} NOT_FOUND, NOT_LINKED, NOT_ALLOWED, TOO_OFTEN
 */
export function retry(context: ActionContext, { statusId }: Input<'statusRetry'>): null {
  const { store, courier } = context
  linkedMe(context)
  const own = ownPost(context, statusId)
  if (own.failure === null) throw new Refusal('NOT_ALLOWED', 'nothing has failed')
  if (own.way === 'failed') {
    if (posting(context).left === 0) throw new Refusal('TOO_OFTEN', 'there were many posts today')
    store.statusQueue.again(own.id)
  } else store.statusQueue.revoke(own.id)
  courier.kick()
  return null
}

/**
 * Deletes an own post. One that may have reached anybody is taken back first and goes when the server took that; any other goes at
 * once. @throws {Refusal} NOT_FOUND, NOT_LINKED
 */
export function remove(context: ActionContext, { statusId }: Input<'statusDelete'>): null {
  const { store, courier } = context
  const own = ownPost(context, statusId)
  if (own.way === 'sent' || own.sentTo.length > 0) {
    linkedMe(context)
    store.statusQueue.revoke(own.id)
    courier.kick()
  } else store.statusQueue.drop(own.id)
  return null
}

function ownPost({ store }: ActionContext, statusId: number): OwnPost {
  return found(store.statusQueue.get(statusId), 'post')
}
