import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve, sep } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { locateAsset, readAsset } from '../../../src/main/bridge/assets.ts'

describe('files of the page', () => {
  let root: string
  beforeAll(() => {
    const folder = mkdtempSync(join(tmpdir(), 'pillion-assets-'))
    root = join(folder, 'page')
    mkdirSync(join(root, 'assets'), { recursive: true })
    writeFileSync(join(folder, 'secret.js'), 'secret')
    writeFileSync(join(root, 'index.html'), '<p>page</p>')
    writeFileSync(join(root, 'assets', 'a b.js'), 'code')
    writeFileSync(join(root, 'notes.md'), 'not served')
    writeFileSync(join(root, '.hidden.js'), 'not served')
  })
  afterAll(() => rmSync(resolve(root, '..'), { recursive: true }))

  it('are found by their path', async () => {
    expect((await readAsset(root, '/'))?.bytes.toString()).toBe('<p>page</p>')
    expect(await readAsset(root, '/assets/a%20b.js')).toMatchObject({ type: 'text/javascript; charset=utf-8' })
  })

  it.each([
    '/../secret.js',
    '/%2e%2e/secret.js',
    '/..%2fsecret.js',
    '/assets/../../secret.js',
    '/..%5csecret.js',
    '//secret.js/..',
    '/C:/secret.js',
    '/index.html%00.js',
    '/%',
    '/assets',
    '/notes.md',
    '/.hidden.js',
    '/none.js',
    'index.html',
    '',
  ])('are not found by %j', async path => {
    expect(await readAsset(root, path)).toBeNull()
  })

  it('never lie outside the folder, whatever the path', () => {
    const piece = fc.constantFrom('..', '.', '/', '\\', '%2e', '%2f', '%5c', '%00', 'a', 'C:', '%', '%c0%ae')
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 12 }), parts => {
        const file = locateAsset(root, `/${parts.join('')}`)
        if (file !== null) expect(file.startsWith(root + sep)).toBe(true)
      }),
      { numRuns: 3000 },
    )
  })

  it.skipIf(process.platform === 'win32')('does not serve folders behind links', async () => {
    symlinkSync(resolve(root, '..'), join(root, 'out'))
    expect(await readAsset(root, '/out')).toBeNull()
  })
})
