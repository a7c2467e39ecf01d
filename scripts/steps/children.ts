import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { inProject, root } from './project.ts'

export interface Started {
  child: ChildProcess
  /** Resolves with the exit code once the process is gone. */
  ended: Promise<number>
}

/**
 * Started apps get a process group of their own, so that Ctrl-C reaches them once, through {@link end}: Chromium takes
 * a second signal for impatience. On Windows it would mean another console window.
 */
export const ownGroup = process.platform !== 'win32'

/** Environment for a started app: this process' own, without what would turn Electron into Node. */
export function appEnvironment(extra: Record<string, string>): NodeJS.ProcessEnv {
  const { ELECTRON_RUN_AS_NODE: _dropped, ...rest } = process.env
  return { ...rest, ...extra }
}

/** Starts the browser host. Its standard output is for the caller; what it says otherwise goes to the terminal. */
export function startBrowserHost(flags: string[], extra: Record<string, string>): Started & { stdout: Readable } {
  const child = spawn(process.execPath, [inProject('out', 'main', 'serve.js'), ...flags], {
    cwd: root,
    env: appEnvironment(extra),
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: ownGroup,
  })
  return { child, stdout: child.stdout, ended: endOf(child) }
}

/** The first line of a stream, or null when it ends without one. */
export function firstLine(stream: Readable): Promise<string | null> {
  return new Promise(done => {
    const lines = createInterface({ input: stream })
    lines.once('line', done)
    lines.once('close', () => done(null))
  })
}

export function endOf(child: ChildProcess): Promise<number> {
  return new Promise(done => {
    child.once('error', () => done(1))
    child.once('exit', (code, signal) => done(code ?? (signal === null ? 1 : 128)))
  })
}

/** Asks a process to end, and waits for it; after `patience` ms it is ended the hard way. */
export async function end({ child, ended }: Started, patience = 10_000): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  const hard = setTimeout(() => child.kill('SIGKILL'), patience)
  await ended
  clearTimeout(hard)
}
