import type { proto } from '../library.ts'
import { line, list, text } from './bounds.ts'

/** A contact card is a few hundred bytes; one with a picture some 50 KB. */
const MAX_VCARD = 65_536
const MAX_PHONES = 20
const MAX_CONTACTS = 100

export type SharedContact = { name: string; phones: string[] }

/** One shared contact out of its vCard (RFC 6350): name and phone numbers as written. */
export function sharedContact(contact: proto.Message.IContactMessage): SharedContact {
  const vcard = text(contact.vcard, MAX_VCARD) ?? ''
  let name = line(contact.displayName)
  const phones: string[] = []
  // A line that begins with white space goes on with the one before; numbers are never that long.
  for (const entry of vcard.replace(/\r?\n[ \t]/g, '').split(/\r?\n/)) {
    const colon = entry.indexOf(':')
    if (colon < 0) continue
    const property = (entry.slice(0, colon).split(';', 1)[0] ?? '').toUpperCase().replace(/^ITEM\d+\./, '')
    const value = entry.slice(colon + 1).trim()
    if (property === 'TEL' && phones.length < MAX_PHONES) {
      const phone = value.replace(/^tel:/i, '').slice(0, 40)
      if (phone !== '' && !phones.includes(phone)) phones.push(phone)
    } else if (property === 'FN') {
      name ??= line(value.replace(/\\([,;\\])/g, '$1'))
    }
  }
  return { name: name ?? phones[0] ?? '', phones }
}

/** Several shared contacts, at most a hundred. */
export function sharedContacts(array: proto.Message.IContactsArrayMessage): SharedContact[] {
  return list(array.contacts, MAX_CONTACTS).map(sharedContact)
}
