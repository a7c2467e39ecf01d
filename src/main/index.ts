/** Composes the desktop app: one window on the page, the engine in its thread, the bridge between them. */
import { homedir } from 'node:os'
import { join } from 'node:path'
import { app, type BrowserWindow, clipboard, dialog, ipcMain, session } from 'electron'
import { CopiedCode } from '../shared/copied-code.ts'
import { makeDoor, makeHostDoor } from './bridge/door.ts'
import { serveIpc } from './bridge/ipc.ts'
import { prepareDataFolder } from './dataFolder.ts'
import { ORIGIN, registerAppScheme, serveApp } from './desktop/appProtocol.ts'
import { openKeyStore } from './desktop/keyStore.ts'
import { lockPages, lockSession } from './desktop/lockdown.ts'
import { setMenu } from './desktop/menu.ts'
import { openWindow } from './desktop/window.ts'
import { type EngineClient, startEngineThread } from './engine/client.ts'
import { type Environment, EnvironmentError, readAbout, readEnvironment } from './environment.ts'
import { openLog } from './logFile.ts'

const here = import.meta.dirname
const about = readAbout(here)

start()

function start(): void {
  const environment = readOrExit()
  if (environment === null) return
  const { dataDir } = environment
  prepareDataFolder(dataDir, line => process.stderr.write(`${line}\n`))
  // Chromium's own files; the lock against a second start lies among them, so there is one per data folder.
  app.setPath('userData', join(dataDir, 'chromium'))
  if (!app.requestSingleInstanceLock()) {
    process.stderr.write(`Pillion already runs with the data folder ${dataDir}; its window was brought to the front.\n`)
    app.exit(0)
    return
  }
  registerAppScheme()
  // Tests that run as root have to do without the sandbox, and say so on their command line.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  const log = openLog(dataDir)
  lockPages(log.write)
  void app.whenReady().then(() => run(environment, log.write))
}

async function run(environment: Environment, log: (line: object) => void): Promise<void> {
  const { dataDir, wire } = environment
  const engine = startEngineThread({
    dataDir,
    host: {
      kind: 'desktop',
      version: about.version,
      platform: process.platform,
      language: environment.language ?? app.getLocale(),
    },
    secrets: await openKeyStore(),
    wire,
    workerUrl: new URL('./worker.js', import.meta.url),
    decoderUrl: new URL('./decoder.js', import.meta.url),
    log,
  })
  lockSession(session.defaultSession)
  serveApp(session.defaultSession, join(here, '..', 'renderer'), id => engine.mediaFile(id))
  setMenu(!app.isPackaged)

  const copied = new CopiedCode(
    { read: async () => clipboard.readText(), clear: () => clipboard.clear() },
    (ms, run) => {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
  )
  let window: BrowserWindow | null = null
  const show = (): void => {
    if (window === null) {
      window = openWindow({
        preload: join(here, '..', 'preload', 'index.cjs'),
        icon: join(here, '..', '..', 'resources', 'icon.png'),
        dataDir,
      })
      window.once('show', () => process.stderr.write('Pillion is open.\n'))
      window.on('closed', () => {
        window = null
      })
    } else {
      if (window.isMinimized()) window.restore()
      window.show()
      window.focus()
    }
  }
  serveIpc({
    ipc: ipcMain,
    engine,
    door: makeDoor(engine, log),
    hostDoor: makeHostDoor(
      {
        codeCopied: ({ code }) => {
          copied.hold(code)
          return { willClear: true }
        },
        mediaAddress: () => ({ before: `${ORIGIN}/media/`, after: '' }),
      },
      log,
    ),
    origin: ORIGIN,
    page: () => window?.webContents ?? null,
    log,
  })
  show()

  app.on('second-instance', show)
  app.on('activate', show)
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  closeQuietly(engine, copied, log)
  log({ level: 'info', msg: 'desktop app started', electron: process.versions.electron })
}

/** The app ends only once the engine has: what was received is in the store then. A copied code does not outlive it. */
function closeQuietly(engine: EngineClient, copied: CopiedCode, log: (line: object) => void): void {
  let leaving = false
  app.on('before-quit', event => {
    event.preventDefault()
    if (leaving) return
    leaving = true
    void Promise.allSettled([engine.close(), copied.clearNow()]).then(() => {
      log({ level: 'info', msg: 'stopped' })
      app.exit(0)
    })
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit())
  engine.onExit(({ expected }) => {
    if (expected) return
    log({ level: 'error', msg: 'the engine stopped unexpectedly' })
    dialog.showErrorBox('Pillion', 'Pillion has to close because its engine stopped. Nothing that was stored is lost.')
    void copied.clearNow().then(() => app.exit(1))
  })
}

/** Flags and variables; what makes no sense is said, and the app ends. */
function readOrExit(): Environment | null {
  try {
    return readEnvironment({
      variables: process.env,
      platform: process.platform,
      home: homedir(),
      dataFlag: dataFlag(process.argv),
      honoured: !app.isPackaged || about.testing,
    })
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error
    process.stderr.write(`Pillion: ${error.message}\n`)
    app.exit(2)
    return null
  }
}

/** `--data DIR` or `--data=DIR`. Other flags are Chromium's and not looked at. */
function dataFlag(args: string[]): string | null {
  const at = args.findIndex(arg => arg === '--data' || arg.startsWith('--data='))
  const flag = args[at]
  if (flag === undefined) return null
  const value = flag === '--data' ? args[at + 1] : flag.slice('--data='.length)
  if (value === undefined || value === '' || value.startsWith('--')) throw new EnvironmentError('--data takes a folder')
  return value
}
