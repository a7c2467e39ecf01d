import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { eraseStore, openStore } from '../../../src/main/engine/store/open.ts'
import { newDir, plainBox, storeOf } from './support.ts'

test('erasing deletes the copies that were kept as well, and nothing that is not ours', async () => {
  const dir = newDir()
  for (let n = 0; n < 2; n++) {
    writeFileSync(join(dir, 'pillion.sqlite'), Buffer.alloc(8192, 7))
    const result = await openStore({ dataDir: dir, secrets: plainBox })
    if (result.store !== null || result.setAside === null) throw new Error('it was opened')
    writeFileSync(`${result.setAside()}-wal`, 'log')
  }
  writeFileSync(join(dir, 'pillion-kept-notes.txt'), 'mine')
  expect(readdirSync(dir).filter(name => name.startsWith('pillion-kept-'))).toHaveLength(5)
  storeOf(await openStore({ dataDir: dir, secrets: plainBox })).close()
  eraseStore(dir)
  expect(readdirSync(dir).sort()).toEqual(['lock.sqlite', 'pillion-kept-notes.txt'])
})
