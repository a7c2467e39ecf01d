import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const run = promisify(execFile)
const entry = resolve(import.meta.dirname, '../../bench/run.ts')

test('a small run of the parts that need no build', { timeout: 180_000 }, async () => {
  const { stdout } = await run(process.execPath, [entry, '--small', '--source', 'a', 'b', 'c', 'd'])
  const names = stdout.split('\n').map(line => line.slice(0, 1))
  for (const part of ['a', 'b', 'c', 'd']) expect(names).toContain(part)
})

test('an unknown part is refused', async () => {
  await expect(run(process.execPath, [entry, 'z'])).rejects.toMatchObject({ code: 2 })
})
