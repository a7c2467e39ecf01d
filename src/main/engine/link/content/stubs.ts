/** System lines. They come in history as a number with parameters and carry no message. */
import type { Content, GroupChange } from '../../../../shared/content.ts'
import { normaliseJid } from '../../../../shared/rules/jid.ts'
import { proto } from '../library.ts'
import { count, line, list } from './bounds.ts'
import { unknown } from './kinds.ts'

const Stub = proto.WebMessageInfo.StubType

/** A group has at most 1024 members; all may be added at once. */
const MAX_PARAMETERS = 1024
/** Notices have a handful. */
const MAX_NOTICE_PARAMETERS = 16
/** `{"id":…,"phoneNumber":…,"admin":…}`, as participants of newer group changes are written. */
const MAX_PARTICIPANT = 1000

/** Business notices (domain.md §4; facts, section 3a), as ranges of numbers. */
const noticeRanges: readonly (readonly [number, number])[] = [
  [Stub.NON_VERIFIED_TRANSITION, Stub.VERIFIED_TRANSITION_NONE_TO_UNKNOWN],
  [Stub.BIZ_VERIFIED_TRANSITION_TOP_TO_BOTTOM, Stub.BIZ_TWO_TIER_MIGRATION_BOTTOM],
  [Stub.BLUE_MSG_BSP_FB_TO_BSP_PREMISE, Stub.BLUE_MSG_SELF_FB_VERIFIED_TO_BSP_PREMISE_UNVERIFIED],
  [Stub.BIZ_PRIVACY_MODE_INIT_FB, Stub.BIZ_PRIVACY_MODE_TO_BSP],
]
const singleNotices: ReadonlySet<number> = new Set([
  Stub.BLOCK_CONTACT,
  Stub.BIZ_CHAT_ASSIGNMENT,
  Stub.CHAT_PSA,
  Stub.BIZ_CHAT_ASSIGNMENT_UNASSIGN,
  Stub.BIZ_BOT_1P_MESSAGING_ENABLED,
  Stub.BIZ_COEX_PRIVACY_INIT_SELF,
  Stub.BIZ_COEX_PRIVACY_TRANSITION_SELF,
  Stub.BIZ_BOT_3P_MESSAGING_ENABLED,
  Stub.BIZ_COEX_PRIVACY_INIT,
  Stub.BIZ_COEX_PRIVACY_TRANSITION,
  Stub.CAPI_GROUP_NE2EE_SYSTEM_MESSAGE,
  Stub.BIZ_CUSTOMER_3PD_DATA_SHARING_OPT_IN_MESSAGE,
  Stub.BIZ_CUSTOMER_3PD_DATA_SHARING_OPT_OUT_MESSAGE,
  Stub.BIZ_AUTOMATICALLY_LABELED_CHAT_SYSTEM_MESSAGE,
])

/** Changes whose parameters are the people they are about. */
const peopleChanges: Readonly<Record<number, GroupChange>> = {
  [Stub.GROUP_PARTICIPANT_ADD]: 'added',
  [Stub.GROUP_PARTICIPANT_ACCEPT]: 'added',
  [Stub.GROUP_PARTICIPANT_INVITE]: 'joinedByLink',
  [Stub.GROUP_PARTICIPANT_LINKED_GROUP_JOIN]: 'joinedByLink',
  [Stub.GROUP_PARTICIPANT_ADD_REQUEST_JOIN]: 'joinedByLink',
  [Stub.GROUP_PARTICIPANT_LEAVE]: 'left',
  [Stub.GROUP_PARTICIPANT_REMOVE]: 'removed',
  [Stub.GROUP_PARTICIPANT_PROMOTE]: 'promoted',
  [Stub.COMMUNITY_PARTICIPANT_PROMOTE]: 'promoted',
  [Stub.GROUP_PARTICIPANT_DEMOTE]: 'demoted',
  [Stub.COMMUNITY_PARTICIPANT_DEMOTE]: 'demoted',
}

/** Changes whose first parameter is the new value. */
const valueChanges: Readonly<Record<number, GroupChange>> = {
  [Stub.GROUP_CREATE]: 'created',
  [Stub.COMMUNITY_CREATE]: 'created',
  [Stub.GROUP_CHANGE_SUBJECT]: 'subject',
  [Stub.COMMUNITY_PARENT_GROUP_SUBJECT_CHANGED]: 'subject',
  [Stub.GROUP_CHANGE_DESCRIPTION]: 'description',
  [Stub.COMMUNITY_CHANGE_DESCRIPTION]: 'description',
}

const calls: Readonly<Record<number, { video: boolean }>> = {
  [Stub.CALL_MISSED_VOICE]: { video: false },
  [Stub.CALL_MISSED_VIDEO]: { video: true },
  [Stub.CALL_MISSED_GROUP_VOICE]: { video: false },
  [Stub.CALL_MISSED_GROUP_VIDEO]: { video: true },
  [Stub.SILENCED_UNKNOWN_CALLER_AUDIO]: { video: false },
  [Stub.SILENCED_UNKNOWN_CALLER_VIDEO]: { video: true },
}

