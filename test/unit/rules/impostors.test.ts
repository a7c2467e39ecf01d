import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { firstNames } from '../../../src/shared/rules/common-names.ts'
import { type Candidate, impostorIndex, type KnownName, looksLike } from '../../../src/shared/rules/impostors.ts'
import { skeleton } from '../../../src/shared/rules/skeleton.ts'

const businesses = [
  'BookMyShow',
  'Ola',
  'Northwind Bank',
  'IndiGo',
  'Zara',
  'Fabrikam Taxi',
  'Cars24',
  'Zephyr Cinemas',
  'Müller & Söhne',
]
const contacts = [
  'Priya Raghavan',
  'Jean-Luc Moreau',
  'Thierryplombier',
  'Mom',
  'Kevin',
  'Anna',
  'Support',
  '+44 7700 900123',
]
const known: KnownName[] = [
  ...businesses.map((name, at): KnownName => ({ personId: 100 + at, name, as: 'verified' })),
  ...contacts.map((name, at): KnownName => ({ personId: 200 + at, name, as: 'saved' })),
]
const index = impostorIndex(known)

function stranger(name: string, over: Partial<Candidate> = {}): Candidate {
  return { personId: 1, names: [name], saved: false, standing: 'none', ...over }
}

const imitated = (name: string, over: Partial<Candidate> = {}) => index.find(stranger(name, over))?.name ?? null

