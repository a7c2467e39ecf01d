import type { proto } from 'baileys'
import type { Phone } from '../../phone/api.ts'
import { type Residents, settle } from '../../phone/world/settle.ts'
import { type World, world } from '../../phone/world/world.ts'

/** Messages of the sample world in these tests: enough for every chat of the cast to have some. */
const MESSAGES = 1600

/** The sample world with its whole cast, small. */
export function sampleWorld(): World {
  return world({ now: new Date(), messages: MESSAGES })
}

/** Moves the sample world into a phone that nobody is linked to yet. */
export function inhabit(phone: Phone): Residents {
  return settle(phone, sampleWorld(), { perChunk: 400 })
}

/** A day, ms. */
export const DAY = 86_400_000

/** A direct chat as history tells it, from its messages in ascending order. */
export function directChat(
  jid: string,
  messages: readonly { text: string; at: number; fromMe?: boolean }[],
  unread: number,
): proto.IConversation {
  const seconds = (at: number): number => Math.floor(at / 1000)
  return {
    id: jid,
    unreadCount: unread,
    conversationTimestamp: seconds(messages.at(-1)?.at ?? 0),
    endOfHistoryTransfer: true,
    // Nothing older remains on the phone.
    endOfHistoryTransferType: 1,
    messages: messages
      .map(({ text, at, fromMe = false }, index) => ({
        message: {
          key: { remoteJid: jid, fromMe, id: `3A${jid.slice(0, 12)}${String(index).padStart(6, '0')}` },
          messageTimestamp: seconds(at),
          message: { conversation: text },
          ...(fromMe ? { status: 4 } : {}),
        },
      }))
      .reverse(),
  }
}
