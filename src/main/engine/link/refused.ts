import { children } from './address.ts'
import type { BinaryNode } from './library.ts'

/**
 * Whether a `<message>` must not be taken: it carries an unencrypted message. Only channels write so; from anybody else it
 * is an attack (whoever can write on the line could put words into a contact's mouth), although the library accepts it.
 */
export function refusedMessage(node: BinaryNode): boolean {
  return !node.attrs.from?.endsWith('@newsletter') && children(node, 'plaintext').length > 0
}