describe('taken for somebody known', () => {
  it.each<[string, string, string]>([
    ['the very name', 'BookMyShow', 'BookMyShow'],
    ['case', 'BOOKMYSHOW', 'BookMyShow'],
    ['capital i for l', 'OIa', 'Ola'],
    ['one for l', 'O1a', 'Ola'],
    ['zero for o', 'B00kMyShow', 'BookMyShow'],
    ['capital letters throughout', 'INDIGO', 'IndiGo'],
    ['small l for i', 'lndiGo', 'IndiGo'],
    ['a capital I after a C', 'ZEPHYR CINEMAS', 'Zephyr Cinemas'],
    ['a one after a C', 'Zephyr C1nemas', 'Zephyr Cinemas'],
    ['spacing', 'Book My Show', 'BookMyShow'],
    ['letters apart', 'B o o k M y S h o w', 'BookMyShow'],
    ['punctuation', 'Book.My-Show!', 'BookMyShow'],
    ['Cyrillic letters', 'ВооkМуShоw', 'BookMyShow'],
    ['Cyrillic throughout', 'Оӏа', 'Ola'],
    ['Greek letters', 'Οlα', 'Ola'],
    ['fullwidth', 'ＢｏｏｋＭｙＳｈｏｗ', 'BookMyShow'],
    ['mathematical letters', '𝐁𝐨𝐨𝐤𝐌𝐲𝐒𝐡𝐨𝐰', 'BookMyShow'],
    ['circled letters', 'Ⓑⓞⓞⓚⓜⓨⓢⓗⓞⓦ', 'BookMyShow'],
    ['letters as flags', '🇴🇱🇦', 'Ola'],
    ['negative squared letters', '🅾🅻🅰', 'Ola'],
    ['small capitals', 'BᴏᴏᴋMʏSʜᴏᴡ', 'BookMyShow'],
    ['r and n for m', 'BookrnyShow', 'BookMyShow'],
    ['two v for w', 'BookMyShovv', 'BookMyShow'],
    ['accents', 'Böökmyshöw', 'BookMyShow'],
    ['no accents', 'Muller Sohne', 'Müller & Söhne'],
    ['a check mark behind', 'BookMyShow ✅', 'BookMyShow'],
    ['a check mark within', 'Book✔️My☑️Show', 'BookMyShow'],
    ['emoji around', '🎬 BookMyShow 🍿', 'BookMyShow'],
    ['zero-width characters', 'Bo\u200bok\u2060My\u200dSh\ufeffow', 'BookMyShow'],
    ['a right-to-left override', '\u202eBookMyShow\u202c', 'BookMyShow'],
    ['a trade mark', 'Ola™', 'Ola'],
    ['one letter more', 'BookMyShoww', 'BookMyShow'],
    ['one letter less', 'BokMyShow', 'BookMyShow'],
    ['another letter', 'BookMyShaw', 'BookMyShow'],
    ['two swapped', 'BookMyShwo', 'BookMyShow'],
    ['words that ask for trust', 'BookMyShow Official Support', 'BookMyShow'],
    ['verified, in words', 'Verified Ola', 'Ola'],
    ['all at once', '✔️ В00kМу\u200bSh0w — Official ™', 'BookMyShow'],
    ['a first name in other letters', 'Zаrа', 'Zara'],
    ['a saved contact', 'Priya Raghavan', 'Priya Raghavan'],
    ['a saved contact, another way', 'jean luc moreau', 'Jean-Luc Moreau'],
    ['a saved contact, one letter', 'Priya Ragavan', 'Priya Raghavan'],
    ['a nickname of one’s own', 'ThierryPlombier', 'Thierryplombier'],
    ['a push name with the mark before it', '~ BookMyShow', 'BookMyShow'],
  ])('%s: %s', (_, name, expected) => {
    expect(imitated(name)).toBe(expected)
  })

  it.each<[string, string, string]>([
    ['a first name, the very one', 'Chase', 'Chase'],
    ['a first name, another case', 'zara', 'Zara'],
    ['a first name and a number', 'Chase 1', 'Chase'],
    ['a first name and trust', 'Chase Support', 'Chase'],
    ['what the service is called', 'WhatsApp', 'WhatsApp'],
    ['… in other letters', 'WhatsАpp', 'WhatsApp'],
    ['… and its support', 'WhatsApp Support', 'WhatsApp'],
    ['… with a slip of the pen', 'WhatsAp', 'WhatsApp'],
    ['what anybody may be called', 'Pizza', 'Pizza'],
    ['what anybody may be called, in other letters', 'Рizzа', 'Pizza'],
    ['two characters', 'O2', 'O2'],
    ['two characters, in other letters', 'О2', 'O2'],
    ['two characters, small, and a mark', 'o2 ✅', 'O2'],
    ['two characters and trust', 'O2 Official', 'O2'],
    ['two letters and a sign', 'H&M', 'H&M'],
    ['two letters and a sign, spaced', 'h & m', 'H&M'],
    ['two letters and a wide sign', 'H＆M', 'H&M'],
    ['two letters and a sign, trust', 'H&M Customer Care', 'H&M'],
    ['two letters and a sign, a number', 'H&M 1', 'H&M'],
    ['two letters', 'EE', 'EE'],
    ['a number behind', 'Tide Bank 1', 'Tide Bank'],
    ['a number behind, glued', 'Uber1', 'Uber'],
    ['a number before', '1 Tide Bank', 'Tide Bank'],
    ['a number with its sign', 'Tide Bank #24', 'Tide Bank'],
    ['a number in a ring', 'Tide Bank ②', 'Tide Bank'],
    ['a number and trust', 'Uber 1 Support', 'Uber'],
    ['a number and other letters', 'Тide Вank 2', 'Tide Bank'],
    ['a letter written twice', 'Ubber', 'Uber'],
  ])('a business with a short or common name: %s: %s', (_, name, expected) => {
    const brands = ['Chase', 'Zara', 'WhatsApp', 'Pizza', 'O2', 'H&M', 'EE', 'M&S', 'Tide Bank', 'Uber']
    const branded = impostorIndex(
      brands.map((brand, at): KnownName => ({ personId: 300 + at, name: brand, as: 'verified' })),
    )
    expect(branded.find(stranger(name))?.name).toBe(expected)
    expect(branded.find(stranger(name, { standing: 'confirmed' }))?.name).toBe(expected)
    for (const at of brands.keys()) {
      const found = branded.find(stranger(name, { personId: 300 + at }))
      expect(found, 'the real one').toBeNull()
    }
  })

  it.each([
    ['a nickname that looks like two characters', 'Oz'],
    ['initials', 'MS'],
    ['initials, spaced', 'H M'],
    ['another first name of the same look', 'Ali'],
    ['another first name of the same look, a number', 'Ali 2'],
    ['a first name close to a business', 'Sara'],
    ['a letter more', 'Huber'],
    ['another word', 'Uger'],
    ['a person called like a dish and more', 'Pizza Paul'],
    ['another number', 'O3'],
    ['two names with a number', 'Tom 2'],
    ['what anybody is called', 'Support'],
    ['one slip from what anybody is called', 'Pizzas'],
  ])('a person is not: %s: %s', (_, name) => {
    const brands = ['Chase', 'Zara', 'All', 'Pizza', 'O2', 'H&M', 'EE', 'M&S', 'Tide Bank', 'Uber']
    const branded = impostorIndex(
      brands.map((brand, at): KnownName => ({ personId: 300 + at, name: brand, as: 'verified' })),
    )
    expect(branded.find(stranger(name))).toBeNull()
  })

  it('of every first name only the one that a business is called by', () => {
    const branded = impostorIndex(
      ['Chase', 'Mercedes', 'Ford', 'Rosa', 'Max'].map(
        (name, at): KnownName => ({ personId: 300 + at, name, as: 'verified' }),
      ),
    )
    const warned = [...firstNames].filter(name => branded.find(stranger(name)) !== null)
    expect(warned.sort()).toEqual(['chase', 'ford', 'max', 'mercedes', 'rosa'])
  })

  it('and of people who add something to their first name none', () => {
    const brands = ['O2', 'H&M', 'EE', 'M&S', 'Uber', 'Ola', 'All', 'Tide Bank', 'WhatsApp', 'Pizza', 'Amazon', 'Hotel']
    const branded = impostorIndex(
      brands.map((brand, at): KnownName => ({ personId: 300 + at, name: brand, as: 'verified' })),
    )
    const ways = [
      (name: string) => name,
      (name: string) => name.toUpperCase(),
      (name: string) => `${name} 2`,
      (name: string) => `${name}97`,
      (name: string) => `${name} ❤️`,
      (name: string) => `${name} K.`,
      (name: string) => `${name[0]?.toUpperCase()}. ${name}`,
      (name: string) => `${name} 🇫🇷`,
      (name: string) => `${name[0]}${name.at(-1)}`.toUpperCase(),
    ]
    const names = [...firstNames].flatMap(name => ways.map(way => way(name)))
    const warned = names.filter(name => branded.find(stranger(name)) !== null)
    console.info(`Impostors: ${warned.length} of ${names.length} ordinary names are warned of: ${warned.join(', ')}`)
    expect(warned).toEqual([])
  })

  it('by the chosen name as well as by the push name', () => {
    expect(index.find({ ...stranger(''), names: [null, '', 'Tom', 'OIa'], standing: 'confirmed' })?.name).toBe('Ola')
  })

  it('verified before saved, then the one known longer', () => {
    const both: KnownName[] = [
      { personId: 9, name: 'Northwind', as: 'saved' },
      { personId: 8, name: 'Northwind', as: 'verified' },
      { personId: 7, name: 'northwind', as: 'verified' },
    ]
    expect(looksLike(stranger('NORTHWIND'), both)?.personId).toBe(7)
    expect(looksLike(stranger('NORTHWINDS'), [...both].reverse())?.personId).toBe(7)
  })
})

