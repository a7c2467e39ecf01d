import type { AttestationEvent, DomainEvent, PersonRef } from '../events.ts'
import { proto } from './library.ts'
import { seconds } from './messages.ts'

const Stub = proto.WebMessageInfo.StubType
const Privacy = proto.WebMessageInfo.BizPrivacyStatus

/** These begin with the business' name in their parameters (facts, 3a). */
const NAMING_STUBS: ReadonlySet<number> = new Set([Stub.BIZ_PRIVACY_MODE_TO_FB, Stub.BIZ_PRIVACY_MODE_TO_BSP])

/** After these the other side is an ordinary account. */
const ENDING_STUBS: ReadonlySet<number> = new Set([
  Stub.VERIFIED_TRANSITION_ANY_TO_NONE,
  Stub.BIZ_MOVE_TO_CONSUMER_APP,
  Stub.BLUE_MSG_TO_CONSUMER,
])

/** Stub types that only a chat with a business has, by their names; the others of facts 3a tell of the chat or of oneself. */
const OF_BUSINESS =
  /^(?:NON_VERIFIED|UNVERIFIED|VERIFIED|BIZ_(?:VERIFIED|INTRO|NAME|TWO_TIER|PRIVACY|BOT|COEX|CUSTOMER)|BLUE_MSG)_/

/** Who stores and who reads, where a name says it: the last such words, since names say "from … to …". */
const STORED_AND_READ = /(BSP|SELF)_(FB|PREMISE)(?!.*(?:BSP|SELF)_(?:FB|PREMISE))/

type Handling = Pick<AttestationEvent, 'hostStorage' | 'actualActors'>

const untold: Handling = { hostStorage: null, actualActors: null }

const byPrivacy: Readonly<Record<number, Handling>> = {
  [Privacy.E2EE]: { hostStorage: 'on_premise', actualActors: 'self' },
  [Privacy.BSP]: { hostStorage: 'on_premise', actualActors: 'bsp' },
  [Privacy.FB]: { hostStorage: 'facebook', actualActors: 'self' },
  [Privacy.BSP_AND_FB]: { hostStorage: 'facebook', actualActors: 'bsp' },
}

const byStub: Readonly<Record<number, Handling>> = {
  [Stub.BIZ_PRIVACY_MODE_INIT_FB]: { hostStorage: 'facebook', actualActors: null },
  [Stub.BIZ_PRIVACY_MODE_TO_FB]: { hostStorage: 'facebook', actualActors: null },
  [Stub.BIZ_PRIVACY_MODE_INIT_BSP]: { hostStorage: null, actualActors: 'bsp' },
  [Stub.BIZ_PRIVACY_MODE_TO_BSP]: { hostStorage: null, actualActors: 'bsp' },
}

/**
 * What a message kept by the phone tells of its business: by its notice, the name it was certified with, who reads. A copy,
 * not the server's word, so it never says how far the business is verified (domain.md §3). `direct`: in the chat with them.
 */
export function copiedAttestation(info: proto.IWebMessageInfo, person: PersonRef, direct: boolean): DomainEvent[] {
  const stub = direct ? (info.messageStubType ?? 0) : 0
  const chosenName = nameIn(info)
  const privacy = Object.hasOwn(info, 'bizPrivacyStatus') ? (info.bizPrivacyStatus ?? Privacy.E2EE) : null
  const tells = chosenName !== null || isOfBusiness(stub) || (privacy !== null && privacy !== Privacy.E2EE)
  if (!tells || ENDING_STUBS.has(stub)) return []
  const at = seconds(info.messageTimestamp) * 1000
  const attestation: AttestationEvent = {
    person,
    source: 'history',
    level: null,
    business: true,
    chosenName,
    issuer: null,
    serial: null,
    ...(handlingOf(stub) ?? (privacy === null ? untold : (byPrivacy[privacy] ?? untold))),
    privacyModeAt: null,
    at,
  }
  const events: DomainEvent[] = [{ type: 'attestation', attestation }]
  if (chosenName !== null) events.push({ type: 'name', person, source: 'certificate', name: chosenName, at })
  return events
}

function nameIn(info: proto.IWebMessageInfo): string | null {
  const first = info.messageStubParameters?.[0]
  if (NAMING_STUBS.has(info.messageStubType ?? 0) && typeof first === 'string' && first !== '') return first
  return info.verifiedBizName || null
}

function isOfBusiness(stub: number): boolean {
  return OF_BUSINESS.test(Stub[stub] ?? '')
}

/** Null: the notice does not say. */
function handlingOf(stub: number): Handling | null {
  const words = STORED_AND_READ.exec(Stub[stub] ?? '')
  if (words === null) return byStub[stub] ?? null
  return {
    hostStorage: words[2] === 'FB' ? 'facebook' : 'on_premise',
    actualActors: words[1] === 'BSP' ? 'bsp' : 'self',
  }
}
