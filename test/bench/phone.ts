/** A simulated phone in another process (phone-child.ts), as the benches use it. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { WireAddress } from '../../src/main/engine/ports.ts'
import type { Answer, Call, PhoneAnswers, PhoneSetup } from './phone-child.ts'
import type { SampleSize } from './sample.ts'

export interface BenchPhone {
  readonly wire: WireAddress
  /** The environment that points the app here. */
  readonly variables: NodeJS.ProcessEnv
  call<N extends keyof PhoneAnswers>(
    name: N,
    ...args: Parameters<PhoneAnswers[N]>
  ): Promise<Awaited<ReturnType<PhoneAnswers[N]>>>
  stop(): Promise<void>
}

export async function startBenchPhone(sample: SampleSize | null): Promise<BenchPhone> {
  const setup: PhoneSetup = { sample }
  const child = fork(new URL('./phone-child.ts', import.meta.url), [JSON.stringify(setup)], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  let last = 0
  child.on('message', (answer: Answer) => {
    const asked = waiting.get(answer.id)
    waiting.delete(answer.id)
    if ('error' in answer) asked?.reject(new Error(`the phone: ${answer.error}`))
    else asked?.resolve(answer.value)
  })
  const ended = once(child, 'exit').then(() => {
    for (const { reject } of waiting.values()) reject(new Error('the phone has ended'))
  })
  const call: BenchPhone['call'] = (name, ...args) => {
    last += 1
    const message: Call = { id: last, name, args }
    return new Promise((resolve, reject) => {
      waiting.set(message.id, { resolve: value => resolve(value as never), reject })
      child.send(message)
    })
  }
  const { variables, ...wire } = await call('address')
  return {
    wire,
    variables,
    call,
    async stop() {
      if (child.connected) child.disconnect()
      await ended
    },
  }
}
