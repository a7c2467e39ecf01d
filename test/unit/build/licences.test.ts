import { expect, test } from 'vitest'
import { notShipped } from '../../../scripts/build/licences.ts'

test.each([
  { imports: ['node:fs', 'fs', 'fs/promises', 'electron', 'better-sqlite3'], missing: [] },
  { imports: ['libsignal/src/curve.js', 'node:path'], missing: ['libsignal/src/curve.js'] },
])('a bundle may need Node, Electron and what is shipped beside it: $imports', ({ imports, missing }) => {
  expect(notShipped(imports, ['better-sqlite3'])).toEqual(missing)
})
