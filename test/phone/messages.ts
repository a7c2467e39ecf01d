import { proto } from 'baileys'
import type { Person, ReceivedMessage, SentMessage } from './api.ts'

/** A text message, a reply when something is quoted. */
export function textMessage(text: string, quoted?: SentMessage): proto.IMessage {
  if (!quoted) return { conversation: text }
  return {
    extendedTextMessage: {
      text,
      contextInfo: {
        stanzaId: quoted.id,
        participant: quoted.key.participant ?? quoted.key.remoteJid ?? null,
        quotedMessage: quoted.message,
      },
    },
  }
}

function received(target: SentMessage | ReceivedMessage): target is ReceivedMessage {
  return 'kind' in target
}

/** The chat a message is in, and who wrote it: null stands for the user. */
function facts(target: SentMessage | ReceivedMessage): {
  chat: string
  author: Person | null
  participant: string | null
} {
  if (received(target)) return { chat: target.to, author: null, participant: null }
  return { chat: target.chatJid, author: target.author, participant: target.key.participant ?? null }
}

/**
 * The key of a message as `writer` sees it (null stands for the user): one's own is `fromMe`, and in a chat of two the
 * chat is the other one. `me` is the user's JID.
 */
function keyFor(target: SentMessage | ReceivedMessage, writer: Person | null, me: string): proto.IMessageKey {
  const { chat, author, participant } = facts(target)
  const shared = chat.endsWith('@g.us')
  const fromMe = author === writer
  const remoteJid = writer !== null && !shared ? me : chat
  if (fromMe || !shared) return { remoteJid, fromMe, id: target.id }
  return { remoteJid, fromMe, id: target.id, participant: author === null ? me : participant }
}

export function reactionTo(
  target: SentMessage | ReceivedMessage,
  emoji: string,
  writer: Person | null,
  me: string,
): proto.IMessage {
  return { reactionMessage: { key: keyFor(target, writer, me), text: emoji, senderTimestampMs: Date.now() } }
}

export function editOf(target: SentMessage, text: string): proto.IMessage {
  return {
    editedMessage: {
      message: {
        protocolMessage: {
          key: { remoteJid: target.chatJid, fromMe: true, id: target.id },
          type: proto.Message.ProtocolMessage.Type.MESSAGE_EDIT,
          editedMessage: { conversation: text },
          timestampMs: Date.now(),
        },
      },
    },
  }
}

/** With `asAdmin` the message of another group member. */
export function revocationOf(target: SentMessage, asAdmin: boolean): proto.IMessage {
  return {
    protocolMessage: {
      key: {
        remoteJid: target.chatJid,
        fromMe: !asAdmin,
        id: target.id,
        ...(target.key.participant ? { participant: target.key.participant } : {}),
      },
      type: proto.Message.ProtocolMessage.Type.REVOKE,
    },
  }
}