describe('not taken for anybody', () => {
  it.each([
    ['another name', 'Lamna Healthcare'],
    ['two letters off', 'BookMyShop2'],
    ['part of the name', 'Book'],
    ['the name within another', 'Northwind Bank Riders Club'],
    ['a short name one letter off', 'Oja'],
    ['a first name close to a business', 'Sara'],
    ['a first name that is saved', 'Kevin'],
    ['a first name close to a saved one', 'Anne'],
    ['one word of a saved name', 'Priya'],
    ['what anybody is called', 'Mom'],
    ['what anybody is called, in other letters', 'MОМ'],
    ['a desk that everybody has', 'Support'],
    ['a number', '+44 7700 900123'],
    ['another number behind the name', 'Cars25'],
    ['emoji alone', '🎬🍿'],
    ['a badge alone', '✅'],
    ['nothing', ''],
    ['a family member of a saved contact', 'Arun Raghavan'],
  ])('%s: %s', (_, name) => {
    expect(imitated(name)).toBeNull()
  })

  it.each<[string, Partial<Candidate>]>([
    ['the real one', { personId: 100 }],
    ['a saved sender', { saved: true }],
    ['another verified business of that name', { standing: 'verified' }],
  ])('%s', (_, over) => {
    expect(imitated('BookMyShow', over)).toBeNull()
  })

  it('a business that calls itself by a first name is no person', () => {
    expect(imitated('Zara', { standing: 'unverified' })).toBe('Zara')
  })

  it('people with everyday names, a thousand of them', () => {
    const first = ['Asha', 'Ravi', 'Lena', 'Tom', 'Sofia', 'Omar', 'Dewi', 'Hugo', 'Marta', 'Nils']
    const last = ['Iyer', 'Schmidt', 'Moreau', 'Santos', 'Haddad', 'Wijaya', 'Clark', 'García', 'Novak', 'Khan']
    const suffix = ['', ' 🌸', ' (work)', ' Jr', ' ❤️', ' 2', ' – new', '.', ' B', ' ✨']
    const names = first.flatMap(a => last.flatMap(b => suffix.map(c => `${a} ${b}${c}`)))
    expect(names.filter(name => imitated(name) !== null)).toEqual([])
  })
})

