import type { Person } from '../../../shared/model.ts'

/** What the details say of a person's name: a sentence of `businesses.names`, and the names in it. */
export interface NameFacts {
  sentence: 'both' | 'bothPerson' | 'chosen' | 'saved' | 'push' | 'history' | 'none'
  saved: string
  chosen: string
}

/** The saved and the chosen name beside each other, or where the only one comes from. Null: one's own. */
export function nameFacts(
  person: Pick<Person, 'name' | 'savedName' | 'chosenName' | 'pushName' | 'isMe'>,
): NameFacts | null {
  if (person.isMe) return null
  const { savedName, chosenName } = person
  const pushName = person.pushName === savedName ? null : person.pushName
  if (savedName !== null) {
    if (chosenName !== null && chosenName !== savedName) return say('both', savedName, chosenName)
    if (chosenName === null && pushName !== null) return say('bothPerson', savedName, pushName)
    return say('saved', savedName)
  }
  if (chosenName !== null) return say('chosen', '', chosenName)
  const { source } = person.name
  return say(source === 'push' || source === 'history' ? source : 'none')
}

function say(sentence: NameFacts['sentence'], saved = '', chosen = ''): NameFacts {
  return { sentence, saved, chosen }
}
