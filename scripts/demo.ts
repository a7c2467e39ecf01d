/** `npm run demo`: a simulated phone with a sample world, and Pillion linked to it. Nothing leaves this machine. */
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { startDemoWorld } from '../test/phone/world/demo.ts'
import { ensureBuilt } from './steps/build.ts'
import { end, firstLine, type Started, startBrowserHost } from './steps/children.ts'
import { startDesktopApp } from './steps/desktopApp.ts'
import { findElectron, hasDisplay, isLinuxRoot } from './steps/electronRuntime.ts'
import { readRunFlags } from './steps/flags.ts'
import { inProject } from './steps/project.ts'
import { say } from './steps/say.ts'
import { type Scan, scanBridge, scanWindow } from './steps/scanning.ts'

const flags = readRunFlags()
if (!ensureBuilt()) process.exit(1)

const dataDir = chooseData()
say('Starting the simulated phone and its sample world …')
const world = await startDemoWorld({ quiet: flags.quiet, say })
const scan: Scan = code => world.phone.scan(code)

const { started, stopScanning } = await open()
let leaving = false
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void leave())
const code = await started.ended
await leave()
process.exit(leaving ? 0 : code)

async function leave(): Promise<void> {
  if (leaving) return
  leaving = true
  say('Ending the demo …')
  await stopScanning()
  await end(started)
  await world.stop()
}

async function open(): Promise<{ started: Started; stopScanning: () => Promise<void> }> {
  const why = flags.browser ? 'as asked' : hasDisplay() ? null : 'there is no display'
  const runtime = why === null ? await findElectron(true) : { missing: why }
  if ('missing' in runtime) return openBrowserHost(runtime.missing)
  say('Opening Pillion …')
  // What is shown here is the sample world's alone: unlike npm start, the demo may do without the sandbox.
  const asRoot = isLinuxRoot() ? ['--no-sandbox'] : []
  const app = startDesktopApp(runtime.program, ['--data', dataDir, ...asRoot], world.phone.env(), true)
  const opened = await app.opened
  if (opened === null || opened.debugger === null) {
    await end(app)
    return openBrowserHost('Electron did not open a window')
  }
  return { started: app, stopScanning: await scanWindow(opened.debugger, scan) }
}

async function openBrowserHost(why: string): Promise<{ started: Started; stopScanning: () => Promise<void> }> {
  say(`Pillion opens in an ordinary browser (${why}).`)
  const port = flags.port === null ? [] : ['--port', flags.port]
  const host = startBrowserHost(['--data', dataDir, ...port], world.phone.env())
  const ready = await firstLine(host.stdout)
  if (ready === null) {
    await world.stop()
    process.exit(await host.ended)
  }
  process.stdout.write(`${ready}\n`)
  say('Open this address in your browser.')
  const address = ready.slice(ready.indexOf('http://'))
  return { started: host, stopScanning: await scanBridge(address, scan) }
}

/** A folder of this run's own, unless one was named: a named one is kept as it is. What earlier runs left is taken away. */
function chooseData(): string {
  const named = flags.data ?? process.env.PILLION_DATA_DIR
  if (named) return named
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
