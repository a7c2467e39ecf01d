/** Messages about messages, and messages that only clients read. */
import type { Content } from '../../../../shared/content.ts'
import { proto } from '../library.ts'
import { count, milliseconds, text } from './bounds.ts'
import type { Body } from './unwrap.ts'

const Type = proto.Message.ProtocolMessage.Type

/** What a message without words for anybody is about. */
export type Control =
  | 'historySync'
  | 'appStateKeyShare'
  | 'appStateKeyRequest'
  | 'appStateFatal'
  | 'peerRequest'
  | 'peerResponse'
  | 'lidMigration'
  | 'sharePhoneNumber'
  | 'limitSharing'
  | 'memberLabel'
  | 'mediaNotify'
  | 'senderKey'
  | 'pollVote'
  | 'pinInChat'
  | 'keepInChat'
  | 'encryptedAddOn'
  | 'stickerSync'
  | 'scheduledCallEdit'
  | 'statusNotification'
  | 'statusReaction'
  /** A protocol message of a type without a use here; `name` has the wire's word. */
  | 'other'

/** A protocol message sorted into what it asks for. */
export type Protocol =
  | { type: 'edit'; key: proto.IMessageKey; message: proto.IMessage; at: number | null }
  | { type: 'revoke'; key: proto.IMessageKey }
  | { type: 'react'; key: proto.IMessageKey; emoji: string | null; at: number | null }
  | { type: 'content'; content: Content }
  | { type: 'control'; what: Control; name: string; protocol: proto.Message.IProtocolMessage | null }
  | { type: 'ignored'; why: string }

const protocolControls: Readonly<Record<number, Control>> = {
  [Type.HISTORY_SYNC_NOTIFICATION]: 'historySync',
  [Type.APP_STATE_SYNC_KEY_SHARE]: 'appStateKeyShare',
  [Type.APP_STATE_SYNC_KEY_REQUEST]: 'appStateKeyRequest',
  [Type.APP_STATE_FATAL_EXCEPTION_NOTIFICATION]: 'appStateFatal',
  [Type.PEER_DATA_OPERATION_REQUEST_MESSAGE]: 'peerRequest',
  [Type.PEER_DATA_OPERATION_REQUEST_RESPONSE_MESSAGE]: 'peerResponse',
  [Type.LID_MIGRATION_MAPPING_SYNC]: 'lidMigration',
  [Type.SHARE_PHONE_NUMBER]: 'sharePhoneNumber',
  [Type.LIMIT_SHARING]: 'limitSharing',
  [Type.GROUP_MEMBER_LABEL_CHANGE]: 'memberLabel',
  [Type.MEDIA_NOTIFY_MESSAGE]: 'mediaNotify',
}

const fieldControls: Readonly<Partial<Record<keyof proto.IMessage, Control>>> = {
  pollUpdateMessage: 'pollVote',
  pinInChatMessage: 'pinInChat',
  keepInChatMessage: 'keepInChat',
  encReactionMessage: 'encryptedAddOn',
  encCommentMessage: 'encryptedAddOn',
  encEventResponseMessage: 'encryptedAddOn',
  secretEncryptedMessage: 'encryptedAddOn',
  stickerSyncRmrMessage: 'stickerSync',
  scheduledCallEditMessage: 'scheduledCallEdit',
  statusNotificationMessage: 'statusNotification',
  statusStickerInteractionMessage: 'statusReaction',
}

/** A reaction is one emoji; sequences of ten code points exist. */
const MAX_EMOJI = 40

/** What a body asks for, or null when it is an ordinary message. */
export function protocolOf(body: Body): Protocol | null {
  const { field, value } = body
  if (typeof value !== 'object') return null
  const what = fieldControls[field]
  if (what !== undefined) return { type: 'control', what, name: field, protocol: null }
  if (field === 'reactionMessage') return reaction(value as proto.Message.IReactionMessage)
  return field === 'protocolMessage' ? protocolMessage(value as proto.Message.IProtocolMessage) : null
}

function reaction(value: proto.Message.IReactionMessage): Protocol {
  if (!hasId(value.key)) return { type: 'ignored', why: 'a reaction to nothing' }
  return {
    type: 'react',
    key: value.key,
    emoji: text(value.text, MAX_EMOJI),
    at: milliseconds(value.senderTimestampMs),
  }
}

function protocolMessage(value: proto.Message.IProtocolMessage): Protocol {
  const type = count(value.type)
  if (type === Type.REVOKE) {
    return hasId(value.key) ? { type: 'revoke', key: value.key } : { type: 'ignored', why: 'a revoke of nothing' }
  }
  if (type === Type.MESSAGE_EDIT) {
    if (!hasId(value.key) || !isObject(value.editedMessage)) return { type: 'ignored', why: 'an edit of nothing' }
    return { type: 'edit', key: value.key, message: value.editedMessage, at: milliseconds(value.timestampMs) }
  }
  if (type === Type.EPHEMERAL_SETTING) {
    return { type: 'content', content: { kind: 'disappearing', seconds: count(value.ephemeralExpiration) ?? 0 } }
  }
  const name = type === null ? 'protocolMessage' : (Type[type] ?? `protocolMessage ${type}`)
  return {
    type: 'control',
    what: (type === null ? undefined : protocolControls[type]) ?? 'other',
    name,
    protocol: value,
  }
}

function hasId(key: proto.IMessageKey | null | undefined): key is proto.IMessageKey {
  return isObject(key) && typeof key.id === 'string' && key.id !== ''
}

function isObject<T>(value: T | null | undefined): value is T {
  return typeof value === 'object' && value !== null
}
