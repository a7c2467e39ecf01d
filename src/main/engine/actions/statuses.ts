/** What the user does with the status updates of others (domain.md §10). */
import type { Input } from '../../../shared/contract.ts'
import type { Message } from '../../../shared/model.ts'
import { firstLine } from '../../../shared/rules/preview.ts'
import { type ActionContext, chatOf, linkedMe } from './context.ts'
import { found, Refusal } from './refusal.ts'
import { demandWritable, putPending, writingTime } from './writing.ts'

/**
 * The post was shown. Its author is told by the courier, once, and only of what is shown while read receipts are on. One that
 * was seen before, went meanwhile, or is one's own: nothing happens.
 */
export function seen({ store, courier }: ActionContext, { statusId }: Input<'statusSeen'>): null {
  if (store.statuses.seeHere(statusId, store.settings.get().readReceipts)) courier.kick()
  return null
}

/** Only here: neither the author nor the phone hears of it. @throws {Refusal} NOT_FOUND */
export function mute({ store }: ActionContext, { personId, on }: Input<'statusMute'>): null {
  store.statuses.setMuted(found(store.people.current(personId), 'person'), on)
  return null
}

/**
 * A direct message to the author that quotes the post. What it quotes is kept with the reply: it goes out and is shown as it is
 * when the post is over.
 * @throws {Refusal} NOT_FOUND: the post is over, or was taken back. NOT_ALLOWED: it is one's own, or its author is blocked.
 */
export function reply(context: ActionContext, { statusId, text }: Input<'statusReply'>): Message {
  const { store, link, outbox } = context
  const me = linkedMe(context)
  const post = found(store.statuses.post(statusId), 'post')
  if (post.fromMe) throw new Refusal('NOT_ALLOWED', 'one does not reply to oneself')
  const author = store.people.ref(post.authorId)
  const id = store.transaction(() => {
    const chat = chatOf(context, store.chats.resolve({ kind: 'direct', person: author }))
    demandWritable(context, chat)
    const wireId = link.newWireId()
    const messageId = putPending(context, chat, {
      authorId: me,
      wireId,
      at: writingTime(context, chat),
      content: { kind: 'text', text, preview: null },
      text,
      quote: {
        wireId: post.wireId,
        authorId: post.authorId,
        fromMe: false,
        kind: post.kind,
        text: firstLine(post.text ?? ''),
        ofStatus: true,
        thumbnail: post.thumbnail,
      },
      raw: link.statusReply(store.chats.ref(chat.id), wireId, text, { author, wireId: post.wireId, raw: post.raw }),
    })
    outbox.add('text', { chatId: chat.id, messageId, wireId }, { replyTo: null })
    return messageId
  })
  outbox.kick()
  return found(store.messageReader.get(id), 'message')
}
