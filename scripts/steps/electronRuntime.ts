import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inProject } from './project.ts'
import { say } from './say.ts'

/** Electron's program, or why there is none. */
export type ElectronRuntime = { program: string } | { missing: string }

/** Time to reach the place that Electron's binary is fetched from (ms), so that a machine without it loses no minutes. */
const REACH = 6000

/** Finds Electron's binary; with `fetching`, fetches it when it can be reached. */
export async function findElectron(fetching: boolean): Promise<ElectronRuntime> {
  const here = electronProgram()
  if (here !== null) return { program: here }
  const given = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (given) return { missing: `there is no Electron in ${given} (ELECTRON_OVERRIDE_DIST_PATH)` }
  if (!fetching) return { missing: "Electron's binary is not installed" }
  if (!(await canReach())) return { missing: "Electron's binary is not here and cannot be fetched" }
  say('Fetching Electron (about 110 MB, once) …')
  spawnSync(process.execPath, [inProject('node_modules', 'electron', 'install.js')], { stdio: ['ignore', 2, 2] })
  const fetched = electronProgram()
  return fetched === null ? { missing: "fetching Electron's binary failed" } : { program: fetched }
}

/** Path of Electron's program, or null; never fetches. */
export function electronProgram(): string | null {
  const usual = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }
  const inside = Object.entries(usual).find(([platform]) => platform === process.platform)?.[1] ?? 'electron'
  const given = process.env.ELECTRON_OVERRIDE_DIST_PATH
  const own = inProject('node_modules', 'electron', 'dist')
  const program = join(given || own, inside)
  if (!existsSync(program)) return null
  // A binary left over from an earlier version of the package would be the wrong one.
  if (!given && versionIn(join(own, 'version')) !== installedVersion()) return null
  return program
}

function versionIn(file: string): string | null {
  return existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : null
}

function installedVersion(): unknown {
  const about: unknown = JSON.parse(readFileSync(inProject('node_modules', 'electron', 'package.json'), 'utf8'))
  return typeof about === 'object' && about !== null && 'version' in about ? about.version : null
}

async function canReach(): Promise<boolean> {
  const mirror =
    process.env.npm_config_electron_mirror ??
    process.env.ELECTRON_MIRROR ??
    'https://github.com/electron/electron/releases'
  try {
    const { status } = await fetch(mirror, { method: 'HEAD', signal: AbortSignal.timeout(REACH) })
    return status < 500
  } catch {
    return false
  }
}

/** Whether there is a screen to show a window on. */
export function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
}

/** Chromium has no sandbox for root on Linux: Electron refuses to start then unless it is told to do without. */
export function isLinuxRoot(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0
}
