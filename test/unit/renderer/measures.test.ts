import { expect, test } from 'vitest'
import { bytes } from '../../../src/renderer/conversation/message/measures.ts'

test.each<[number, string, string]>([
  [768, 'en', '768 bytes'],
  [1, 'en', '1 byte'],
  [0, 'en', '0 bytes'],
  [768, 'fr', '768 o'],
  [768, 'de', '768 Byte'],
  [1234, 'en', '1.2 kB'],
  [1234, 'fr', '1,2 ko'],
  [48_000_000, 'en', '48 MB'],
])('%i bytes in %s: %s', (count, language, words) => {
  expect(bytes(count, language).replace(/\s/g, ' ')).toBe(words)
})
