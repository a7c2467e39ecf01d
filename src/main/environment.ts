/** What the host is told from outside: flags, environment variables, the machine. Read once at the start, then passed on. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { WireAddress } from './engine/ports.ts'

/** A flag or variable that makes no sense; the message is for the person who set it. */
export class EnvironmentError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'EnvironmentError'
  }
}

export interface Environment {
  /** Absolute. */
  dataDir: string
  wire: WireAddress
  /** BCP 47 tag forced by PILLION_LANG, or null. */
  language: string | null
}

export interface Surroundings {
  variables: NodeJS.ProcessEnv
  platform: NodeJS.Platform
  home: string
  /** Value of `--data`, which wins over the environment, or null. */
  dataFlag: string | null
  /** Whether the variables count: unpackaged, or packaged for testing (docs/architecture.md). */
  honoured: boolean
}

/** @throws {EnvironmentError} */
export function readEnvironment({ variables, platform, home, dataFlag, honoured }: Surroundings): Environment {
  const read = (name: string): string | null => (honoured && variables[name] ? variables[name] : null)
  const fitting = (name: string, form: RegExp, what: string): string | null => {
    const value = read(name)
    if (value !== null && !form.test(value)) throw new EnvironmentError(`${name} has to be ${what}`)
    return value
  }
  return {
    dataDir: resolve(dataFlag ?? read('PILLION_DATA_DIR') ?? defaultDataDir(variables, platform, home)),
    wire: {
      url: fitting('PILLION_WA_URL', /^wss?:\/\/\S+$/, 'an address that starts with ws:// or wss://'),
      rootKeyHex: fitting('PILLION_WA_ROOT_KEY', /^[0-9a-f]{64}$/i, '64 hex digits')?.toLowerCase() ?? null,
      mediaHost: fitting('PILLION_WA_MEDIA_HOST', /^[^\s/]+:\d{1,5}$/, 'host:port'),
      mediaCaFile: read('PILLION_WA_MEDIA_CA'),
    },
    language:
      fitting('PILLION_LANG', /^[a-z]{2,3}([-_][a-z0-9]+)*$/i, 'a language tag, for example fr')?.replaceAll(
        '_',
        '-',
      ) ?? null,
  }
}

/** Where the platform wants an application's own data. */
export function defaultDataDir(variables: NodeJS.ProcessEnv, platform: NodeJS.Platform, home: string): string {
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Pillion')
  if (platform === 'win32') return join(variables.APPDATA || join(home, 'AppData', 'Roaming'), 'Pillion')
  return join(variables.XDG_DATA_HOME || join(home, '.local', 'share'), 'pillion')
}

/** The language the system's locale variables name, else the one of Node's own locale data. */
export function systemLanguage(variables: NodeJS.ProcessEnv): string {
  const locale = variables.LC_ALL || variables.LC_MESSAGES || variables.LANG || ''
  const [tag = ''] = locale.split(/[.@]/)
  if (/^[a-z]{2,3}(_[a-z0-9]+)*$/i.test(tag)) return tag.replaceAll('_', '-')
  return tag === '' ? Intl.DateTimeFormat().resolvedOptions().locale : 'en'
}

/** What the application's package.json says. */
export interface About {
  version: string
  /** Built for testing: the environment counts in a package too. Releases lack the field. */
  testing: boolean
}

/** @param folder where the running bundle lies; the nearest package.json above it is the application's */
export function readAbout(folder: string): About {
  for (let at = folder; ; at = dirname(at)) {
    const file = join(at, 'package.json')
    if (existsSync(file)) {
      const about = JSON.parse(readFileSync(file, 'utf8')) as { version?: unknown; testing?: unknown }
      return { version: String(about.version), testing: about.testing === true }
    }
    if (dirname(at) === at) return { version: '0.0.0', testing: false }
  }
}
