/** So much of a text can be made out in miniature, characters. */
const LENGTH = 60
/** How the wire writes a person into a text: @ and the digits of a number or LID. */
const MENTION = /@\d{5,}/g

/** A post's text as its miniature shows it. There is no room for names: whoever is mentioned is an @. */
export function miniature(text: string): string {
  return Array.from(text.replace(MENTION, '@…')).slice(0, LENGTH).join('')
}
