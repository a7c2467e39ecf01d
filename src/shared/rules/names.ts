import type { DisplayName } from '../model.ts'
import { cleanName } from './clean-name.ts'
import { lidTail, numberOf } from './phone.ts'

/** Everything known of a person's name, one field per source (domain.md §2). */
export interface NameFacts {
  /** The phone's address book: the app state's full name, else first name. */
  addressBook: string | null
  /** The name the business chose, from its verified-name certificate. */
  certificate: string | null
  /** A name that came with history sync. */
  history: string | null
  /** The name the person set. */
  push: string | null
  /** JID by phone number, any spelling. */
  pn: string | null
  /** JID by LID, any spelling. */
  lid: string | null
}

/** Before a name that the person gave themselves: nobody else has confirmed it. */
const PUSH_MARK = '~ '

/**
 * The name rule (domain.md §2). A name of which cleaning leaves nothing counts as absent.
 * For `unknown` the text is the last four digits of the LID; the screen adds the words.
 */
export function displayName(facts: NameFacts): DisplayName {
  const saved = cleaned(facts.addressBook)
  if (saved !== '') return { source: 'addressBook', text: saved }
  const chosen = cleaned(facts.certificate)
  if (chosen !== '') return { source: 'certificate', text: chosen }
  const reported = cleaned(facts.history)
  if (reported !== '') return { source: 'history', text: reported }
  // A push name may bring tildes of its own; they must not look like another rank's name or pile up.
  const push = cleaned(facts.push).replace(/^[~\u223c\u02dc\uff5e\s]+/u, '')
  if (push !== '') return { source: 'push', text: PUSH_MARK + push }
  const number = numberOf(facts.pn)
  if (number !== null) return { source: 'number', text: number }
  return { source: 'unknown', text: lidTail(facts.lid) ?? '' }
}

/** The user themselves; the screen says "You" and shows this where a name is wanted. */
export function ownName(push: string | null, pn: string | null): DisplayName {
  const name = cleaned(push)
  return { source: 'me', text: name !== '' ? name : (numberOf(pn) ?? '') }
}

/** A group shows its subject. Empty when it has none (yet): the screen says "Group". */
export function subjectName(subject: string | null): DisplayName {
  return { source: 'subject', text: cleaned(subject) }
}

function cleaned(name: string | null): string {
  return name === null || name === '' ? '' : cleanName(name)
}
