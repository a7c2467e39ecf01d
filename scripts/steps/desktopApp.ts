import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { appEnvironment, endOf, ownGroup, type Started } from './children.ts'
import { root } from './project.ts'

export interface DesktopApp extends Started {
  /** Resolves once the window is shown; null: it came to its end without one (its own words went to the terminal). */
  opened: Promise<{ debugger: string | null } | null>
}

/** Written by the app when its window shows (src/main/index.ts). */
const OPEN = 'Pillion is open.'

/** Complaints of Chromium about a machine without session bus or graphics card; they mean nothing here. */
const noise =
  /:(ERROR|WARNING):(.*\/)?(bus|object_proxy|viz_main_impl|gpu_.*|command_buffer_proxy_impl|gl_.*|angle_.*)\.cc/

/**
 * Starts the desktop app.
 * @param debuggable opens Chromium's debugger on a random loopback port, as the demo needs to look at the screen
 */
export function startDesktopApp(
  program: string,
  flags: string[],
  extra: Record<string, string>,
  debuggable: boolean,
): DesktopApp {
  const args = ['.', ...(debuggable ? ['--remote-debugging-port=0'] : []), ...flags]
  const child = spawn(program, args, {
    cwd: root,
    env: appEnvironment(extra),
    stdio: ['ignore', 'inherit', 'pipe'],
    detached: ownGroup,
  })
  const ended = endOf(child)
  const opened = new Promise<{ debugger: string | null } | null>(done => {
    let address: string | null = null
    createInterface({ input: child.stderr }).on('line', line => {
      const found = /^DevTools listening on (ws:\S+)/.exec(line)?.[1]
      if (found !== undefined) address = found
      else if (line === OPEN) done({ debugger: address })
      else if (line !== '' && !noise.test(line)) process.stderr.write(`${line}\n`)
    })
    void ended.then(() => done(null))
  })
  return { child, ended, opened }
}
