import { randomBytes } from 'node:crypto'
import type { CardReply } from '../../../shared/rules/cards.ts'
import type { ChatRef, MessageKey, PersonRef } from '../events.ts'
import type { ChatCommand, LastMessages, Outgoing } from '../ports.ts'
import { chatJid, type Me, wireJid } from './address.ts'
import { unwrap } from './content/unwrap.ts'
import { proto } from './library.ts'
import { quoteIn } from './status-reply.ts'

const { Type } = proto.Message.ProtocolMessage
const { SyncdOperation } = proto.SyncdMutation

/** A message ready for the wire. */
export interface WireForm {
  message: proto.IMessage
  /** The stanza's `edit` attribute: 1 an edit, 7 a revoke by the author, 8 by a group's admin. */
  edit: '1' | '7' | '8' | null
}

/** Own JID as it is written into a chat: the LID where there is one. */
const ownJid = (me: Me): string => me.lid ?? me.pn

/** A key as it stands inside a message: seen from this account, which is the sender. */
export function innerKey(key: MessageKey): proto.IMessageKey {
  const author = key.chat.kind === 'group' && !key.fromMe ? key.author : null
  return {
    remoteJid: chatJid(key.chat),
    fromMe: key.fromMe,
    id: key.wireId,
    participant: author === null ? null : wireJid(author),
  }
}

interface Context {
  quoted: { key: MessageKey; raw: Uint8Array | null } | { reply: Uint8Array } | null
  mentions: PersonRef[]
  disappearingSeconds: number
}

function contextOf({ quoted, mentions, disappearingSeconds }: Context, me: Me): proto.IContextInfo | null {
  if (quoted === null && mentions.length === 0 && disappearingSeconds === 0) return null
  const context: proto.IContextInfo = {}
  if (disappearingSeconds > 0) context.expiration = disappearingSeconds
  if (mentions.length > 0) context.mentionedJid = mentions.map(wireJid)
  if (quoted !== null && 'reply' in quoted) return { ...context, ...quoteIn(quoted.reply) }
  if (quoted !== null) {
    const { key } = quoted
    const author: PersonRef | null = key.chat.kind === 'direct' ? key.chat.person : key.author
    context.stanzaId = key.wireId
    context.participant = key.fromMe || author === null ? ownJid(me) : wireJid(author)
    context.quotedMessage = quoted.raw === null ? null : (proto.WebMessageInfo.decode(quoted.raw).message ?? null)
  }
  return context
}

/** The secret lets receivers report a message to the service, and encrypts reactions to it. */
function withSecret(message: proto.IMessage): proto.IMessage {
  return { ...message, messageContextInfo: { messageSecret: randomBytes(32) } }
}

/**
 * Version of native flows that phones write into their answers. Like the flows' names below, it is known from answers that
 * were seen; nobody documents it.
 */
const FLOW_VERSION = 3

/** The number that a template itself gives the button at a place: senders may count as they like. */
function ownIndex(card: proto.IMessage | null, place: number | null): number | null {
  const body = card === null || place === null ? null : unwrap(card)
  if (body?.field !== 'templateMessage' || place === null) return null
  const { hydratedTemplate, hydratedFourRowTemplate } = body.value as proto.Message.ITemplateMessage
  return (hydratedTemplate ?? hydratedFourRowTemplate)?.hydratedButtons?.[place]?.index ?? null
}

/** An answer to a card as the phone writes it. */
function answer(reply: CardReply, contextInfo: proto.IContextInfo | null, card: proto.IMessage | null): proto.IMessage {
  const { id, text, description, index } = reply
  switch (reply.form) {
    case 'buttons':
      return {
        buttonsResponseMessage: {
          selectedButtonId: id,
          selectedDisplayText: text,
          type: proto.Message.ButtonsResponseMessage.Type.DISPLAY_TEXT,
          contextInfo,
        },
      }
    case 'template':
      return {
        templateButtonReplyMessage: {
          selectedId: id,
          selectedDisplayText: text,
          selectedIndex: ownIndex(card, index) ?? index,
          contextInfo,
        },
      }
    case 'list':
      return {
        listResponseMessage: {
          title: text,
          description,
          listType: proto.Message.ListResponseMessage.ListType.SINGLE_SELECT,
          singleSelectReply: { selectedRowId: id },
          contextInfo,
        },
      }
    case 'flow': {
      const fromList = index === null
      const values = fromList ? { id, title: text, ...(description === null ? {} : { description }) } : { id }
      return {
        interactiveResponseMessage: {
          body: { text, format: proto.Message.InteractiveResponseMessage.Body.Format.DEFAULT },
          nativeFlowResponseMessage: {
            name: fromList ? 'menu_options' : 'quick_reply',
            paramsJson: JSON.stringify(fromList ? values : { ...values, display_text: text }),
            version: FLOW_VERSION,
          },
          contextInfo,
        },
      }
    }
  }
}

