import { spawnSync } from 'node:child_process'
import { browserBinary } from '../../test/e2e/support/browserBinary.ts'
import { tool } from './checks.ts'
import { say } from './say.ts'

/** Finds a browser for the end-to-end tests, or gets one. @returns its program, or null */
export function ensureBrowser(): string | null {
  const found = browserBinary()
  if (found !== null) return found
  say("No browser found; fetching Playwright's …")
  run(tool('@playwright/test/cli.js', 'install', 'chromium'))
  const own = browserBinary()
  if (own !== null) return own
  if (process.platform === 'linux' && process.getuid?.() === 0) {
    say("That did not work; installing Debian's chromium …")
    run(['apt-get', 'update', '-q'])
    run(['apt-get', 'install', '-y', '-q', '--no-install-recommends', 'chromium'])
  }
  return browserBinary()
}

function run([program = '', ...args]: string[]): void {
  spawnSync(program, args, { stdio: ['ignore', 2, 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
}
