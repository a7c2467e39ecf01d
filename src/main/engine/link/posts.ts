import type { PersonRef } from '../events.ts'
import { LinkError, type LinkPort, type OutgoingPost } from '../ports.ts'
import type { Account } from './account.ts'
import { STATUS_JID, wireJid } from './address.ts'
import type { Connection } from './connection.ts'
import type { proto, WASocket } from './library.ts'
import type { LinkDeps } from './link.ts'
import { uploadMedia } from './media-upload.ts'
import { onLine } from './on-line.ts'
import { mediaPost, postInfo, postRevoke, revokeId, textPost } from './post-message.ts'
import type { PostRepeats } from './post-repeats.ts'
import type { ReceiptPrivacy } from './receipt-privacy.ts'

type Posts = Pick<LinkPort, 'postStatus' | 'revokeStatus' | 'sendViewed'>

/** What it may take on a slow machine to encrypt a post's key for one more person whose session has to be made first. */
const PREPARING_MS = 100

/** One's own status updates, and having seen those of others, on the wire. */
export function createPosts(
  deps: LinkDeps,
  account: Account,
  connection: Connection,
  repeats: Pick<PostRepeats, 'remember' | 'forget'>,
  privacy: Pick<ReceiptPrivacy, 'allows'>,
): Posts {
  const on = onLine(account, connection)

  /** Sends to these people's devices and one's own. Resolves when the server took it. */
  const send = async (
    wa: WASocket,
    wireId: string,
    message: proto.IMessage,
    audience: readonly PersonRef[],
    edit: '7' | null,
  ): Promise<{ at: number }> => {
    await dropSenderKey(wa)
    repeats.remember(wireId, message, audience)
    const own = wa.authState.creds.me
    const acknowledged = connection.acks.wait(wireId, audience.length * PREPARING_MS)
    // Whatever goes wrong first is told; the other must not be left without anybody to hear it.
    acknowledged.catch(() => {})
    await wa.relayMessage(STATUS_JID, message, {
      messageId: wireId,
      statusJidList: [...audience.map(wireJid), ...(own ? [ownJid(own)] : [])],
      additionalAttributes: edit === null ? {} : { edit },
    })
    // From its own memory the library would send it again to nobody; whoever asks is answered by post-repeats.ts.
    wa.messageRetryManager?.markRetrySuccess(wireId)
    return acknowledged
  }

  const messageOf = async (
    wa: WASocket,
    post: OutgoingPost,
    progress: (percent: number) => void,
  ): Promise<proto.IMessage> => {
    if (post.kind === 'text') return textPost(post)
    const { file, kind } = post
    const stop = new AbortController()
    const isOver = () => !connection.online || connection.socket() !== wa
    const tell = (percent: number) => {
      // It is uploaded anew when the connection is back: the one that goes on would be for nobody.
      if (isOver()) stop.abort()
      else progress(percent)
    }
    const uploaded = await uploadMedia(wa, deps.wire, { file, kind }, tell, stop.signal, deps.haste)
    if (isOver()) throw new LinkError('OFFLINE', 'The connection closed')
    return mediaPost(post, uploaded)
  }

  return {
    postStatus: (wireId, post, audience, progress) =>
      on(async (wa, me) => {
        const message = await messageOf(wa, post, progress)
        const { at } = await send(wa, wireId, message, audience, null)
        return { at, raw: postInfo(wireId, message, me, at) }
      }),

    revokeStatus: (wireId, audience) =>
      on(async wa => {
        await send(wa, revokeId(wireId), postRevoke(wireId), audience, '7')
        repeats.forget(wireId)
      }),

    sendViewed: (author, wireIds) =>
      on(async wa => {
        if (wireIds.length === 0) return
        const type = deps.settings.readReceipts() && (await privacy.allows(wa)) ? 'read' : 'read-self'
        await wa.sendReceipt(STATUS_JID, wireJid(author), [...wireIds], type)
      }),
  }
}

/** Without device: then all of one's own devices are meant but this one. */
function ownJid({ id, lid }: { id: string; lid?: string | undefined }): string {
  const [user = '', server = ''] = (lid ?? id).split('@')
  return `${user.split(':')[0]}@${server}`
}

/**
 * Makes the next post go out under a new sender key. Whoever has an old one could read it as well: people who were left out since.
 * The library gives the key to everybody with each post anyway, so this costs nothing, and nobody has to keep account of who
 * has which key.
 */
async function dropSenderKey(wa: WASocket): Promise<void> {
  const { creds, keys } = wa.authState
  const own = [creds.me?.lid, creds.me?.id].filter(jid => jid !== undefined)
  const names = own.map(jid => {
    // `user.device`, or `user_domain.device` (the library's jidToSignalSenderKeyName).
    const address = wa.signalRepository.jidToSignalProtocolAddress(jid)
    const dot = address.lastIndexOf('.')
    return `${STATUS_JID}::${address.slice(0, dot)}::${address.slice(dot + 1)}`
  })
  await keys.set({ 'sender-key': Object.fromEntries(names.map(name => [name, null])) })
}