/** Builds the protobuf of what is sent. @param now ms */
export function wireForm(outgoing: Outgoing, me: Me, now: number): WireForm {
  switch (outgoing.kind) {
    case 'text': {
      const contextInfo = contextOf(outgoing, me)
      const message: proto.IMessage =
        contextInfo === null
          ? { conversation: outgoing.text }
          : { extendedTextMessage: { text: outgoing.text, contextInfo } }
      return { message: withSecret(message), edit: null }
    }
    case 'selection': {
      const contextInfo = contextOf({ ...outgoing, mentions: [] }, me)
      const { quotedMessage } = contextInfo ?? {}
      return { message: withSecret(answer(outgoing.reply, contextInfo, quotedMessage ?? null)), edit: null }
    }
    case 'edit':
      return {
        message: {
          protocolMessage: {
            key: innerKey(outgoing.target),
            type: Type.MESSAGE_EDIT,
            editedMessage: { conversation: outgoing.text },
            timestampMs: now,
          },
        },
        edit: '1',
      }
    case 'revoke':
      return {
        message: { protocolMessage: { key: innerKey(outgoing.target), type: Type.REVOKE } },
        edit: outgoing.target.fromMe ? '7' : '8',
      }
    default:
      return {
        message: {
          reactionMessage: { key: innerKey(outgoing.target), text: outgoing.emoji ?? '', senderTimestampMs: now },
        },
        edit: null,
      }
  }
}

/** The message as it is kept: what the phone would have in its history. */
export function sentInfo(chat: ChatRef, wireId: string, message: proto.IMessage, me: Me, at: number): Uint8Array {
  return proto.WebMessageInfo.encode({
    key: {
      remoteJid: chatJid(chat),
      fromMe: true,
      id: wireId,
      participant: chat.kind === 'group' ? ownJid(me) : null,
    },
    message,
    messageTimestamp: Math.floor(at / 1000),
    status: proto.WebMessageInfo.Status.SERVER_ACK,
  }).finish()
}

/** One change to the app state, as the library encodes it. */
export interface Patch {
  syncAction: proto.ISyncActionValue
  index: string[]
  type: 'regular_high' | 'regular_low'
  apiVersion: number
  operation: proto.SyncdMutation.SyncdOperation
}

function range(last: LastMessages): proto.SyncActionValue.ISyncActionMessageRange {
  const newest = last[0]
  return {
    lastMessageTimestamp: newest ? Math.floor(newest.at / 1000) : null,
    messages: last.map(({ key, at }) => ({ key: innerKey(key), timestamp: Math.floor(at / 1000) })),
  }
}

/** The app-state change of a command; collections and versions as the phone's own clients use them (facts, 3d). @param now ms */
export function patchOf(command: ChatCommand, now: number): Patch {
  const jid = chatJid(command.chat)
  const patch = (type: Patch['type'], apiVersion: number, index: string[], action: proto.ISyncActionValue): Patch => ({
    syncAction: { ...action, timestamp: now },
    index,
    type,
    apiVersion,
    operation: SyncdOperation.SET,
  })
  switch (command.kind) {
    case 'pin':
      return patch('regular_low', 5, ['pin_v1', jid], { pinAction: { pinned: command.on } })
    case 'archive':
      return patch('regular_low', 3, ['archive', jid], {
        archiveChatAction: { archived: command.on, messageRange: range(command.last) },
      })
    case 'mute': {
      const { until } = command
      return patch('regular_high', 2, ['mute', jid], {
        muteAction: { muted: until !== null, muteEndTimestamp: until === 'forever' ? -1 : until },
      })
    }
    case 'markRead':
      return patch('regular_low', 3, ['markChatAsRead', jid], {
        markChatAsReadAction: { read: command.read, messageRange: range(command.last) },
      })
    case 'clear':
      // '1': starred messages go too; '0': media stays on the phone.
      return patch('regular_high', 6, ['clearChat', jid, '1', '0'], {
        clearChatAction: { messageRange: range(command.last) },
      })
    case 'delete':
      return patch('regular_high', 6, ['deleteChat', jid, '1'], {
        deleteChatAction: { messageRange: range(command.last) },
      })
    default: {
      const { target, at } = command
      // The library always writes '0' here, which names nobody's message in a group.
      const author = target.chat.kind === 'group' && !target.fromMe && target.author ? wireJid(target.author) : '0'
      return patch('regular_high', 3, ['deleteMessageForMe', jid, target.wireId, target.fromMe ? '1' : '0', author], {
        deleteMessageForMeAction: { deleteMedia: true, messageTimestamp: Math.floor(at / 1000) },
      })
    }
  }
}
