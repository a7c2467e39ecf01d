import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import { inProject, root } from './project.ts'
import { say } from './say.ts'

/** What the bundles are made from. */
const sources = ['src', 'resources', 'scripts/build', 'electron.vite.config.ts', 'package.json', 'package-lock.json']

/** Builds unless the bundles are of the present sources. @returns whether they are now */
export function ensureBuilt(): boolean {
  const stamp = inProject('out', '.sources')
  const now = fingerprint()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === now) {
    say('The build is up to date.')
    return true
  }
  say('Building …')
  const began = Date.now()
  const bundler = inProject('node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  const { status, stdout, stderr } = spawnSync(process.execPath, [bundler, 'build'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: 'production' },
  })
  if (status !== 0) {
    process.stderr.write(`${stdout}${stderr}`)
    say('The build failed.')
    return false
  }
  writeFileSync(stamp, now)
  say(`Built in ${((Date.now() - began) / 1000).toFixed(1)} s.`)
  return true
}

/** A digest of all source files' names and contents. */
function fingerprint(): string {
  const hash = createHash('sha256')
  for (const file of sources.flatMap(source => filesOf(inProject(source)))) {
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0')
  }
  return hash.digest('hex')
}

function filesOf(path: string): string[] {
  if (!existsSync(path)) return []
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path)
    .sort()
    .flatMap(name => filesOf(`${path}/${name}`))
}
