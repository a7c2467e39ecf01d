/** Names of the real ones, and how impostors write them. */
import { SeededRandom } from '../phone/random.ts'

export class Chance extends SeededRandom {
  below(end: number): number {
    return Math.floor(this.next() * end)
  }

  pick<T>(all: readonly T[]): T {
    const one = all[this.below(all.length)]
    if (one === undefined) throw new Error('nothing to choose from')
    return one
  }
}

const firsts =
  'Lantern Copper Meadow Harbour Velvet Granite Juniper Saffron Marble Thunder Orchid Falcon Willow Crimson Nimbus Pepper Cobalt Hazel Timber Mosaic Walnut Zephyr Quartz Bramble Indigo Summit Kestrel Lagoon Tundra Cactus'.split(
    ' ',
  )
const seconds =
  'Cinemas Taxi Bakery Airways Books Clinic Motors Gardens Telecom Insurance Grocers Pharmacy Holidays Couriers Fitness Optics Laundry Plumbing Theatre Railways Furniture Jewellers Dairy Energy Shoes Brewery Academy Hotels Savings Printing Robotics Ceramics Vineyard Aquarium Ferries Watches'.split(
    ' ',
  )
const given =
  'Priyanka Thaddeus Oluwaseun Guillermina Bartholomew Svetlana Ferdinand Rosalinde Cornelius Wilhelmina'.split(' ')
const family =
  'Raghunathan Okonkwo Vandermeer Castellano Hathaway Lindqvist Moreau Abernathy Drummond Fitzgerald Novotny Papadakis Quintero Rasmussen Stravinsky Takahashi Underhill Villanueva Whitcombe Zimmermann'.split(
    ' ',
  )

const at = (words: readonly string[], n: number): string => words[n % words.length] ?? ''

/** Up to 1080 names of businesses, no two of them alike. */
export const businessName = (n: number): string => `${at(firsts, n)} ${at(seconds, Math.floor(n / firsts.length))}`
/** Up to 200 names of people. */
export const contactName = (n: number): string => `${at(given, n)} ${at(family, Math.floor(n / given.length))}`

const glyphs = [
  '✅',
  '✔️',
  '☑️',
  '✓',
  '🏅',
  '🥇',
  '🔵',
  '🟢',
  '⭐',
  '🌟',
  '🛡️',
  '✪',
  '⚜️',
  '🔰',
  '💠',
  '√',
  '●',
  '\ue000',
  '🗸',
]
const cyrillic: Record<string, string> = { a: 'а', c: 'с', e: 'е', o: 'о', p: 'р', s: 'ѕ', i: 'і', x: 'х', y: 'у' }
const greek: Record<string, string> = { a: 'α', o: 'ο', v: 'ν', B: 'Β', E: 'Ε', H: 'Η', K: 'Κ', M: 'Μ', T: 'Τ', Z: 'Ζ' }
/** Without the at sign: in an attribute, where push names travel, the library's encoder takes it for a JID's. */
const signs: Record<string, string> = { e: '3', i: '1', l: '1', o: '0', s: '$', t: '7' }
const invisible = ['\u200b', '\u200d', '\u2060', '\ufeff', '\u00ad', '\u034f', '\u3164', '\u{e0001}']

/** With this many letters replaced by those of a table that has them; at least one where there is any. */
function swapped(name: string, table: Record<string, string>, dice: Chance): string {
  const letters = [...name]
  const places = letters.flatMap((letter, place) => (table[letter] === undefined ? [] : [place]))
  const certain = places.length === 0 ? -1 : dice.pick(places)
  return letters
    .map((letter, place) => (place === certain || dice.next() < 0.5 ? (table[letter] ?? letter) : letter))
    .join('')
}

const shifted = (name: string, upper: number, lower: number): string =>
  name
    .replace(/[A-Z]/g, letter => String.fromCodePoint(upper + letter.charCodeAt(0) - 65))
    .replace(/[a-z]/g, letter => String.fromCodePoint(lower + letter.charCodeAt(0) - 97))

function slip(name: string, dice: Chance): string {
  const letters = [...name]
  const place = 1 + dice.below(letters.length - 3)
  const letter = dice.pick([...'bdfhkqz'])
  const how = dice.below(3)
  if (how === 0) letters.splice(place, 0, letter)
  else if (how === 1) letters.splice(place, 1)
  else letters.splice(place, 2, letters[place + 1] ?? '', letters[place] ?? '')
  return letters.join('')
}

/** Ways to write somebody else's name. */
export const tricks: Readonly<Record<string, (name: string, dice: Chance) => string>> = {
  'the very name': name => name,
  'other case': (name, dice) => (dice.next() < 0.5 ? name.toUpperCase() : name.toLowerCase()),
  'a badge-like glyph behind': (name, dice) => `${name} ${dice.pick(glyphs)}`,
  'badge-like glyphs all over': (name, dice) =>
    `${dice.pick(glyphs)}${name.replace(' ', ` ${dice.pick(glyphs)} `)}${dice.pick(glyphs)}`,
  'emoji around': (name, dice) => `${dice.pick(['🎬', '🚕', '🥐'])} ${name} ${dice.pick(['🍿', '💳', '☎️'])}`,
  'Cyrillic letters': (name, dice) => swapped(name, cyrillic, dice),
  'Greek letters': (name, dice) => swapped(name, greek, dice),
  'mathematical letters': name => shifted(name, 0x1d400, 0x1d41a),
  'fullwidth letters': name => shifted(name, 0xff21, 0xff41),
  'letters in circles': name => shifted(name, 0x24b6, 0x24d0),
  'digits and signs': (name, dice) => swapped(name, signs, dice),
  'spaces between letters': name => [...name].join(' '),
  'other spacing': (name, dice) => name.replace(' ', dice.pick(['', '-', '.', '_', '  ', '\u00a0', '\u2003'])),
  'invisible characters': (name, dice) =>
    [...name].map(letter => (dice.next() < 0.4 ? letter + dice.pick(invisible) : letter)).join(''),
  'turned around and back': (name, dice) =>
    dice.pick([`\u202e${name}\u202c`, `\u2067${name}\u2069`, `\u200f${name}\u200e`]),
  'marks on letters': (name, dice) =>
    [...name]
      .map(letter =>
        /[aeiou]/.test(letter) && dice.next() < 0.6 ? letter + dice.pick(['\u0301', '\u0308', '\u0323']) : letter,
      )
      .join(''),
  'words that ask for trust': (name, dice) =>
    dice.pick([`${name} Official`, `Verified ${name}`, `${name} Support`, `${name} ™`]),
  'one slip of the pen': slip,
  'several at once': (name, dice) =>
    `${dice.pick(glyphs)}${swapped(name.replace(' ', dice.pick(['', '_', ' '])), cyrillic, dice)}${dice.pick(invisible)} ${dice.pick(glyphs)}`,
}
