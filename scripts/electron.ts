/** `run.mjs electron`: fetches Electron's binary where it is not here yet; fails, saying why, where that cannot be done. */
import { findElectron } from './steps/electronRuntime.ts'
import { say } from './steps/say.ts'

const runtime = await findElectron(true)
say('program' in runtime ? `Electron: ${runtime.program}` : `No Electron: ${runtime.missing}.`)
process.exitCode = 'program' in runtime ? 0 : 1