/** Written apart from the table that the rule reads: what a keyboard and a web search offer to an impostor. */
const disguises: Readonly<Record<string, readonly string[]>> = {
  a: ['а', 'α', 'ａ', '𝒂', 'á', '@', 'Α'],
  b: ['Ь', 'ｂ', '𝐛', 'Β'],
  c: ['с', 'ｃ', 'ϲ', 'ç'],
  e: ['е', 'ｅ', '𝖾', 'é', 'Е'],
  h: ['һ', 'ｈ', 'Н'],
  i: ['і', 'í', '1', 'l', 'I', 'ｉ'],
  k: ['к', 'ｋ', 'Κ', 'К'],
  l: ['1', 'I', 'ӏ', 'ｌ', 'ⅼ'],
  m: ['м', 'ｍ', 'rn', 'М'],
  n: ['ｎ', 'ñ', 'Ν'],
  o: ['о', 'ο', '0', 'ｏ', 'ö', 'О'],
  p: ['р', 'ρ', 'ｐ'],
  s: ['ѕ', 'ｓ', '5', 'ś'],
  t: ['т', 'ｔ', 'Τ'],
  w: ['ԝ', 'ｗ', 'vv'],
  x: ['х', 'ｘ', 'χ'],
  y: ['у', 'ｙ', 'ý'],
}
const noise = [
  '',
  '',
  '',
  '\u200b',
  '\u2060',
  '\ufeff',
  '\u202e',
  '\u2066',
  ' ',
  '✅',
  '☑️',
  '✔',
  '-',
  '.',
  '🔵',
  '\u00ad',
]

const target = fc.constantFrom('BookMyShow', 'Northwind Bank', 'Fabrikam Taxi', 'IndiGo', 'Ola', 'Priya Raghavan')

