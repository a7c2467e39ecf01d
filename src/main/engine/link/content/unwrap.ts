import type { proto } from '../library.ts'

/** A field of a message that says something, and what it holds. */
export interface Body {
  field: keyof proto.IMessage
  value: NonNullable<proto.IMessage[keyof proto.IMessage]>
  /** It came inside a view-once container. */
  once: boolean
  /** It came inside the container for edited messages. */
  edited: boolean
}

/** Deeper than any client nests (three were seen); what goes on is taken for a message of the container's kind. */
const MAX_DEPTH = 16

/** Fields that hold another message and say nothing themselves. */
const containers: ReadonlySet<string> = new Set<keyof proto.IMessage>([
  'ephemeralMessage',
  'viewOnceMessage',
  'viewOnceMessageV2',
  'viewOnceMessageV2Extension',
  'documentWithCaptionMessage',
  'editedMessage',
  'deviceSentMessage',
  'botInvokeMessage',
  'groupMentionedMessage',
  'lottieStickerMessage',
  'eventCoverImage',
  'statusMentionMessage',
  'pollCreationOptionImageMessage',
  'associatedChildMessage',
  'groupStatusMentionMessage',
  'pollCreationMessageV4',
  'statusAddYours',
  'groupStatusMessage',
  'groupStatusMessageV2',
  'limitSharingMessage',
  'botTaskMessage',
  'questionMessage',
  'questionReplyMessage',
  'botForwardedMessage',
  'commentMessage',
])

const onceContainers: ReadonlySet<string> = new Set<keyof proto.IMessage>([
  'viewOnceMessage',
  'viewOnceMessageV2',
  'viewOnceMessageV2Extension',
])

/** Fields that go along with a message and are none. */
const companions: ReadonlySet<string> = new Set<keyof proto.IMessage>([
  'messageContextInfo',
  'senderKeyDistributionMessage',
  'fastRatchetKeySenderKeyDistributionMessage',
])

/**
 * The field that says something, with all containers taken off. An empty container is its own body, so that it keeps its
 * name. Null when nothing but companions is there.
 */
export function unwrap(message: proto.IMessage): Body | null {
  let current = message
  let once = false
  let edited = false
  for (let depth = 0; ; depth++) {
    const body = firstBody(current)
    if (body === null) return null
    const inner = depth < MAX_DEPTH && containers.has(body.field) ? innerOf(body.value) : null
    if (onceContainers.has(body.field)) once = true
    if (body.field === 'editedMessage') edited = true
    if (inner === null) return { ...body, once, edited }
    current = inner
  }
}

/** True for a message that only brings a sender key: the key's arrival is no message. */
export function isKeyOnly(message: proto.IMessage): boolean {
  return (
    (isSet(message.senderKeyDistributionMessage) || isSet(message.fastRatchetKeySenderKeyDistributionMessage)) &&
    firstBody(message) === null
  )
}

function firstBody(message: proto.IMessage): Pick<Body, 'field' | 'value'> | null {
  let empty: Pick<Body, 'field' | 'value'> | null = null
  // Own keys only: protobuf's prototypes carry all hundred fields as nulls.
  for (const key of Object.keys(message)) {
    // Names that every object has (`valueOf`) are no fields; they would be found in every table by field.
    if (companions.has(key) || key in Object.prototype) continue
    const field = key as keyof proto.IMessage
    const value = message[field]
    if (!isSet(value)) continue
    if (value !== '') return { field, value }
    empty ??= { field, value }
  }
  return empty
}

function innerOf(value: Body['value']): proto.IMessage | null {
  if (typeof value !== 'object' || !('message' in value)) return null
  const inner: unknown = value.message
  if (typeof inner !== 'object' || inner === null) return null
  return firstBody(inner) === null ? null : inner
}

function isSet<T>(value: T): value is NonNullable<T> {
  return value !== null && value !== undefined
}
