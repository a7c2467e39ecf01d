/** `npm run demo`: a simulated phone with a sample world, and Pillion linked to it. Nothing leaves this machine. */
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { startDemoWorld } from '../test/phone/world/demo.ts'
import { ensureBuilt } from './steps/build.ts'
import { end, firstLine, type Started, startBrowserHost } from './steps/children.ts'
import { takeDemoFolder } from './steps/demoFolder.ts'
import { startDesktopApp } from './steps/desktopApp.ts'
import { findElectron, hasDisplay, isLinuxRoot } from './steps/electronRuntime.ts'
import { readRunFlags } from './steps/flags.ts'
import { inProject } from './steps/project.ts'
import { say } from './steps/say.ts'
import { type Scan, scanBridge, scanWindow } from './steps/scanning.ts'

const flags = readRunFlags()
const named = flags.data ?? process.env.PILLION_DATA_DIR
if (named && !takeDemoFolder(named)) {
  say(`${named} is in use for something else: the demo takes only an empty folder, or one of its own (--data DIR).`)
  process.exit(2)
}
if (!ensureBuilt()) process.exit(1)

const dataDir = named || chooseData()
say('Starting the simulated phone and its sample world …')
const world = await startDemoWorld({ quiet: flags.quiet, say })
const scan: Scan = code => world.phone.scan(code)

/** What has to be ended again, the latest first. */
const running: (() => Promise<void>)[] = [() => world.stop()]
let ending: Promise<void> | null = null
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => void leave().then(() => process.exit(0)))

const code = await (await open()).ended
const asked = ending !== null
await leave()
process.exit(asked ? 0 : code)

/** Ends everything that runs, once. */
function leave(): Promise<void> {
  ending ??= (async () => {
    say('Ending the demo …')
    for (const stop of running.reverse()) await stop()
    if (!named) rmSync(dataDir, { recursive: true, force: true })
  })()
  return ending
}

async function open(): Promise<Started> {
  const why = flags.browser ? 'as asked' : hasDisplay() ? null : 'there is no display'
  const runtime = why === null ? await findElectron(true) : { missing: why }
  if ('missing' in runtime) return openBrowserHost(runtime.missing)
  say('Opening Pillion …')
  // What is shown here is the sample world's alone: unlike npm start, the demo may do without the sandbox.
  const asRoot = isLinuxRoot() ? ['--no-sandbox'] : []
  const app = startDesktopApp(runtime.program, ['--data', dataDir, ...asRoot], world.phone.env(), true)
  running.push(() => end(app))
  const opened = await app.opened
  if (opened === null || opened.debugger === null) {
    await end(app)
    return openBrowserHost('Electron did not open a window')
  }
  try {
    running.push(await scanWindow(opened.debugger, scan))
  } catch (error) {
    if (ending === null) say(`The sample phone cannot see the window: ${String(error)}`)
  }
  return app
}

async function openBrowserHost(why: string): Promise<Started> {
  say(`Pillion opens in an ordinary browser (${why}).`)
  const port = flags.port === null ? [] : ['--port', flags.port]
  const host = startBrowserHost(['--data', dataDir, ...port], world.phone.env())
  running.push(() => end(host))
  const ready = await firstLine(host.stdout)
  if (ready === null) return host
  process.stdout.write(`${ready}\n`)
  say('Open this address in your browser.')
  const address = ready.slice(ready.indexOf('http://'))
  running.push(await scanBridge(address, scan))
  return host
}

/** A folder of this run's own, where none was named. What runs that were cut short left is taken away. */
function chooseData(): string {
  const all = inProject('.demo')
  mkdirSync(all, { recursive: true, mode: 0o700 })
  for (const name of readdirSync(all)) if (!isRunning(Number(name))) rmSync(join(all, name), { recursive: true })
  return join(all, String(process.pid))
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
