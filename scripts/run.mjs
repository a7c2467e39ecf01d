#!/usr/bin/env node
/**
 * What npm's scripts start: `run.mjs demo|start|test|build|electron [flags]`. Installs what is missing with whatever Node is there, then
 * goes on under the project's own.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { ensureInstalled, ownNode, root, say } from './install.mjs'

const [command = '', ...flags] = process.argv.slice(2)
const script = join(root, 'scripts', `${command}.ts`)

if (Number(process.versions.node.split('.')[0]) < 20) {
  say(`Node 20 or newer is needed; this is ${process.versions.node}.`)
  process.exit(2)
}
if (!/^[a-z]+$/.test(command) || !existsSync(script)) {
  say('usage: run.mjs demo|start|test|build|electron [flags]')
  process.exit(2)
}
if (!ensureInstalled()) process.exit(1)

const child = spawn(ownNode(), [script, ...flags], { cwd: root, stdio: 'inherit' })
// This process outlives the child, so that the prompt comes back last. A signal that the child has got already, as by
// Ctrl-C, does no harm a second time.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('error', error => {
  say(`${command} could not be started: ${error.message}`)
  process.exit(1)
})
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))
