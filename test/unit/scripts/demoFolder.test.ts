import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { leaveDemoFolder, takeDemoFolder } from '../../../scripts/steps/demoFolder.ts'

const ROOT = join(import.meta.dirname, '..', '..', '..')

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'pillion-demo-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

test('a new or empty folder becomes the demo’s, and stays it with files in it', () => {
  for (const folder of [dir, join(dir, 'new', 'folder')]) {
    rmSync(join(dir, 'pillion.sqlite'), { force: true })
    rmSync(join(dir, '.pillion-demo'), { force: true })
    expect(takeDemoFolder(folder)).toBe(true)
    writeFileSync(join(folder, 'pillion.sqlite'), 'sample')
    expect(takeDemoFolder(folder)).toBe(true)
  }
})

test('a folder with something else in it is refused and stays as it is', () => {
  writeFileSync(join(dir, 'pillion.sqlite'), 'real')
  expect(takeDemoFolder(dir)).toBe(false)
  expect(readdirSync(dir)).toEqual(['pillion.sqlite'])
})

test('a demo’s folder that was used for an account of one’s own is not the demo’s any more', () => {
  expect(takeDemoFolder(dir)).toBe(true)
  writeFileSync(join(dir, 'pillion.sqlite'), 'real')
  leaveDemoFolder(dir)
  expect(takeDemoFolder(dir)).toBe(false)
  leaveDemoFolder(join(dir, 'not there'))
})

test.each(['variable', 'flag'])('npm run demo with a real data folder (%s) says so in one line and ends', how => {
  writeFileSync(join(dir, 'pillion.sqlite'), 'real')
  const { PILLION_DATA_DIR: _, ...variables } = process.env
  const ended = spawnSync(
    join(ROOT, 'node_modules', '.bin', 'node'),
    ['scripts/demo.ts', '--browser', ...(how === 'flag' ? ['--data', dir] : [])],
    {
      cwd: ROOT,
      env: how === 'flag' ? variables : { ...variables, PILLION_DATA_DIR: dir },
      encoding: 'utf8',
      timeout: 20_000,
    },
  )
  expect(ended.status).toBe(2)
  expect(`${ended.stdout}${ended.stderr}`.trim().split('\n')).toEqual([expect.stringContaining(dir)])
  expect(readdirSync(dir)).toEqual(['pillion.sqlite'])
  expect(readFileSync(join(dir, 'pillion.sqlite'), 'utf8')).toBe('real')
  expect(existsSync(join(dir, 'logs'))).toBe(false)
})
