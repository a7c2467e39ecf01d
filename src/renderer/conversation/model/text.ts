/**
 * A message's text as a tree: bold, italic, struck, code, links and mentions. Linear in the text's length whatever the text
 * is (a message may hold 65,536 characters of asterisks).
 */
import type { PersonLine } from '../../../shared/model.ts'
import { findLinks } from './links.ts'

export type Inline =
  | { type: 'text'; text: string }
  | { type: 'bold' | 'italic' | 'strike'; children: Inline[] }
  | { type: 'code'; text: string; block: boolean }
  | { type: 'link'; text: string; href: string; target: string; disguised: boolean }
  | { type: 'mention'; person: PersonLine }

export interface Mention {
  /** Digits after the @. */
  token: string
  person: PersonLine
}

type MarkType = 'bold' | 'italic' | 'strike'
const MARKS: Readonly<Record<string, MarkType>> = { '*': 'bold', _: 'italic', '~': 'strike' }
const WORD = /[\p{L}\p{N}]/u

/** A piece that formatting never cuts. */
interface Atom {
  start: number
  end: number
  node: Inline
}

/** Code first (nothing is read inside it), then links, then mentions. */
function findAtoms(text: string, mentions: readonly Mention[]): Atom[] {
  const code: Atom[] = []
  for (const match of text.matchAll(/```([^`]+(?:`{1,2}[^`]+)*)```|`([^`\n]+)`/g)) {
    const block = match[1]
    const content = block ?? match[2] ?? ''
    if (content.trim() === '') continue
    code.push({
      start: match.index,
      end: match.index + match[0].length,
      node: {
        type: 'code',
        text: block === undefined ? content : content.replace(/^\n|\n$/g, ''),
        block: block !== undefined,
      },
    })
  }
  const links: Atom[] = findLinks(text).map(link => ({
    start: link.start,
    end: link.end,
    node: {
      type: 'link',
      text: text.slice(link.start, link.end),
      href: link.href,
      target: link.target,
      disguised: link.disguised,
    },
  }))
  const named = new Map(mentions.map(mention => [mention.token, mention.person]))
  const people: Atom[] = []
  if (named.size > 0) {
    for (const match of text.matchAll(/@(\d{5,20})/g)) {
      const person = named.get(match[1] ?? '')
      if (person === undefined) continue
      people.push({ start: match.index, end: match.index + match[0].length, node: { type: 'mention', person } })
    }
  }
  const atoms: Atom[] = []
  for (const atom of [...code, ...links, ...people].sort((a, b) => a.start - b.start || rank(a) - rank(b))) {
    const previous = atoms.at(-1)
    if (previous === undefined || atom.start >= previous.end) atoms.push(atom)
  }
  return atoms
}

function rank(atom: Atom): number {
  return atom.node.type === 'code' ? 0 : 1
}

/** Reads `text` from one end to the other with a cursor into the atoms; marks nest, each kind once. */
class Reader {
  readonly #text: string
  readonly #atStart: ReadonlyMap<number, Atom>
  /** Before this position there is no closer of the mark any more: looking again would make reading quadratic. */
  readonly #barren = new Map<string, number>()

  constructor(text: string, atoms: readonly Atom[]) {
    this.#text = text
    this.#atStart = new Map(atoms.map(atom => [atom.start, atom]))
  }

  read(start: number, end: number, open: string): Inline[] {
    const nodes: Inline[] = []
    let plain = start
    let at = start
    const flush = (until: number): void => {
      if (until > plain) nodes.push({ type: 'text', text: this.#text.slice(plain, until) })
    }
    while (at < end) {
      const atom = this.#atStart.get(at)
      if (atom !== undefined && atom.end <= end) {
        flush(at)
        nodes.push(atom.node)
        at = atom.end
        plain = at
        continue
      }
      const mark = this.#text[at] ?? ''
      const type = MARKS[mark]
      const close = type !== undefined && !open.includes(mark) && this.#opens(at) ? this.#closer(at, end, mark) : -1
      if (type !== undefined && close > 0) {
        flush(at)
        nodes.push({ type, children: this.read(at + 1, close, open + mark) })
        at = close + 1
        plain = at
        continue
      }
      at += 1
    }
    flush(end)
    return nodes
  }

  #opens(at: number): boolean {
    const before = this.#text[at - 1]
    const after = this.#text[at + 1]
    if (after === undefined || /\s/.test(after) || after === this.#text[at]) return false
    return before === undefined || !WORD.test(before)
  }

  #closer(open: number, end: number, mark: string): number {
    if (open < (this.#barren.get(mark) ?? -1)) return -1
    let at = open + 1
    for (; at < end; at += 1) {
      const atom = this.#atStart.get(at)
      if (atom !== undefined) {
        at = atom.end - 1
        continue
      }
      const character = this.#text[at]
      if (character === '\n') break
      if (character !== mark || at === open + 1) continue
      const before = this.#text[at - 1] ?? ''
      const after = this.#text[at + 1]
      if (!/\s/.test(before) && (after === undefined || !WORD.test(after))) return at
    }
    this.#barren.set(mark, at)
    return -1
  }
}

export function parseText(text: string, mentions: readonly Mention[]): Inline[] {
  return new Reader(text, findAtoms(text, mentions)).read(0, text.length, '')
}

/** The same without marks, for labels and announcements: mentions by name, code and links as they stand. */
export function plainText(text: string, mentions: readonly Mention[]): string {
  const named = new Map(mentions.map(mention => [mention.token, mention.person.name.text]))
  return text.replace(/@(\d{5,20})/g, (whole, token: string) => (named.has(token) ? `@${named.get(token)}` : whole))
}
