import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BADGE_GLYPHS, cleanName, MAX_NAME } from '../../../src/shared/rules/clean-name.ts'
import { displayName, type NameFacts, ownName, subjectName } from '../../../src/shared/rules/names.ts'

const nothing: NameFacts = { addressBook: null, certificate: null, history: null, push: null, pn: null, lid: null }
const everything: NameFacts = {
  addressBook: 'Cinema',
  certificate: 'BookMyShow',
  history: 'Book My Show',
  push: 'bms',
  pn: '447700900123@s.whatsapp.net',
  lid: '77123456789@lid',
}

describe('the name rule', () => {
  it.each([
    ['a saved name first', everything, 'addressBook', 'Cinema'],
    ['then the name the business chose', { ...everything, addressBook: null }, 'certificate', 'BookMyShow'],
    ['then the name from history', { ...everything, addressBook: null, certificate: null }, 'history', 'Book My Show'],
    ['then the push name, marked', { ...nothing, push: 'Zoë', pn: everything.pn }, 'push', '~ Zoë'],
    ['then the number', { ...nothing, pn: everything.pn, lid: everything.lid }, 'number', '+44 7700 900123'],
    [
      'the number, also with a device',
      { ...nothing, pn: '447700900123:7@s.whatsapp.net' },
      'number',
      '+44 7700 900123',
    ],
    ['else the tail of the LID', { ...nothing, lid: everything.lid }, 'unknown', '6789'],
    ['a LID by its device JID', { ...nothing, lid: '77123456789:12@lid' }, 'unknown', '6789'],
    ['nothing at all', nothing, 'unknown', ''],
    ['an empty name counts as absent', { ...everything, addressBook: '' }, 'certificate', 'BookMyShow'],
    ['a blank name too', { ...everything, addressBook: ' \t\n' }, 'certificate', 'BookMyShow'],
    ['and one of badges only', { ...everything, addressBook: '✅✔️' }, 'certificate', 'BookMyShow'],
    [
      'and one of invisible characters',
      { ...nothing, push: '\u200b\u3164\u2800', pn: everything.pn },
      'number',
      '+44 7700 900123',
    ],
    ['a push name cannot pass for a saved one', { ...nothing, push: '~ ~Ana' }, 'push', '~ Ana'],
    ['a push name of tildes is none', { ...nothing, push: '~~~', lid: everything.lid }, 'unknown', '6789'],
  ] as const)('%s', (_, facts, source, text) => {
    expect(displayName(facts)).toEqual({ source, text })
  })

  it('shows a group’s subject and one’s own name', () => {
    expect(subjectName('Trip ✅ to Goa')).toEqual({ source: 'subject', text: 'Trip to Goa' })
    expect(subjectName(null)).toEqual({ source: 'subject', text: '' })
    expect(ownName('Mina', '15550100100@s.whatsapp.net')).toEqual({ source: 'me', text: 'Mina' })
    expect(ownName(null, '12025550100@s.whatsapp.net')).toEqual({ source: 'me', text: '+1 202 555 0100' })
  })
})

