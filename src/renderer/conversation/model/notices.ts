/**
 * Which sentence a yellow notice says. The numbers are the wire's stub types (facts/whatsapp-link.md, section 3a); the name
 * of the business is the first parameter where there is one. Unknown numbers get the neutral sentence, so none is dropped.
 */

export type NoticeWord =
  | 'verified'
  | 'confirmed'
  | 'unverified'
  | 'lostVerified'
  | 'ordinary'
  | 'nameChanged'
  | 'business'
  | 'managedPlatform'
  | 'managedCompany'
  | 'managedSelf'
  | 'coexistence'
  | 'dataSharingOn'
  | 'dataSharingOff'
  | 'assistant'
  | 'assigned'
  | 'unassigned'
  | 'announcement'
  | 'blocked'
  | 'groupNotEncrypted'
  | 'labelled'
  | 'neutral'

const STUBS: readonly (readonly [NoticeWord, readonly number[]])[] = [
  ['verified', [6, 8, 11, 13, 80, 81, 85, 86, 95, 96, 100, 104, 105, 106, 107, 112, 113, 116]],
  ['lostVerified', [14, 15, 82, 87, 97, 108, 109, 110, 111, 114, 115, 117]],
  ['confirmed', [10, 16, 18]],
  ['unverified', [4, 5, 7, 9, 17, 19, 79, 84, 88, 89, 90, 91, 94, 99]],
  ['ordinary', [12, 65, 102]],
  ['nameChanged', [64]],
  ['business', [60, 61, 62, 63, 66, 67]],
  ['managedPlatform', [77, 101, 103, 126, 128]],
  ['managedCompany', [76, 92, 98, 127, 129]],
  ['managedSelf', [78, 83, 93]],
  ['coexistence', [194, 195, 201, 202]],
  ['dataSharingOn', [214]],
  ['dataSharingOff', [215]],
  ['assistant', [192, 197]],
  ['assigned', [154]],
  ['unassigned', [160]],
  ['announcement', [155]],
  ['blocked', [122]],
  ['groupNotEncrypted', [209]],
  ['labelled', [218]],
]

const words = new Map(STUBS.flatMap(([word, stubs]) => stubs.map(stub => [stub, word] as const)))

export function noticeWord(stub: number): NoticeWord {
  return words.get(stub) ?? 'neutral'
}
