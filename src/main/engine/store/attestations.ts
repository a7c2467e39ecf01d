import type { Standing } from '../../../shared/model.ts'
import type { AttestationEvent } from '../events.ts'

export type Attestation = Omit<AttestationEvent, 'person' | 'at'> & {
  /** First and last time it was seen, ms. One row per wording and UTC day. */
  firstAt: number
  lastAt: number
}

/** What was said about a business, by whom and when (domain.md §3). Everything is kept. */
export declare class Attestations {
  /** @returns the standing before and after. */
  record(personId: number, attestation: Omit<AttestationEvent, 'person'>): { before: Standing; after: Standing }
  /** Oldest first. */
  of(personId: number): Attestation[]
}
