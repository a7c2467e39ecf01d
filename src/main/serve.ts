/** Composes the browser host: the engine under plain Node, the page and its calls on 127.0.0.1. */
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { makeDoor } from './bridge/door.ts'
import type { MediaSource } from './bridge/media.ts'
import { type PageServer, servePage } from './bridge/pageServer.ts'
import { serveSockets } from './bridge/websocket.ts'
import { prepareDataFolder } from './dataFolder.ts'
import { startEngineThread } from './engine/client.ts'
import { EnvironmentError, readAbout, readEnvironment, systemLanguage } from './environment.ts'
import { openLog } from './logFile.ts'
import { plainBox } from './secrets.ts'

/** Bytes of a secret: 256 bits. */
const SECRET_BYTES = 32

function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url')
}

/** Standard output is for the ready line alone. */
function say(line: string): void {
  process.stderr.write(`${line}\n`)
}

try {
  await serve()
} catch (error) {
  say(error instanceof EnvironmentError ? `Pillion: ${error.message}` : `Pillion could not start: ${String(error)}`)
  process.exitCode = error instanceof EnvironmentError ? 2 : 1
}

async function serve(): Promise<void> {
  const here = import.meta.dirname
  const flags = readFlags(process.argv.slice(2))
  const environment = readEnvironment({
    variables: process.env,
    platform: process.platform,
    home: homedir(),
    dataFlag: flags.data,
    honoured: true,
  })
  const { dataDir } = environment
  const pageFolder = join(here, '..', 'renderer')
  if (!existsSync(join(pageFolder, 'index.html')))
    throw new EnvironmentError('it has not been built yet: npm run build')

  prepareDataFolder(dataDir, say)
  const log = openLog(dataDir)
  // Nobody knows the key before a page has its line, so nothing is looked for before there is an engine.
  const media: MediaSource = { key: newSecret(), find: id => engine.mediaFile(id) }
  const page = await listen(pageFolder, flags.port, media)
  const engine = startEngineThread({
    dataDir,
    host: {
      kind: 'browser',
      version: readAbout(here).version,
      platform: process.platform,
      language: environment.language ?? systemLanguage(process.env),
    },
    secrets: plainBox,
    wire: environment.wire,
    workerUrl: new URL('./worker.js', import.meta.url),
    decoderUrl: new URL('./decoder.js', import.meta.url),
    log: log.write,
  })
  const token = newSecret()
  const stopSockets = serveSockets({
    page,
    engine,
    door: makeDoor(engine, log.write),
    token,
    mediaKey: media.key,
    log: log.write,
  })

  let leaving = false
  const leave = async (code: number): Promise<void> => {
    if (leaving) return
    leaving = true
    stopSockets()
    page.server.close()
    await engine.close()
    page.server.closeAllConnections()
    log.write({ level: 'info', msg: 'stopped' })
    log.close()
    process.exit(code)
  }
  engine.onExit(({ expected }) => {
    if (expected) return
    say(`Pillion's engine stopped unexpectedly; ${join(dataDir, 'logs', 'pillion.log')} says more.`)
    void leave(1)
  })
  process.on('SIGINT', () => void leave(0))
  process.on('SIGTERM', () => void leave(0))
  process.on('SIGHUP', () => void leave(0))

  log.write({ level: 'info', msg: 'browser host started', port: page.port })
  say(`Data lies in ${dataDir}. Ctrl-C ends Pillion.`)
  process.stdout.write(`Pillion is ready at http://127.0.0.1:${page.port}/#token=${token}\n`)
}

async function listen(pageFolder: string, port: number, media: MediaSource): Promise<PageServer> {
  try {
    return await servePage(pageFolder, port, media)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code === 'EADDRINUSE') throw new EnvironmentError(`port ${port} is in use; choose another with --port N`)
    if (code === 'EACCES')
      throw new EnvironmentError(`port ${port} may not be used; choose one above 1023 with --port N`)
    throw error
  }
}

/** @throws {EnvironmentError} */
function readFlags(args: string[]): { port: number; data: string | null } {
  let values: { port?: string; data?: string }
  try {
    values = parseArgs({ args, options: { port: { type: 'string' }, data: { type: 'string' } } }).values
  } catch (error) {
    throw new EnvironmentError(error instanceof Error ? error.message : String(error))
  }
  const port = Number(values.port ?? 0)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new EnvironmentError('--port takes a number up to 65535')
  if (values.data === '') throw new EnvironmentError('--data takes a folder')
  return { port, data: values.data ?? null }
}
