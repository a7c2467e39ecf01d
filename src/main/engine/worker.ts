/** The engine thread's entry: an engine, and the messages that carry calls, events, secrets and log lines across. */
import { parentPort, workerData } from 'node:worker_threads'
import { createEngine } from './engine.ts'
import { framesOf } from './failures.ts'
import type { SecretBox } from './ports.ts'
import type { FromThread, ThreadData, ToThread } from './thread-messages.ts'

const port = parentPort
if (port === null) throw new Error('this file is the entry of a worker thread')
const data: ThreadData = workerData

const post = (message: FromThread): void => port.postMessage(message)

const asked = new Map<number, { resolve: (bytes: Uint8Array) => void; reject: (error: Error) => void }>()
let lastQuestion = 0

function askHost(work: 'wrap' | 'unwrap', bytes: Uint8Array): Promise<Uint8Array> {
  lastQuestion += 1
  const id = lastQuestion
  return new Promise((resolve, reject) => {
    asked.set(id, { resolve, reject })
    post({ type: 'secret', id, work, bytes })
  })
}

const secrets: SecretBox = {
  backend: data.secrets.backend,
  protection: data.secrets.protection,
  wrap: bytes => askHost('wrap', bytes),
  unwrap: bytes => askHost('unwrap', bytes),
}

const engine = createEngine({
  dataDir: data.dataDir,
  host: data.host,
  wire: data.wire,
  decoderUrl: new URL(data.decoderUrl),
  secrets,
  log: line => post({ type: 'log', line }),
  emit: events => post({ type: 'events', events }),
})

// The library reads frames, and calls whoever listens, in promises that nobody waits for: one frame that cannot be read
// would end the thread. It is not acknowledged, so nothing is lost by going on.
process.on('unhandledRejection', error => {
  post({ type: 'log', line: { level: 'error', msg: 'a failure that nobody waited for', ...framesOf(error) } })
})

port.on('message', (message: ToThread) => {
  switch (message.type) {
    case 'call':
      void engine.call(message.name, message.input).then(result => post({ type: 'result', id: message.id, result }))
      break
    case 'secret': {
      const question = asked.get(message.id)
      asked.delete(message.id)
      if (message.bytes === null) question?.reject(new Error('the host refused'))
      else question?.resolve(message.bytes)
      break
    }
    case 'mediaFile':
      void engine.mediaFile(message.mediaId).then(file => post({ type: 'mediaFile', id: message.id, file }))
      break
    case 'close':
      void engine.close().finally(() => process.exit(0))
      break
  }
})
