/**
 * Makes a large store: the sample world's chunks through the engine's own decoder and sync, without a wire. A process of
 * its own, so that its memory is gone afterwards. Arguments: folder, messages, chats. Prints the milliseconds spent in the
 * engine's code (making the world is not counted).
 */
import { inflateSync } from 'node:zlib'
import { SLICE_MESSAGES } from '../../src/main/engine/link/decoder-messages.ts'
import { slicesOf } from '../../src/main/engine/link/history-events.ts'
import { openStore } from '../../src/main/engine/store/open.ts'
import { Sync } from '../../src/main/engine/sync/sync.ts'
import { plainBox } from '../../src/main/secrets.ts'
import { sampleChunks } from './sample.ts'

const [dataDir = '', messages, chats] = process.argv.slice(2)
const size = { messages: Number(messages), chats: Number(chats) }
const me = { pn: '15550100@s.whatsapp.net', lid: '90010100@lid' }
const { store } = await openStore({ dataDir, secrets: plainBox })
if (store === null) throw new Error('the store could not be opened')
store.accounts.link(me, 'Robin', Date.now())
const sync = new Sync(store, Date.now)
let spent = 0
for (const { deflated } of sampleChunks(size)) {
  const began = performance.now()
  for (const slice of slicesOf(inflateSync(deflated), { me, at: Date.now(), size: SLICE_MESSAGES })) {
    sync.apply({ events: slice.events, journal: [] })
  }
  spent += performance.now() - began
}
store.close()
process.stdout.write(`${Math.round(spent)}\n`)
