/** `npm start`: Pillion for one's own phone and the real service. */
import { homedir } from 'node:os'
import { defaultDataDir } from '../src/main/environment.ts'
import { ensureBuilt } from './steps/build.ts'
import { end, firstLine, type Started, startBrowserHost } from './steps/children.ts'
import { leaveDemoFolder } from './steps/demoFolder.ts'
import { startDesktopApp } from './steps/desktopApp.ts'
import { findElectron, hasDisplay, isLinuxRoot } from './steps/electronRuntime.ts'
import { readRunFlags } from './steps/flags.ts'
import { say } from './steps/say.ts'

const flags = readRunFlags()
if (!ensureBuilt()) process.exit(1)

// An account linked here is never to be opened by the demo.
leaveDemoFolder(
  flags.data ?? (process.env.PILLION_DATA_DIR || defaultDataDir(process.env, process.platform, homedir())),
)

const data = flags.data === null ? [] : ['--data', flags.data]
let current: Started | null = null
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (current === null) process.exit(0)
    void end(current)
  })
}
process.exit(await (await open()).ended)

async function open(): Promise<Started> {
  const why = whyNoWindow()
  const runtime = why === null ? await findElectron(true) : { missing: why }
  if ('missing' in runtime) return openBrowserHost(runtime.missing)
  say('Opening Pillion …')
  const app = startDesktopApp(runtime.program, data, {}, false)
  current = app
  const early = await Promise.race([app.opened, app.ended])
  // Code 0 without a window: another Pillion with this data folder has come to the front.
  if (early !== null && typeof early !== 'number') return app
  const code = await app.ended
  return code === 0 ? app : openBrowserHost(`Electron ended with code ${code}`)
}

/** One's own account is never shown without the sandbox. */
function whyNoWindow(): string | null {
  if (flags.browser) return 'as asked'
  if (!hasDisplay()) return 'there is no display'
  return isLinuxRoot() ? 'Electron keeps its sandbox and so does not run as root' : null
}

async function openBrowserHost(why: string): Promise<Started> {
  say(`Pillion opens in an ordinary browser (${why}).`)
  const host = startBrowserHost([...data, ...(flags.port === null ? [] : ['--port', flags.port])], {})
  current = host
  const ready = await firstLine(host.stdout)
  if (ready === null) return host
  process.stdout.write(`${ready}\n`)
  say('Open this address in your browser. It is for you alone: whoever has it can read your chats.')
  return host
}
