/** What a value costs beside its text: a rough count of bytes for a number, a key's slot, an object. */
const EACH = 8

/**
 * Whether a value is larger than `limit` (roughly bytes). Stops as soon as it knows, so that neither a huge nor a
 * cyclic value takes long. Only plain data is measured; anything else is left to the schema, which refuses it.
 */
export function weighsMoreThan(value: unknown, limit: number): boolean {
  let left = limit
  const waiting: unknown[] = [value]
  while (waiting.length > 0) {
    const next = waiting.pop()
    left -= EACH
    if (typeof next === 'string') left -= next.length
    else if (ArrayBuffer.isView(next) || next instanceof ArrayBuffer) left -= next.byteLength
    else if (next instanceof Map || next instanceof Set) left -= next.size * EACH
    else if (typeof next === 'object' && next !== null) {
      // Counted before it is spread: a sparse array of a billion places must not be walked.
      const size = Array.isArray(next) ? next.length : 0
      if (left - size * EACH < 0) return true
      for (const [key, inner] of Object.entries(next)) {
        left -= key.length
        waiting.push(inner)
      }
    }
    if (left - waiting.length * EACH < 0) return true
  }
  return false
}
