/** Installing the dependencies. Runs before there are any, under any Node from 20 on. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** @param {string} line */
export function say(line) {
  process.stderr.write(`• ${line}\n`)
}

/** The Node that came along as a dependency. */
export function ownNode() {
  return join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
}

/** @returns {boolean} whether everything is there, now or already */
export function ensureInstalled() {
  const why = whatIsMissing()
  if (why === null) return true
  say(`Installing dependencies (${why}); the first time takes a minute or two …`)
  // The only script of a dependency that is needed is the one that puts Node 24 in its place. Others would ask for a
  // compiler or Python, which a machine need not have.
  if (!npm('ci', '--ignore-scripts') || !npm('rebuild', 'node', '--foreground-scripts')) {
    say('Installing failed; what npm printed above says why.')
    return false
  }
  const left = whatIsMissing()
  if (left !== null) say(`Something is still missing after npm ci: ${left}.`)
  return left === null
}

/**
 * Runs npm: the one that runs this script, else the one on the path.
 * @param {string[]} args
 * @returns {boolean} whether it succeeded
 */
function npm(...args) {
  const own = process.env.npm_execpath
  const [program, before, shell] =
    own !== undefined && /npm-cli\.c?js$/.test(own)
      ? [process.execPath, [own], false]
      : ['npm', [], process.platform === 'win32']
  const flags = [...before, ...args, '--no-fund', '--no-audit', '--loglevel=error']
  return spawnSync(program, flags, { cwd: root, stdio: ['ignore', 2, 2], env: plainEnv(), shell }).status === 0
}

/** A flag meant for us (`npm run demo --browser`) must not reach the npm that is started here. */
function plainEnv() {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_config_(browser|port|data)$/.test(name)),
  )
}

/**
 * Compares what npm noted down about node_modules with the lockfile.
 * @returns {string | null} null when all is there
 */
function whatIsMissing() {
  const noted = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(noted)) return 'nothing is installed yet'
  const wanted = packagesOf(join(root, 'package-lock.json'))
  const there = packagesOf(noted)
  for (const [path, { version, optional, devOptional, peer }] of Object.entries(wanted)) {
    if (path === '' || version === undefined) continue
    const found = there[path]
    if (found === undefined && !optional && !devOptional && !peer) return `${nameOf(path)} is missing`
    if (found !== undefined && found.version !== version) return `${nameOf(path)} is another version`
  }
  return existsSync(ownNode()) ? null : 'Node 24 is missing'
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean, devOptional?: boolean, peer?: boolean }>}
 */
function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages ?? {}
}

/** @param {string} path */
function nameOf(path) {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
}
