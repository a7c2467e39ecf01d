/** The user's own posts: who gets them, posting, trying again, deleting for everyone (domain.md §10). */
import type { Input } from '../../../shared/contract.ts'
import type { StatusPost, StatusPosting } from '../../../shared/model.ts'
import { isPostStyle } from '../../../shared/rules/post-styles.ts'
import { postingRoom } from '../../../shared/rules/posting.ts'
import type { NewPost, OwnPost } from '../store/status-queue.ts'
import { type ActionContext, linkedMe } from './context.ts'
import { found, Refusal } from './refusal.ts'

/** What may be posted now, and how many get it. */
export function posting({ store, now }: ActionContext): StatusPosting {
  return { ...postingRoom(store.statusQueue.postTimes(), now()), ...store.audience.counts() }
}

/** @throws {Refusal} NOT_FOUND; NOT_ALLOWED for oneself, who always has what was posted. */
export function exclude({ store }: ActionContext, { personId, on }: Input<'statusExclude'>): null {
  const current = found(store.people.current(personId), 'person')
  if (current === store.accounts.meOrNull()) throw new Refusal('NOT_ALLOWED', 'that is oneself')
  store.audience.setExcluded(current, on)
  return null
}

/** @throws {Refusal} NOT_LINKED, BAD_INPUT, TOO_OFTEN, NO_AUDIENCE */
export function post(context: ActionContext, input: Input<'statusPost'>): StatusPost {
  const { store, link, courier } = context
  linkedMe(context)
  const id = store.transaction(() => {
    const { nextAt } = posting(context)
    if (nextAt !== null) throw new Refusal('TOO_OFTEN', 'the last post was a moment ago, or there were many today')
    const audience = store.audience.receiving()
    if (audience.length === 0) throw new Refusal('NO_AUDIENCE', 'nobody would get it')
    return store.statusQueue.add({ ...written(input), wireId: link.newWireId(), audience })
  })
  courier.kick()
  return found(store.statusReader.get(id), 'post')
}

/** What the screen sent, as it is stored. @throws {Refusal} BAD_INPUT */
function written(input: Input<'statusPost'>): Omit<NewPost, 'wireId' | 'audience'> {
  if (input.kind !== 'text') throw new Refusal('NOT_ALLOWED', 'not in this version')
  const text = input.text.trim()
  if (text === '') throw new Refusal('BAD_INPUT', 'there is no text')
  const { backgroundArgb, font } = input
  if (!isPostStyle(backgroundArgb, font)) throw new Refusal('BAD_INPUT', 'no such background or font')
  return { content: { kind: 'text', text, preview: null }, text, backgroundArgb, font, thumbnail: null }
}

/** Once more: what failed is posted, or taken back. @throws {Refusal} NOT_FOUND, NOT_LINKED, NOT_ALLOWED */
export function retry(context: ActionContext, { statusId }: Input<'statusRetry'>): null {
  const { store, courier } = context
  linkedMe(context)
  const own = ownPost(context, statusId)
  if (own.failure === null) throw new Refusal('NOT_ALLOWED', 'nothing has failed')
  if (own.way === 'failed') store.statusQueue.again(own.id)
  else store.statusQueue.revoke(own.id)
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
