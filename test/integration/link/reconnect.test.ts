import { renameSync } from 'node:fs'
import { expect, test } from 'vitest'
import { linked, newLink, newPhone } from './support/bench.ts'

test.each([515, 503, 500])('stream error %i: back by itself', async code => {
  const { phone, link, heard, ada } = await linked()
  await phone.settled()
  const before = phone.line.connections
  phone.line.close(code)
  await heard.until(() => phone.line.connections > before && link.online, 'a new connection')
  await heard.message((await ada.sendText('back')).id)
  phone.assertClean()
})

test('the server ends the stream, or the line drops: back by itself, and says so meanwhile', async () => {
  const { phone, link, heard } = await linked()
  await phone.settled()
  for (const end of [() => phone.line.endStream(), () => phone.line.drop()]) {
    const before = phone.line.connections
    const states = heard.connections.length
    end()
    await heard.until(() => phone.line.connections > before && link.online, 'a new connection')
    const told = heard.connections.slice(states)
    expect(told[0]).toMatchObject({ state: 'offline', reason: 'network', retryAt: expect.any(Number) })
    expect(told.at(-1)).toEqual({ state: 'connected' })
  }
})

test('replaced by another client: stays away until the user asks', async () => {
  const { phone, link, heard } = await linked()
  await phone.settled()
  phone.replace()
  await heard.until(() => heard.connections.at(-1)?.state === 'offline', 'offline')
  expect(heard.connections.at(-1)).toEqual({ state: 'offline', reason: 'replaced', retryAt: null })
  link.reconnect()
  await heard.until(() => link.online, 'connection')
})

test('no network: keeps trying, and comes back at once when asked', async () => {
  const { phone, link, heard, ada } = await linked()
  await phone.settled()
  phone.line.cut()
  await heard.until(
    () => heard.connections.filter(c => c.state === 'offline' && c.reason === 'network').length >= 3,
    'three tries',
  )
  const sent = await ada.sendText('meanwhile')
  phone.line.restore()
  link.reconnect()
  await heard.message(sent.id)
  phone.assertClean()
})

test('a false certificate on a later connection: never logs in, and keeps the credentials', async () => {
  const { phone, link, heard, disk } = await linked()
  await phone.settled()
  phone.attacks.certificate = 'unknown-root'
  phone.line.drop()
  await heard.until(() => heard.connections.some(c => c.state === 'offline' && c.reason === 'server'), 'refusal')
  expect(disk.credentialBytes).not.toBeNull()
  phone.attacks.certificate = null
  await heard.until(() => link.online, 'connection')
})

test('what a connection needs cannot be read: says so, keeps trying, and is back when it can', async () => {
  const { phone, link, heard, lines } = await linked()
  await phone.settled()
  const away = `${phone.mediaCaFile}.away`
  renameSync(phone.mediaCaFile, away)
  phone.line.drop()
  const tries = () => heard.connections.filter(c => c.state === 'offline' && c.reason === 'setup')
  await heard.until(() => tries().length >= 3, 'three tries')
  expect(tries().every(c => c.state === 'offline' && c.retryAt !== null)).toBe(true)
  expect(
    lines.filter(line => line.startsWith('error no connection can be made {"error":"Error","code":"ENOENT"}')),
  ).not.toEqual([])
  renameSync(away, phone.mediaCaFile)
  await heard.until(() => link.online, 'connection')
})

test('starting again logs in with what is on disk', async () => {
  const bench = await linked()
  await bench.phone.settled()
  await bench.link.stop()
  const next = await bench.again()
  expect(next.heard.linkings).toEqual([])
  await next.heard.message((await bench.ada.sendText('again')).id)
  await bench.phone.settled()
  bench.phone.assertClean()
})

test('a store that fails at the login: nothing goes on without it, and the next try is good', async () => {
  const { phone, link, heard, disk, ada } = await linked()
  await phone.settled()
  const good = heard.linkedAs.bind(heard)
  let tries = 0
  heard.linkedAs = (me, name) => {
    tries += 1
    if (tries === 1) throw new Error('disk full: account')
    return good(me, name)
  }
  phone.line.drop()
  await heard.until(() => tries >= 2 && link.online, 'connection')
  disk.failing = what => what === 'credentials'
  phone.line.drop()
  await heard.until(() => tries >= 4, 'two more tries')
  disk.failing = () => false
  await heard.until(() => link.online, 'connection')
  await heard.message((await ada.sendText('still here')).id)
  phone.assertClean()
})

test('a store that fails when the phone confirms: not linked, and the phone has no such device', async () => {
  const phone = await newPhone()
  const bench = newLink(phone)
  const { heard, link, disk } = bench
  heard.linkedAs = () => {
    throw new Error('disk full: account')
  }
  link.start()
  await link.linkByQr()
  const { qr } = await heard.linkingStep('qr')
  await phone.scan(qr).catch(() => undefined)
  expect(await heard.linkingStep('failed')).toEqual({ step: 'failed', error: 'INTERNAL' })
  expect(disk.credentialBytes).toBeNull()
  expect(heard.connections.at(-1)).toEqual({ state: 'unlinked' })
})
