import type { Phone } from './api.ts'
import { commandsOf } from './commands.ts'
import { startPhone } from './phone.ts'
import type { Answer, Call, ProcessOptions } from './remote.ts'

/**
 * A phone in a process of its own, so that a bench measures the client alone and a killed client leaves it running.
 * Usage: `node process.ts '<ProcessOptions as JSON>'`. Prints one JSON line when it listens; then takes calls over
 * the IPC channel, when there is one. Ends with its parent, or on SIGTERM.
 */
const options = JSON.parse(process.argv[2] ?? '{}') as ProcessOptions
const phone = await startPhone(options)
if (options.setup) await runSetup(phone, options.setup)

async function runSetup(target: Phone, { module, args }: NonNullable<ProcessOptions['setup']>): Promise<void> {
  const { default: setup } = (await import(module)) as { default: (phone: Phone, args: unknown) => unknown }
  await setup(target, args)
}

const commands = commandsOf(phone)

async function answer({ id, method, args }: Call): Promise<Answer> {
  try {
    // The caller's types say which arguments go with which method.
    const run = commands[method] as (...args: unknown[]) => unknown
    return { id, ok: true, value: await run(...args) }
  } catch (error) {
    return { id, ok: false, error: error instanceof Error ? error.message : String(error) }
  }
}

process.on('message', (call: Call) => {
  void answer(call).then(reply => process.send?.(reply))
})
phone.onProblem(problem => process.stderr.write(`phone: ${problem}\n`))

const end = (): void => {
  void phone.stop().finally(() => process.exit(0))
}
process.on('disconnect', end)
process.on('SIGTERM', end)
process.on('SIGINT', end)

process.stdout.write(`${JSON.stringify({ ...phone.env(), rootKeyHex: phone.rootKeyHex, url: phone.url })}\n`)
