/**
 * Yellow notices (domain.md §4): which sentence each of the wire's stub types says, and which notices a change of
 * attestation makes. The sentences themselves are the renderer's (i18n/notices.en.ts and notices.fr.ts), one per kind.
 */
import type { Content } from '../content.ts'
import type { ChatReader, Standing } from '../model.ts'
import { cleanName } from './clean-name.ts'

/**
 * Stub types of facts/whatsapp-link.md, section 3a, by number, each with a kind and a sentence of its own. Read so: BSP, a
 * company that manages chats for others; FB, Meta stores or handles the messages; PREMISE, the business (or that company)
 * stores them; SELF, the business manages its chats itself; top, the higher of two tiers of verification.
 */
const stubKinds = {
  4: 'nonVerified',
  5: 'unverified',
  6: 'verified',
  7: 'verifiedLowUnknown',
  8: 'verifiedHigh',
  9: 'initialUnknown',
  10: 'initialLow',
  11: 'initialHigh',
  12: 'anyToNone',
  13: 'anyToHigh',
  14: 'highToLow',
  15: 'highToUnknown',
  16: 'unknownToLow',
  17: 'lowToUnknown',
  18: 'noneToLow',
  19: 'noneToUnknown',
  60: 'topToBottom',
  61: 'bottomToTop',
  62: 'introTop',
  63: 'introBottom',
  64: 'nameChange',
  65: 'moveToConsumerApp',
  66: 'migrationTop',
  67: 'migrationBottom',
  76: 'bspFbToBspPremise',
  77: 'bspFbToSelfFb',
  78: 'bspFbToSelfPremise',
  79: 'bspFbUnverified',
  80: 'bspFbUnverifiedToSelfPremiseVerified',
  81: 'bspFbVerified',
  82: 'bspFbVerifiedToSelfPremiseUnverified',
  83: 'bspPremiseToSelfPremise',
  84: 'bspPremiseUnverified',
  85: 'bspPremiseUnverifiedToSelfPremiseVerified',
  86: 'bspPremiseVerified',
  87: 'bspPremiseVerifiedToSelfPremiseUnverified',
  88: 'consumerToBspFbUnverified',
  89: 'consumerToBspPremiseUnverified',
  90: 'consumerToSelfFbUnverified',
  91: 'consumerToSelfPremiseUnverified',
  92: 'selfFbToBspPremise',
  93: 'selfFbToSelfPremise',
  94: 'selfFbUnverified',
  95: 'selfFbUnverifiedToSelfPremiseVerified',
  96: 'selfFbVerified',
  97: 'selfFbVerifiedToSelfPremiseUnverified',
  98: 'selfPremiseToBspPremise',
  99: 'selfPremiseUnverified',
  100: 'selfPremiseVerified',
  101: 'toBspFb',
  102: 'toConsumer',
  103: 'toSelfFb',
  104: 'unverifiedToBspFbVerified',
  105: 'unverifiedToBspPremiseVerified',
  106: 'unverifiedToSelfFbVerified',
  107: 'unverifiedToVerified',
  108: 'verifiedToBspFbUnverified',
  109: 'verifiedToBspPremiseUnverified',
  110: 'verifiedToSelfFbUnverified',
  111: 'verifiedToUnverified',
  112: 'bspFbUnverifiedToBspPremiseVerified',
  113: 'bspFbUnverifiedToSelfFbVerified',
  114: 'bspFbVerifiedToBspPremiseUnverified',
  115: 'bspFbVerifiedToSelfFbUnverified',
  116: 'selfFbUnverifiedToBspPremiseVerified',
  117: 'selfFbVerifiedToBspPremiseUnverified',
  122: 'blockContact',
  126: 'privacyInitFb',
  127: 'privacyInitBsp',
  128: 'privacyToFb',
  129: 'privacyToBsp',
  154: 'chatAssigned',
  155: 'chatPsa',
  160: 'chatUnassigned',
  192: 'botFirstParty',
  194: 'coexInitSelf',
  195: 'coexToSelf',
  197: 'botThirdParty',
  201: 'coexInit',
  202: 'coexTransition',
  209: 'groupNotEncrypted',
  214: 'dataSharingOptIn',
  215: 'dataSharingOptOut',
  218: 'chatLabelled',
} as const

/** Made here when an attestation differs from the one before; the server's own word, so they may say "is". */
const liveKinds = [
  'liveVerified',
  'liveConfirmed',
  'liveUnverified',
  'liveBecameVerified',
  'liveBecameConfirmed',
  'liveVerifiedToConfirmed',
  'liveVerifiedToUnverified',
  'liveConfirmedToUnverified',
  'liveVerifiedToOrdinary',
  'liveBecameOrdinary',
  'liveRenamed',
  'liveReadByBusiness',
  'liveReadByPlatform',
  'liveReadByCompany',
  'liveReadByBoth',
  'livePrivacyChanged',
] as const

type StubKind = (typeof stubKinds)[keyof typeof stubKinds]
type LiveKind = (typeof liveKinds)[number]

/** `neutral`: something about the business changed, and no more is known. */
export type NoticeKind = StubKind | LiveKind | 'neutral'

/** All kinds there are; every catalog has a sentence for each. */
export const noticeKinds: readonly NoticeKind[] = [...Object.values(stubKinds), ...liveKinds, 'neutral']

const kindOfStub: ReadonlyMap<number, NoticeKind> = new Map(
  Object.entries(stubKinds).map(([stub, kind]) => [Number(stub), kind]),
)

/** The numbers that have a sentence of their own. */
export const noticeStubs: readonly number[] = [...kindOfStub.keys()]

/**
 * Stands in place of a stub's number in notices made here (the wire's 0 is UNKNOWN and no notice, so none from outside can
 * pass for one). Its parameters are the kind, the name and the former name.
 */
