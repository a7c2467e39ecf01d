import { jpeg } from './bounds.ts'
import type { Body } from './unwrap.ts'

type Node = Readonly<Record<string, unknown>>

/** Where else than in the field itself a kind keeps its picture; paths from the field's value. */
const elsewhere: Readonly<Record<string, readonly (readonly string[])[]>> = {
  productMessage: [
    ['product', 'productImage'],
    ['catalog', 'catalogImage'],
  ],
  interactiveMessage: [['header'], ...headerPaths('header'), ['header', 'productMessage', 'product', 'productImage']],
  buttonsMessage: headerPaths(),
  templateMessage: [
    ...headerPaths('hydratedTemplate'),
    ...headerPaths('hydratedFourRowTemplate'),
    ...headerPaths('fourRowTemplate'),
    ...headerPaths('interactiveMessageTemplate', 'header'),
  ],
  listMessage: [['productListInfo', 'headerImage']],
  eventMessage: [['location']],
}

/** Other names of the picture's field. */
const names: readonly string[] = ['jpegThumbnail', 'thumbnail', 'attachmentJpegThumbnail']

/** The picture that came inside the message; none for what may be seen only once. */
export function thumbnailOf(body: Body): Uint8Array | null {
  if (body.once || typeof body.value !== 'object') return null
  const root = body.value as unknown as Node
  if (root.viewOnce === true) return null
  const own = pictureIn(root)
  if (own !== null) return own
  for (const path of elsewhere[body.field] ?? []) {
    const found = pictureIn(follow(root, path))
    if (found !== null) return found
  }
  return null
}

function headerPaths(...before: string[]): string[][] {
  return ['imageMessage', 'videoMessage', 'documentMessage', 'locationMessage'].map(field => [...before, field])
}

function follow(root: Node, path: readonly string[]): Node | null {
  let node: unknown = root
  for (const step of path) {
    if (typeof node !== 'object' || node === null) return null
    node = (node as Node)[step]
  }
  return typeof node === 'object' && node !== null ? (node as Node) : null
}

function pictureIn(node: Node | null): Uint8Array | null {
  if (node === null) return null
  for (const name of names) {
    const found = jpeg(node[name])
    if (found !== null) return found
  }
  return null
}
