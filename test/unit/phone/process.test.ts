import { afterEach, expect, test } from 'vitest'
import { type PhoneProcess, startPhoneProcess } from '../../phone/remote.ts'
import { TestClient } from './client.ts'
import { me } from './harness.ts'

let stop: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of stop.reverse()) await end()
  stop = []
})

async function start(): Promise<PhoneProcess> {
  const phone = await startPhoneProcess({ me })
  stop.push(() => phone.stop())
  return phone
}

test('a phone in its own process links a client and writes 1,000 encrypted messages quickly', async () => {
  const phone = await start()
  await phone.addPerson({ pn: '15550101', lid: '90010101', pushName: 'Ada' })
  await phone.addPerson({ pn: '15550102', lid: '90010102', pushName: 'Ben' })
  const client = new TestClient({ ...phone.env(), url: phone.url, rootKeyHex: phone.rootKeyHex })
  stop.push(() => client.stop())
  await phone.scan(await client.qr())
  await client.open()
  await phone.settled()
  const startAt = performance.now()
  const ids = await phone.burst(['15550101@s.whatsapp.net', '15550102@s.whatsapp.net'], 500)
  expect(ids).toHaveLength(1000)
  const seen = new Set<string | null | undefined>()
  await client.until(
    () => {
      for (const e of client.events.splice(0)) {
        if (e.name === 'messages.upsert') for (const m of e.value.messages) seen.add(m.key.id)
      }
      return ids.every(id => seen.has(id))
    },
    'all of the burst',
    25_000,
  )
  await phone.settled()
  expect(performance.now() - startAt).toBeLessThan(20_000)
  await client.socket.sendMessage('90010101@lid', { text: 'thank you' })
  await phone.waitFor('message', 'thank you')
  expect(await phone.problems()).toEqual([])
}, 30_000)

test('errors cross the process, and the process ends when told', async () => {
  const phone = await start()
  await expect(phone.sendText('15550109@s.whatsapp.net', ['hi'])).rejects.toThrow('nobody has')
  await expect(phone.enterCode('ABCDEFGH')).rejects.toThrow('no client asks')
  await phone.stop()
  await expect(phone.problems()).rejects.toThrow()
})