export const LIVE_STUB = 0

/**
 * Stub types whose first parameter is known to be the business' name (facts, section 3a: the library reads it for these
 * two alone). What the parameters of all others mean is not known, so they are never shown.
 */
const namedStubs: ReadonlySet<number> = new Set([128, 129])

/** A name in a sentence: the longest that a line takes. */
const MAX_NAME_IN_NOTICE = 60

/** What a notice says. Names are fit to be shown, or null: the screen says the chat's name instead. */
export interface NoticeSays {
  kind: NoticeKind
  name: string | null
  formerName: string | null
}

/** What a stored notice says. A number that is not known makes the neutral sentence; none is dropped. */
export function noticeSays(notice: { stub: number; parameters: readonly string[] }): NoticeSays {
  const { stub, parameters } = notice
  if (stub === LIVE_STUB) {
    const [kind, name, formerName] = parameters
    const live = liveKinds.find(known => known === kind)
    if (live !== undefined) return { kind: live, name: nameFrom(name), formerName: nameFrom(formerName) }
  }
  const name = namedStubs.has(stub) ? nameFrom(parameters[0]) : null
  return { kind: kindOfStub.get(stub) ?? 'neutral', name, formerName: null }
}

function nameFrom(parameter: string | undefined): string | null {
  if (parameter === undefined) return null
  const name = cleanName(parameter)
  // A JID or a bare number in its place is no name.
  if (name === '' || /^\+?[\d\s-]+(?:@|$)/.test(name)) return null
  const letters = [...name]
  return letters.length > MAX_NAME_IN_NOTICE ? `${letters.slice(0, MAX_NAME_IN_NOTICE - 1).join('')}…` : name
}

/**
 * Who can read, from an attestation's words for storage (`on_premise`, `facebook`) and actors (`self`, `bsp`). That the
 * business alone reads is said only when both words say so; null when it cannot be told.
 */
export function readerOf(hostStorage: string | null, actualActors: string | null): ChatReader | null {
  if (hostStorage === 'facebook') return actualActors === 'bsp' ? 'both' : 'platform'
  if (actualActors === 'bsp') return 'company'
  return hostStorage === 'on_premise' && actualActors === 'self' ? 'business' : null
}

/** How a business stands after all its attestations up to one moment. */
export interface AttestedState {
  /** By standing.ts, so that `verified` is the server's word. */
  standing: Standing
  /** The last name it was attested with; null: none yet. */
  chosenName: string | null
  /** Null: not told (yet). What is not told has not changed. */
  reader: ChatReader | null
  /** ms; when the business last changed its privacy mode, if told. */
  privacyModeAt: number | null
  /** ms; time of the attestation that made this state. */
  at: number
}

export interface LiveNotice {
  kind: LiveKind
  /** As the business chose them, uncleaned. */
  name: string | null
  formerName: string | null
  /** Its place in the chat, ms. */
  at: number
}

/**
 * The notices that one attestation makes, in the order they are to be read.
 * @param before null when nothing was known of the sender: the first contact.
 */
export function noticesFor(before: AttestedState | null, after: AttestedState): LiveNotice[] {
  const notices: LiveNotice[] = []
  const add = (kind: LiveKind, formerName: string | null = null) => notices.push(notice(kind, after, formerName))
  const level = levelChange(before?.standing ?? 'none', after.standing)
  if (level !== null) add(level)
  if (after.standing === 'none') return notices
  const formerName = before?.chosenName ?? null
  if (formerName !== null && after.chosenName !== null && formerName !== after.chosenName)
    add('liveRenamed', formerName)
  const read = readerChange(before?.reader ?? null, after.reader)
  if (read !== null) add(read)
  else if (isLater(before?.privacyModeAt ?? null, after.privacyModeAt)) add('livePrivacyChanged')
  return notices
}

/** A live notice as the chat keeps it. */
export function noticeContent(live: LiveNotice): Extract<Content, { kind: 'notice' }> {
  return { kind: 'notice', stub: LIVE_STUB, parameters: [live.kind, live.name ?? '', live.formerName ?? ''] }
}

const levelChanges: Readonly<Record<Standing, Readonly<Record<Standing, LiveKind | null>>>> = {
  none: { none: null, unverified: 'liveUnverified', confirmed: 'liveConfirmed', verified: 'liveVerified' },
  unverified: {
    none: 'liveBecameOrdinary',
    unverified: null,
    confirmed: 'liveBecameConfirmed',
    verified: 'liveBecameVerified',
  },
  confirmed: {
    none: 'liveBecameOrdinary',
    unverified: 'liveConfirmedToUnverified',
    confirmed: null,
    verified: 'liveBecameVerified',
  },
  verified: {
    none: 'liveVerifiedToOrdinary',
    unverified: 'liveVerifiedToUnverified',
    confirmed: 'liveVerifiedToConfirmed',
    verified: null,
  },
}

function levelChange(before: Standing, after: Standing): LiveKind | null {
  return levelChanges[before][after]
}

const readers: Readonly<Record<ChatReader, LiveKind>> = {
  business: 'liveReadByBusiness',
  platform: 'liveReadByPlatform',
  company: 'liveReadByCompany',
  both: 'liveReadByBoth',
}

/** That the business alone reads is what everybody expects: said when it changes to that, not at first. */
function readerChange(before: ChatReader | null, after: ChatReader | null): LiveKind | null {
  if (after === null || after === (before ?? 'business')) return null
  return readers[after]
}

function isLater(before: number | null, after: number | null): boolean {
  return before !== null && after !== null && after > before
}

function notice(kind: LiveKind, { chosenName: name, at }: AttestedState, formerName: string | null): LiveNotice {
  return { kind, name, formerName, at }
}
