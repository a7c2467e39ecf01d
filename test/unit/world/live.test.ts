import { createHash } from 'node:crypto'
import type { proto } from 'baileys'
import { afterEach, describe, expect, it } from 'vitest'
import type { Phone } from '../../phone/api.ts'
import { startPhone } from '../../phone/phone.ts'
import { type DemoWorld, startDemoWorld } from '../../phone/world/demo.ts'
import { startLive } from '../../phone/world/live.ts'
import { settle } from '../../phone/world/settle.ts'
import { world } from '../../phone/world/world.ts'
import { TestClient } from '../phone/client.ts'

const open: { stop(): Promise<void> }[] = []

afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.stop()
})

/** Time that does not pass: the chatter goes as fast as it can. */
async function atOnce(_ms: number, signal: AbortSignal): Promise<void> {
  await new Promise(resolve => setImmediate(resolve))
  signal.throwIfAborted()
}

async function settled(): Promise<{
  phone: Phone
  sample: ReturnType<typeof world>
  residents: ReturnType<typeof settle>
}> {
  const sample = world({ now: new Date('2026-02-01T18:00:00Z'), messages: 200 })
  const phone = await startPhone({ seed: 1, me: sample.me })
  open.push(phone)
  return { phone, sample, residents: settle(phone, sample) }
}

/** The first things that happen. */
async function firstActs(seed: number, count: number): Promise<string[]> {
  const { phone, sample, residents } = await settled()
  const acts: string[] = []
  let enough = (): void => {}
  const done = new Promise<void>(resolve => {
    enough = resolve
  })
  const onAct = (act: string): void => {
    acts.push(act)
    if (acts.length === count) enough()
  }
  const live = startLive({ phone, world: sample, residents, seed, wait: atOnce, onAct })
  await done
  await live.stop()
  return acts.slice(0, count)
}

/** Type of the chunk that a history ends with: NON_BLOCKING_DATA. */
const LAST = 5

function demo(quiet: boolean): Promise<DemoWorld> {
  return startDemoWorld({ quiet, messages: 400, paceMs: 1 }).then(started => {
    open.push(started)
    return started
  })
}

function linkTo(started: DemoWorld): Promise<TestClient> {
  const { phone } = started
  const { url, rootKeyHex } = phone
  const client = new TestClient({ ...phone.env(), url, rootKeyHex, scan: qr => started.scan(qr) })
  open.push(client)
  return client.link()
}

describe('a settled phone', () => {
  it('hosts the files that photos, videos, stickers, documents and voice messages lead to', async () => {
    const { phone, sample } = await settled()
    const begins = {
      image: 'ffd8ff',
      document: '25504446',
      audio: '4f676753',
      video: '0000001866747970',
      sticker: '52494646',
    } as const
    const found = new Map<string, number>()
    for (const messages of [...sample.chats.map(chat => sample.messages(chat)), sample.statuses()]) {
      for (const { message } of messages) {
        const { imageMessage, audioMessage, videoMessage, stickerMessage, documentWithCaptionMessage } = message ?? {}
        const documentMessage = documentWithCaptionMessage?.message?.documentMessage ?? message?.documentMessage
        for (const [type, part] of [
          ['image', imageMessage],
          ['document', documentMessage],
          ['audio', audioMessage],
          ['video', videoMessage],
          ['sticker', stickerMessage],
        ] as const) {
          if (!part) continue
          const bytes = phone.media.open(part.directPath ?? '', part.mediaKey ?? new Uint8Array(), type)
          expect(Buffer.from(bytes).toString('hex')).toMatch(new RegExp(`^${begins[type]}`))
          expect(bytes.length).toBe(Number(part.fileLength))
          expect(createHash('sha256').update(bytes).digest()).toEqual(Buffer.from(part.fileSha256 ?? []))
          found.set(type, (found.get(type) ?? 0) + 1)
        }
      }
    }
    expect([...found.keys()].sort()).toEqual(['audio', 'document', 'image', 'sticker', 'video'])
  })
})

