/**
 * Writes src/shared/rules/confusables.ts anew: the confusables of Unicode TR39, taken from the ICU data that the pinned
 * `node` package carries in its binary. No package on npm keeps up with that table, and ICU has it for its own
 * spoof checker. Run after an update of Node: node_modules/.bin/node scripts/confusables.ts
 */
import { readFileSync, writeFileSync } from 'node:fs'

const target = new URL('../src/shared/rules/confusables.ts', import.meta.url)

/** Start of ICU's confusables.cfu, little endian: magic number, then version 2 of its format (ICU, uspoof_impl.h). */
const MAGIC = Buffer.from([0xef, 0xfd, 0x45, 0x38, 2, 0, 0, 0])

function findTable(binary: Buffer): Buffer {
  const at = binary.indexOf(MAGIC)
  if (at === -1 || binary.indexOf(MAGIC, at + 1) !== -1)
    throw new Error('no confusables, or more than one, in this Node')
  return binary.subarray(at, at + binary.readUInt32LE(at + 8))
}

/** Code point to the text it is confusable with. */
function readTable(data: Buffer): Map<number, string> {
  const [keys, size, values, , strings] = [12, 16, 20, 24, 28].map(offset => data.readUInt32LE(offset))
  if (keys === undefined || size === undefined || values === undefined || strings === undefined)
    throw new Error('cut off')
  const map = new Map<number, string>()
  for (let index = 0; index < size; index++) {
    // The key's upper byte is the length of its text less one; a text of one unit is the value itself.
    const key = data.readUInt32LE(keys + 4 * index)
    const length = (key >>> 24) + 1
    const value = data.readUInt16LE(values + 2 * index)
    const units =
      length === 1 ? [value] : Array.from({ length }, (_, n) => data.readUInt16LE(strings + 2 * (value + n)))
    map.set(key & 0xffffff, String.fromCharCode(...units))
  }
  return map
}

const hex = (text: string): string => [...text].map(char => (char.codePointAt(0) ?? 0).toString(16)).join('+')

function lines(map: Map<number, string>): string[] {
  const sources = new Map<string, string[]>()
  for (const [point, text] of map) sources.set(text, [...(sources.get(text) ?? []), point.toString(16)])
  return [...sources].map(([text, points]) => `${hex(text)}:${points.join(' ')}`).sort()
}

const map = readTable(findTable(readFileSync(process.execPath)))
writeFileSync(
  target,
  `/**
 * Characters that look alike, from Unicode ${process.versions.unicode} (TR39, by ICU ${process.versions.icu}; Unicode License v3). Written by
 * scripts/confusables.ts. A line: what they look like, then the code points, in hexadecimal.
 */
const table = \`
${lines(map).join('\n')}
\`

/** Code point to the text that stands for all that look like it. */
export const confusables: ReadonlyMap<number, string> = new Map(
  table
    .trim()
    .split('\\n')
    .flatMap(line => {
      const [text = '', points = ''] = line.split(':')
      const lookalike = String.fromCodePoint(...text.split('+').map(part => Number.parseInt(part, 16)))
      return points.split(' ').map((point): [number, string] => [Number.parseInt(point, 16), lookalike])
    }),
)
`,
)
process.stdout.write(`${map.size} characters\n`)
