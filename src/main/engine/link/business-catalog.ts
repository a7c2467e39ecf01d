import type { PersonRef } from '../events.ts'
import { LinkError } from '../ports.ts'
import { child, children, textOf, wireJid } from './address.ts'
import type { BinaryNode } from './library.ts'

/** A page of a catalog. Of the products themselves nothing is kept. */
export interface CatalogPage {
  products: number
  /** Where the next page begins; null: this was the last. */
  after: string | null
}

/** Products per page. */
const PAGE = 100
/** Longest mark of a place that is sent back. */
const MAX_AFTER = 4_000

/** The library's own query for a catalog; pictures as small as may be, since nobody fetches them. */
export function catalogQuery(person: PersonRef, after: string | null): BinaryNode {
  const word = (tag: string, text: string): BinaryNode => ({ tag, attrs: {}, content: Buffer.from(text) })
  const content = [word('limit', String(PAGE)), word('width', '100'), word('height', '100')]
  if (after !== null) content.push(word('after', after))
  const attrs = { jid: person.pn ?? wireJid(person), allow_shop_source: 'true' }
  return {
    tag: 'iq',
    attrs: { to: 's.whatsapp.net', type: 'get', xmlns: 'w:biz:catalog' },
    content: [{ tag: 'product_catalog', attrs, content }],
  }
}

/** @throws LinkError `SERVER_REFUSED` for an answer without a catalog: it tells no number */
export function catalogIn(answer: BinaryNode): CatalogPage {
  const catalog = child(answer, 'product_catalog')
  if (!catalog) throw new LinkError('SERVER_REFUSED', 'The server answered without a catalog')
  const after = textOf(child(child(catalog, 'paging'), 'after'))
  return {
    products: children(catalog, 'product').filter(({ attrs }) => attrs.is_hidden !== 'true').length,
    after: after === null || after === '' || after.length > MAX_AFTER ? null : after,
  }
}