describe('disguise', () => {
  it('is seen through, whatever is combined', () => {
    const disguised = target.chain(name => {
      const letters = [...name].map(letter =>
        fc.tuple(
          fc.constantFrom(
            letter,
            letter.toLowerCase(),
            letter.toUpperCase(),
            ...(disguises[letter.toLowerCase()] ?? []),
          ),
          fc.constantFrom(...noise),
        ),
      )
      return fc.tuple(fc.constant(name), fc.tuple(...letters))
    })
    fc.assert(
      fc.property(disguised, ([name, parts]) => {
        expect(imitated(parts.flat().join(''))).toBe(name)
      }),
      { numRuns: 3000 },
    )
  })

  it('with one slip of the pen is seen through too', () => {
    const letters = 'bcdfghjkqz'
    const slipped = fc.tuple(
      fc.constantFrom('BookMyShow', 'Northwind Bank', 'Fabrikam Taxi'),
      fc.nat(30),
      fc.constantFrom(...letters),
      fc.constantFrom('add', 'drop', 'change', 'swap'),
    )
    fc.assert(
      fc.property(slipped, ([name, place, letter, how]) => {
        const all = [...name.replace(' ', '')]
        const at = place % (all.length - 1)
        if (how === 'add') all.splice(at, 0, letter)
        else if (how === 'drop') all.splice(at, 1)
        else if (how === 'change') all.splice(at, 1, letter)
        else all.splice(at, 2, all[at + 1] ?? '', all[at] ?? '')
        expect(imitated(all.join(''))).toBe(name)
      }),
      { numRuns: 1000 },
    )
  })

  it('never makes anybody an impostor of themselves', () => {
    fc.assert(
      fc.property(fc.constantFrom(...known), fc.boolean(), (entry, upper) => {
        const name = upper ? entry.name.toUpperCase() : entry.name
        expect(index.find({ personId: entry.personId, names: [name], saved: false, standing: 'none' })).toBeNull()
      }),
    )
  })

  it('of any text makes no error', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        const look = skeleton(text)
        expect(look).not.toMatch(/[A-Z\s]/)
        imitated(text)
      }),
      { numRuns: 3000 },
    )
  })
})

describe('many', () => {
  const syllables = ['ba', 'ko', 'ri', 'mun', 'tel', 'sha', 'vor', 'nex', 'lim', 'dar', 'qui', 'pol']
  const name = (n: number): string =>
    [n, n >> 3, n >> 6, n >> 9, n * 7].map(part => syllables[part % syllables.length] ?? '').join('')
  const many = Array.from(
    { length: 10_000 },
    (_, n): KnownName => ({ personId: n + 10, name: `${name(n)} ${n}`, as: 'verified' }),
  )

  it('ten thousand names are indexed within seconds and a question takes far less than a millisecond', () => {
    // Of this thread's own time: others on the machine are none of its business.
    const spent = (): number => {
      const { user, system } = process.threadCpuUsage()
      return (user + system) / 1000
    }
    const start = spent()
    const large = impostorIndex([...many, { personId: 2, name: 'BookMyShow', as: 'verified' }])
    const built = spent()
    let found = 0
    for (let n = 0; n < 2000; n++) {
      if (large.find(stranger(n % 2 === 0 ? 'BookMyShaw' : `Stranger Nobody ${n}`)) !== null) found += 1
    }
    const asked = spent()
    console.info(`Impostors: index ${(built - start).toFixed(0)} ms, question ${((asked - built) / 2).toFixed(1)} µs`)
    expect(found).toBe(1000)
    expect(built - start).toBeLessThan(4000)
    expect((asked - built) / 2000).toBeLessThan(1)
  })
})

describe('names that come and go', () => {
  const names = [
    'BookMyShow',
    'Book My Show',
    'BookMyShew',
    'Priya Raghavan',
    'Priya Ragavan',
    'Ola',
    'Anna',
    'Zara',
    '',
  ]
  const step = fc.record({
    personId: fc.integer({ min: 2, max: 5 }),
    names: fc.array(fc.record({ name: fc.constantFrom(...names), as: fc.constantFrom('verified', 'saved') }), {
      maxLength: 3,
    }),
  })
  it('leave the same as if the last ones had been there from the start', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), steps => {
        const live = impostorIndex()
        const last = new Map<number, KnownName[]>()
        for (const { personId, names: told } of steps) {
          live.set(personId, told)
          last.set(
            personId,
            told.map(each => ({ personId, ...each })),
          )
        }
        const fresh = impostorIndex([...last.values()].flat())
        for (const name of [...names, 'B00kMyShow', 'Zаrа', 'BookMyShow ✅', 'Priya Raghavam']) {
          for (const personId of [1, 2, 3, 4, 5]) {
            const asked = stranger(name, { personId })
            expect(live.find(asked)).toEqual(fresh.find(asked))
          }
        }
      }),
      { numRuns: 500 },
    )
  })
})
