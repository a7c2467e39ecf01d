/** One content per field of `proto.Message`. A field without an entry becomes `unknown`, with its name. */
import type { Content } from '../../../../shared/content.ts'
import type { proto } from '../library.ts'
import { count, line, list, milliseconds, number, seconds, text } from './bounds.ts'
import { buttonsCard, flowReplyId, interactiveCard, listCard, structuredCard, templateCard } from './cards.ts'
import { sharedContact, sharedContacts } from './contacts.ts'
import { mediaFacts } from './media.ts'
import { type Body, unwrap } from './unwrap.ts'

/** The wire allows 12 options. */
const MAX_OPTIONS = 100
/** An assistant's answer comes in some dozens of pieces. */
const MAX_PIECES = 200

type Fields = { [K in keyof proto.IMessage]-?: NonNullable<proto.IMessage[K]> }
type Kinds = { [K in keyof Fields]?: (value: Fields[K]) => Content | null }

const kinds: Kinds = {
  conversation: value => ({ kind: 'text', text: text(value) ?? '', preview: null }),
  extendedTextMessage: extendedText,
  imageMessage: value => ({ kind: 'image', caption: text(value.caption), media: mediaFacts(value) }),
  videoMessage: value => ({
    kind: value.gifPlayback === true ? 'gif' : 'video',
    caption: text(value.caption),
    media: mediaFacts(value),
  }),
  ptvMessage: value => ({ kind: 'videoNote', media: mediaFacts(value) }),
  audioMessage: value => ({ kind: value.ptt === true ? 'voice' : 'audio', media: mediaFacts(value) }),
  documentMessage: value => ({ kind: 'document', caption: text(value.caption), media: mediaFacts(value) }),
  stickerMessage: value => ({ kind: 'sticker', media: mediaFacts(value) }),
  locationMessage: value => place(value, value.isLive === true, line(value.name), line(value.address), value.comment),
  liveLocationMessage: value => place(value, true, null, null, value.caption),
  contactMessage: value => ({ kind: 'contacts', contacts: [sharedContact(value)] }),
  contactsArrayMessage: value => ({ kind: 'contacts', contacts: sharedContacts(value) }),
  pollCreationMessage: poll,
  pollCreationMessageV2: poll,
  pollCreationMessageV3: poll,
  pollCreationMessageV5: poll,
  pollResultSnapshotMessage: pollResult,
  pollResultSnapshotMessageV3: pollResult,
  eventMessage: value => ({
    kind: 'event',
    name: line(value.name) ?? '',
    description: text(value.description),
    startsAt: seconds(value.startTime),
    place: line(value.location?.name) ?? line(value.location?.address),
    cancelled: value.isCanceled === true,
  }),
  scheduledCallCreationMessage: value => ({
    kind: 'event',
    name: line(value.title) ?? '',
    description: null,
    startsAt: milliseconds(value.scheduledTimestampMs),
    place: null,
    cancelled: false,
  }),
  listMessage: value => ({ kind: 'list', card: listCard(value) }),
  buttonsMessage: value => ({ kind: 'buttons', card: buttonsCard(value) }),
  templateMessage: value => ({ kind: 'template', card: templateCard(value) }),
  highlyStructuredMessage: value => ({ kind: 'template', card: structuredCard(value) }),
  interactiveMessage: value => ({ kind: 'interactive', card: interactiveCard(value) }),
  listResponseMessage: value => ({
    kind: 'selection',
    id: line(value.singleSelectReply?.selectedRowId) ?? '',
    text: text(value.title) ?? '',
  }),
  buttonsResponseMessage: value => ({
    kind: 'selection',
    id: line(value.selectedButtonId) ?? '',
    text: text(value.selectedDisplayText) ?? '',
  }),
  templateButtonReplyMessage: value => ({
    kind: 'selection',
    id: line(value.selectedId) ?? '',
    text: text(value.selectedDisplayText) ?? '',
  }),
  interactiveResponseMessage: value => ({
    kind: 'selection',
    id: flowReplyId(value),
    text: text(value.body?.text) ?? '',
  }),
  productMessage: value => ({
    kind: 'product',
    title: line(value.product?.title) ?? line(value.catalog?.title) ?? '',
    description: text(value.product?.description) ?? text(value.catalog?.description) ?? text(value.body),
    price: count(value.product?.salePriceAmount1000) ?? count(value.product?.priceAmount1000),
    currency: line(value.product?.currencyCode),
    retailer: line(value.product?.retailerId),
  }),
  orderMessage: value => ({
    kind: 'order',
    title: line(value.orderTitle) ?? line(value.message),
    items: count(value.itemCount) ?? 0,
    total: count(value.totalAmount1000),
    currency: line(value.totalCurrencyCode),
  }),
  invoiceMessage: value => ({ kind: 'payment', note: text(value.note) }),
  sendPaymentMessage: value => ({ kind: 'payment', note: noteOf(value.noteMessage) }),
  requestPaymentMessage: value => ({ kind: 'payment', note: noteOf(value.noteMessage) }),
  declinePaymentRequestMessage: () => ({ kind: 'payment', note: null }),
  cancelPaymentRequestMessage: () => ({ kind: 'payment', note: null }),
  paymentInviteMessage: () => ({ kind: 'payment', note: null }),
  groupInviteMessage: value => ({
    kind: 'groupInvite',
    subject: line(value.groupName) ?? '',
    caption: text(value.caption),
  }),
  newsletterAdminInviteMessage: value => ({
    kind: 'groupInvite',
    subject: line(value.newsletterName) ?? '',
    caption: text(value.caption),
  }),
  newsletterFollowerInviteMessageV2: value => ({
    kind: 'groupInvite',
    subject: line(value.newsletterName) ?? '',
    caption: text(value.caption),
  }),
  albumMessage: value => ({
    kind: 'album',
    images: count(value.expectedImageCount) ?? 0,
    videos: count(value.expectedVideoCount) ?? 0,
  }),
  callLogMesssage: callLog,
  bcallMessage: value => ({ kind: 'call', video: value.mediaType === 2, missed: false, duration: null }),
  richResponseMessage: value => {
    const pieces = list(value.submessages, MAX_PIECES).map(piece => text(piece.messageText) ?? '')
    const answer = text(pieces.filter(piece => piece !== '').join('\n'))
    return answer === null ? null : { kind: 'text', text: answer, preview: null }
  },
  statusQuotedMessage: value => plainText(value.text),
  statusQuestionAnswerMessage: value => plainText(value.text),
  questionResponseMessage: value => plainText(value.text),
}