describe('posts while life goes on', () => {
  it('come from people and businesses, some are taken back, and the user’s are looked at', async () => {
    const acts = await firstActs(3, 250)
    expect(acts.filter(act => act.includes('wrong'))).toEqual([])
    const wanted = ['posts a status', 'takes a status back', 'posts a status on the phone', 'looks at the user']
    expect(wanted.filter(what => !acts.some(act => act.includes(what)))).toEqual([])
    const firms = ['cinema', 'rides', 'airline', 'bank', 'courier', 'clinic', 'shop', 'yoga', 'bakery']
    expect(firms.some(firm => acts.includes(`${firm} posts a status`))).toBe(true)
  }, 30_000)

  it('made on the desktop are looked at by those who got them', async () => {
    const started = await demo(false)
    const client = await linkTo(started)
    await client.wait('messaging-history.set', set => set.syncType === LAST, 20_000)
    const audience = started.world.inhabitants.filter(({ key }) => ['mum', 'zoe', 'thabo'].includes(key))
    const statusJidList = [started.phone.own.pn, ...audience.map(({ pn }) => pn ?? '')]
    const sent = await client.socket.sendMessage('status@broadcast', { text: 'Hello all' }, { statusJidList })
    const viewers: (string | null | undefined)[] = []
    await client.wait(
      'message-receipt.update',
      updates => {
        for (const { key, receipt } of updates) if (key.id === sent?.key.id) viewers.push(receipt.userJid)
        return viewers.length > 0
      },
      20_000,
    )
    const those = audience.flatMap(({ pn, lid }) => [pn, lid])
    expect(viewers.filter(viewer => !those.includes(viewer ?? ''))).toEqual([])
    started.phone.assertClean()
  }, 60_000)
})

describe('the live chatter', () => {
  it('does the same things in the same order for the same seed', async () => {
    const acts = await firstActs(7, 40)
    expect(await firstActs(7, 40)).toEqual(acts)
    expect(await firstActs(8, 40)).not.toEqual(acts)
    expect(acts.filter(act => act.includes('wrong'))).toEqual([])
    const verbs = ['writes', 'news', 'reacts', 'status', 'impostor has news', 'yoga is attested otherwise: low']
    expect(verbs.filter(verb => !acts.some(act => act.includes(verb)))).toEqual([])
  }, 20_000)

  it('ends when told to, also in the middle of a pause', async () => {
    const { phone, sample, residents } = await settled()
    const acts: string[] = []
    const live = startLive({ phone, world: sample, residents, paceMs: 3_600_000, onAct: act => acts.push(act) })
    await live.stop()
    const before = acts.length
    await live.stop()
    expect(acts.length).toBe(before)
  })
})

describe('the demo world, with the real client', () => {
  it('links, gives the whole history, then people write and answer', async () => {
    const started = await demo(false)
    const client = await linkTo(started)
    await client.wait('messaging-history.set', set => set.syncType === LAST, 20_000)
    await client.wait(
      'messages.upsert',
      ({ messages, type }) => type === 'notify' && messages.some(m => m.message && !m.key.fromMe && !isPeer(m.message)),
      20_000,
    )
    const mum = started.world.inhabitants.find(({ key }) => key === 'mum')
    const sent = await client.socket.sendMessage(mum?.pn ?? '', { text: 'Hello Mum' })
    const id = sent?.key.id ?? ''
    await started.phone.waitFor('message', message => message.id === id, 10_000)
    await client.status(id, 4)
    started.phone.assertClean()
  }, 60_000)

  it('stays quiet when asked to', async () => {
    const started = await demo(true)
    const client = await linkTo(started)
    await client.wait('messaging-history.set', set => set.syncType === LAST, 20_000)
    await started.phone.settled(20_000)
    const wrote = client.events.some(
      ({ name, value }) =>
        name === 'messages.upsert' &&
        value.type === 'notify' &&
        value.messages.some(m => m.message && !isPeer(m.message)),
    )
    expect(wrote).toBe(false)
    started.phone.assertClean()
  }, 60_000)
})

function isPeer(message: proto.IMessage): boolean {
  return message.protocolMessage !== null && message.protocolMessage !== undefined
}