describe('cleaning a name', () => {
  it.each([
    ['BookMyShow', 'BookMyShow'],
    ['A\u2705\u200d\ufe0f', 'A'],
    ['  Many \t\n spaces\u3000here ', 'Many spaces here'],
    ['José Ñandú-Ørsted', 'José Ñandú-Ørsted'],
    ['Jose\u0301', 'José'],
    ['محمد علي', 'محمد علي'],
    ['נועה לוי', 'נועה לוי'],
    ['王小明 (経理)', '王小明 (経理)'],
    ['नमस्ते क्\u200dष', 'नमस्ते क्\u200dष'],
    ['می\u200cخواهم', 'می\u200cخواهم'],
    ['葛\u{e0100}城', '葛\u{e0100}城'],
    // Bidi and invisible characters.
    ['Bank\u202egnp.exe', 'Bankgnp.exe'],
    ['\u2066PayPal\u2069\u200f', 'PayPal'],
    ['Pay\u200bPal', 'PayPal'],
    ['Pay\u200dPal', 'PayPal'],
    ['Pay\u00adPal\u2060', 'PayPal'],
    ['O\u0000la\u001b[31m', 'Ola[31m'],
    ['a\ud800b', 'ab'],
    // Imitated badges.
    ['Ola ✅', 'Ola'],
    ['Ola ✔️', 'Ola'],
    ['Ola ☑️ Support', 'Ola Support'],
    ['Ola 🔵', 'Ola'],
    ['🟢Ola🟦', 'Ola'],
    ['Ola 🛡️', 'Ola'],
    ['Ola ⭐🌟★✪', 'Ola'],
    ['Ola 🏅🎖️🥇', 'Ola'],
    ['Ola ✓\u0301', 'Ola'],
    ['Ola \uf8ff', 'Ola'],
    ['Ola √', 'Ola'],
    ['Ola \u{aa9c}', 'Ola'],
    ['\u{aa9c}\u{aa9c}Ola', 'Ola'],
    // A word of the script that this letter is of.
    ['\u{aa9c}\u{aa80}', '\u{aa9c}\u{aa80}'],
    ['Ola\ufe0f', 'Ola'],
    ['Ola v\u20dd', 'Ola v'],
    ['Ola a\u20e3', 'Ola a'],
    ['Ola ✅\u200d', 'Ola'],
    // Emoji of ordinary people.
    ['Ana 👩‍💻', 'Ana 👩‍💻'],
    ['Dr. Ode 👩🏽‍⚕️', 'Dr. Ode 👩🏽‍⚕️'],
    ['👨‍👩‍👧‍👦 Family', '👨‍👩‍👧‍👦 Family'],
    ['Salem 🐈‍⬛', 'Salem 🐈‍⬛'],
    ['Zest 🍋‍🟩', 'Zest 🍋‍🟩'],
    ['❤️ Mama', '❤️ Mama'],
    ['🏳️‍🌈 Jo', '🏳️‍🌈 Jo'],
    ['🏴󠁧󠁢󠁳󠁣󠁴󠁿 Iain', '🏴󠁧󠁢󠁳󠁣󠁴󠁿 Iain'],
    ['🇮🇳 Asha', '🇮🇳 Asha'],
    ['Room 1️⃣', 'Room 1️⃣'],
    ['✡ Rivka ☪', '✡ Rivka ☪'],
    // Glued together, but no font draws it as one.
    ['Ola 🙂\u200d✅', 'Ola 🙂'],
    ['', ''],
  ])('%j becomes %j', (raw, cleaned) => {
    expect(cleanName(raw)).toBe(cleaned)
  })

  it('bounds what strangers send', () => {
    expect([...cleanName('x'.repeat(1_000_000))].length).toBe(MAX_NAME)
    expect(cleanName(`a${'\u0301'.repeat(5000)}b`).length).toBeLessThan(20)
    expect(cleanName('👨‍👩‍👧‍👦'.repeat(300))).toBe('👨‍👩‍👧‍👦'.repeat(MAX_NAME))
  })

  it('leaves no imitated badge, control or override, whatever comes', () => {
    const glyphs = BADGE_GLYPHS.flatMap(group => group.ranges.flatMap(range => [...range])).map(code =>
      String.fromCodePoint(code),
    )
    const part = fc.oneof(
      fc.constantFrom(...glyphs),
      fc.constantFrom('\u200d', '\ufe0f', '\u20e3', '\u202e', '\u2066', '\u0000', ' ', '\u{e0067}', '\u{e007f}'),
      fc.constantFrom('👩', '🐈', '⬛', '💻', '🏴', '🇮', '🇳', 'é', 'क्', 'ا', '王', 'a', '1'),
      fc.string({ unit: 'binary', maxLength: 3 }),
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), parts => {
        const cleaned = cleanName(parts.join(''))
        expect(cleaned).not.toMatch(/[\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u)
        // A black square may stand only behind a joiner, as part of a cat or a bird.
        for (const glyph of glyphs) {
          for (let at = cleaned.indexOf(glyph); at >= 0; at = cleaned.indexOf(glyph, at + 1)) {
            expect(cleaned[at - 1]).toBe('\u200d')
          }
        }
        expect(cleaned).toBe(cleaned.trim())
        expect(cleanName(cleaned)).toBe(cleaned)
      }),
      { numRuns: 2000 },
    )
  })
})
