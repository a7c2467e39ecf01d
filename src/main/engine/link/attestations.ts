import { levelFrom } from '../../../shared/rules/standing.ts'
import type { AttestationEvent, DomainEvent, PersonRef } from '../events.ts'
import { bytesOf, children, msOf } from './address.ts'
import { type BinaryNode, proto } from './library.ts'

/** Who stores a business' messages, and who reads them: numbers on the wire, words in the store. Others are kept as they come. */
const STORAGES: ReadonlyMap<string, string> = new Map([
  ['1', 'on_premise'],
  ['2', 'facebook'],
])
const ACTORS: ReadonlyMap<string, string> = new Map([
  ['1', 'self'],
  ['2', 'bsp'],
])

const word = (words: ReadonlyMap<string, string>, value: string | undefined): string | null =>
  value === undefined ? null : (words.get(value) ?? value)

/** Long values arrive as Long objects; a serial is kept as its decimal digits. */
const digits = (value: unknown): string | null => (value === null || value === undefined ? null : String(value))

/** An attribute that is there and does not say no. */
const isYes = (value: string | undefined): boolean => value !== undefined && value !== 'false' && value !== '0'

/**
 * What a `<verified_name>` says: level, storage and actors are its attributes, which the library reads nowhere; name,
 * issuer and serial are in its certificate. A certificate that cannot be read leaves those unknown: the level still counts.
 */
export function attestationOf(
  node: BinaryNode,
  person: PersonRef,
  source: AttestationEvent['source'],
  at: number,
): AttestationEvent {
  const {
    verified_level: level,
    host_storage: storage,
    actual_actors: actors,
    privacy_mode_ts: since,
    serial,
    revoked,
  } = node.attrs
  let details: proto.VerifiedNameCertificate.IDetails = {}
  try {
    const certificate = bytesOf(node)
    if (certificate) {
      const { details: encoded } = proto.VerifiedNameCertificate.decode(certificate)
      if (encoded) details = proto.VerifiedNameCertificate.Details.decode(encoded)
    }
  } catch {
    details = {}
  }
  return {
    person,
    source,
    // The protocol's own word for it (proto BizIdentityInfo.revoked): what is taken back attests no level.
    level: isYes(revoked) ? 'unknown' : levelFrom(level),
    business: true,
    chosenName: details.verifiedName || null,
    issuer: details.issuer || null,
    serial: serial ?? digits(details.serial),
    hostStorage: word(STORAGES, storage),
    actualActors: word(ACTORS, actors),
    privacyModeAt: msOf(since),
    at,
  }
}

/**
 * Events of the attestation that a live stanza carries about its sender; none when it carries none. Only a direct child
 * counts. Of several all are told: of two words of the same time the lesser holds (rules/standing.ts).
 */
export function attestationEvents(stanza: BinaryNode, author: PersonRef, at: number): DomainEvent[] {
  return children(stanza, 'verified_name').flatMap(node => withName(attestationOf(node, author, 'stanza', at)))
}

/** The attestation and, when it names the business, that name. */
export function withName(attestation: AttestationEvent): DomainEvent[] {
  const events: DomainEvent[] = [{ type: 'attestation', attestation }]
  const { person, chosenName, at } = attestation
  if (chosenName !== null) events.push({ type: 'name', person, source: 'certificate', name: chosenName, at })
  return events
}