/** The content of a body that {@link unwrap} found. Never fails: what no rule understands is `unknown` with its name. */
export function contentOf(body: Body): Content {
  if (body.once || isMarkedOnce(body.value)) return { kind: 'viewOnce', of: onceKind(body.field) }
  if ((typeof body.value === 'string') !== (body.field === 'conversation')) return unknown(body.field)
  // The key and the value come from the same message, which is more than the compiler can follow.
  const make = kinds[body.field] as ((value: Body['value']) => Content | null) | undefined
  return make?.(body.value) ?? unknown(body.field)
}

/** Named for the screen's "Open this on your phone". */
export function unknown(type: string): Content {
  return { kind: 'unknown', type }
}

function extendedText(value: proto.Message.IExtendedTextMessage): Content {
  const url = text(value.matchedText, 2048)
  const title = line(value.title)
  const description = line(value.description)
  return {
    kind: 'text',
    text: text(value.text) ?? '',
    preview: url !== null && (title !== null || description !== null) ? { url, title, description } : null,
  }
}

function plainText(value: unknown): Content | null {
  const found = text(value)
  return found === null ? null : { kind: 'text', text: found, preview: null }
}

function place(
  point: { degreesLatitude?: unknown; degreesLongitude?: unknown },
  live: boolean,
  name: string | null,
  address: string | null,
  caption: unknown,
): Content | null {
  const latitude = number(point.degreesLatitude)
  const longitude = number(point.degreesLongitude)
  if (latitude === null || longitude === null || Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return null
  return { kind: 'location', live, latitude, longitude, name, address, caption: text(caption) }
}

function poll(value: proto.Message.IPollCreationMessage): Content {
  return {
    kind: 'poll',
    question: text(value.name, 4096) ?? '',
    options: list(value.options, MAX_OPTIONS).map(option => line(option.optionName) ?? ''),
    selectable: count(value.selectableOptionsCount) ?? 0,
  }
}

function pollResult(value: proto.Message.IPollResultSnapshotMessage): Content {
  return {
    kind: 'poll',
    question: text(value.name, 4096) ?? '',
    options: list(value.pollVotes, MAX_OPTIONS).map(vote => line(vote.optionName) ?? ''),
    selectable: 0,
  }
}

/** `CallLogMessage.CallOutcome`: missed, silenced by "do not disturb", silenced unknown caller. */
const missedOutcomes: readonly unknown[] = [1, 6, 7]

function callLog(value: proto.Message.ICallLogMessage): Content {
  return {
    kind: 'call',
    video: value.isVideo === true,
    missed: missedOutcomes.includes(value.callOutcome),
    duration: count(value.durationSecs),
  }
}

function noteOf(note: proto.IMessage | null | undefined): string | null {
  if (!note || typeof note !== 'object') return null
  const body = unwrap(note)
  const content = body === null ? null : contentOf(body)
  return content?.kind === 'text' ? content.text : null
}

/** A view-once file without a container around it, as recent clients send voice messages. */
function isMarkedOnce(value: Body['value']): boolean {
  return typeof value === 'object' && 'viewOnce' in value && value.viewOnce === true
}

function onceKind(field: Body['field']): 'image' | 'video' | 'voice' | 'other' {
  if (field === 'imageMessage') return 'image'
  if (field === 'videoMessage' || field === 'ptvMessage') return 'video'
  return field === 'audioMessage' ? 'voice' : 'other'
}