const security: Readonly<Record<number, 'encrypted' | 'identityChanged' | 'other'>> = {
  [Stub.E2E_ENCRYPTED]: 'encrypted',
  [Stub.E2E_ENCRYPTED_NOW]: 'encrypted',
  [Stub.E2E_IDENTITY_CHANGED]: 'identityChanged',
  [Stub.E2E_DEVICE_CHANGED]: 'identityChanged',
  [Stub.E2E_IDENTITY_UNAVAILABLE]: 'other',
  [Stub.E2E_DEVICE_FETCH_FAILED]: 'other',
}

/** True for the numbers of business notices. */
export function isNoticeStub(stub: number): boolean {
  return singleNotices.has(stub) || noticeRanges.some(([from, to]) => stub >= from && stub <= to)
}

/** True for a message that was deleted before this device saw it. */
export function isRevokeStub(stub: number): boolean {
  return stub === Stub.REVOKE || stub === Stub.ADMIN_REVOKE
}

/** The wire's own name of a stub, for the log and for `unknown`. */
export function stubName(stub: number): string {
  return Stub[stub] ?? `stub ${stub}`
}

/**
 * A number that came into use after this was written, on a line of a business: a notice, whose sentence is the neutral one
 * (rules/notices.ts). On any other line it may tell of anything.
 */
function isNewNotice(stub: number, info: proto.IWebMessageInfo): boolean {
  if (Stub[stub] !== undefined) return false
  return Boolean(info.verifiedBizName) || Boolean(info.bizPrivacyStatus)
}

/** The content of a system line. A number no rule knows is kept under its name. */
export function stubContent(stub: number, info: proto.IWebMessageInfo): Content {
  if (isNoticeStub(stub) || isNewNotice(stub, info)) {
    const parameters = list(info.messageStubParameters, MAX_NOTICE_PARAMETERS).map(entry => line(entry) ?? '')
    return { kind: 'notice', stub, parameters }
  }
  const call = calls[stub]
  if (call !== undefined) return { kind: 'call', video: call.video, missed: true, duration: null }
  const change = security[stub]
  if (change !== undefined) return { kind: 'security', change }
  if (stub === Stub.CIPHERTEXT) return { kind: 'waiting' }
  if (stub === Stub.VIEWED_ONCE) return { kind: 'viewOnce', of: 'other' }
  if (stub === Stub.CHANGE_EPHEMERAL_SETTING || stub === Stub.DISAPPEARING_MODE) {
    const seconds = count(list(info.messageStubParameters, 1)[0]) ?? count(info.ephemeralDuration)
    return seconds === null ? unknown(stubName(stub)) : { kind: 'disappearing', seconds }
  }
  return groupChange(stub, info) ?? unknown(stubName(stub))
}

function groupChange(stub: number, info: proto.IWebMessageInfo): Content | null {
  const people = peopleChanges[stub]
  if (people !== undefined) return { kind: 'groupChange', change: people, subjects: peopleIn(info), value: null }
  const first = line(list(info.messageStubParameters, 1)[0])
  const value = valueChanges[stub]
  if (value !== undefined) return { kind: 'groupChange', change: value, subjects: [], value: first }
  switch (stub) {
    case Stub.GROUP_CHANGE_ICON:
      return { kind: 'groupChange', change: 'icon', subjects: [], value: null }
    case Stub.GROUP_CHANGE_RESTRICT:
      return { kind: 'groupChange', change: first === 'off' ? 'notRestrict' : 'restrict', subjects: [], value: null }
    case Stub.GROUP_CHANGE_ANNOUNCE:
      return { kind: 'groupChange', change: first === 'off' ? 'notAnnounce' : 'announce', subjects: [], value: null }
    case Stub.GROUP_PARTICIPANT_CHANGE_NUMBER:
    case Stub.INDIVIDUAL_CHANGE_NUMBER:
      return { kind: 'groupChange', change: 'numberChanged', subjects: peopleIn(info), value: null }
    case Stub.GROUP_CHANGE_INVITE_LINK:
    case Stub.GROUP_DELETE:
      return { kind: 'groupChange', change: 'other', subjects: [], value: stubName(stub) }
    default:
      return null
  }
}

/** JIDs of the people a change is about; they are written bare or, by newer clients, as JSON. */
function peopleIn(info: proto.IWebMessageInfo): string[] {
  const people: string[] = []
  for (const parameter of list(info.messageStubParameters, MAX_PARAMETERS)) {
    const jid = personIn(parameter)
    if (jid !== null) people.push(jid)
  }
  return people
}

function personIn(parameter: unknown): string | null {
  if (typeof parameter !== 'string') return null
  if (!parameter.startsWith('{') || parameter.length > MAX_PARTICIPANT) return normaliseJid(parameter)
  try {
    const value: unknown = JSON.parse(parameter)
    if (typeof value !== 'object' || value === null) return null
    const { id, phoneNumber } = value as { id?: unknown; phoneNumber?: unknown }
    return normaliseJid(typeof phoneNumber === 'string' ? phoneNumber : typeof id === 'string' ? id : null)
  } catch {
    return null
  }
}
