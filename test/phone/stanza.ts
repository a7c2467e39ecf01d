import type { BinaryNode } from 'baileys'

/** Attribute values as written here; null and undefined leave the attribute out. */
export type Attrs = Record<string, string | number | boolean | null | undefined>

/** Makes a stanza (or a child of one). */
export function stanza(tag: string, attrs: Attrs = {}, content?: BinaryNode['content']): BinaryNode {
  const kept: Record<string, string> = {}
  for (const [name, value] of Object.entries(attrs)) {
    if (value !== null && value !== undefined) kept[name] = String(value)
  }
  return content === undefined ? { tag, attrs: kept } : { tag, attrs: kept, content }
}

export function children(node: BinaryNode | null, tag?: string): BinaryNode[] {
  if (!node || !Array.isArray(node.content)) return []
  return tag === undefined ? node.content : node.content.filter(c => c.tag === tag)
}

export function child(node: BinaryNode | null, tag: string): BinaryNode | null {
  return children(node, tag)[0] ?? null
}

/** Content as bytes; empty when there is none. */
export function bytes(node: BinaryNode | null): Buffer {
  const content = node?.content
  if (content === undefined || Array.isArray(content)) return Buffer.alloc(0)
  return typeof content === 'string' ? Buffer.from(content) : Buffer.from(content)
}

/** Content as text; '' when there is none. */
export function text(node: BinaryNode | null): string {
  return bytes(node).toString('utf8')
}

/** Content as a big-endian unsigned integer. */
export function uint(node: BinaryNode | null): number {
  const b = bytes(node)
  return b.length === 0 ? 0 : b.readUIntBE(0, b.length)
}

/** Big-endian bytes of an unsigned integer. */
export function bigEndian(value: number, length: number): Buffer {
  const b = Buffer.alloc(length)
  b.writeUIntBE(value, 0, length)
  return b
}

/** A JID without user, as the server writes itself. */
export const SERVER = '@s.whatsapp.net'

/** The answer to a query, from whom it was asked. */
export function result(query: BinaryNode, content?: BinaryNode['content']): BinaryNode {
  return stanza('iq', { type: 'result', id: query.attrs.id, from: query.attrs.to ?? SERVER }, content)
}

/** The refusal of a query. */
export function refusal(query: BinaryNode, code: number, message: string): BinaryNode {
  return stanza('iq', { type: 'error', id: query.attrs.id, from: query.attrs.to ?? SERVER }, [
    stanza('error', { code, text: message }),
  ])
}
