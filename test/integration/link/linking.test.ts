import { expect, test, vi } from 'vitest'
import { linkByQr, linked, newLink, newPhone } from './support/bench.ts'

test('by phone number: the code typed on the phone links this device', async () => {
  const phone = await newPhone()
  const { link, heard, disk } = newLink(phone)
  link.start()
  await link.linkByCode('15550100')
  const { code } = await heard.linkingStep('code')
  expect(code).toMatch(/^[0-9A-Z]{8}$/)
  expect(disk.credentialBytes).toBeNull()
  await phone.enterCode(code)
  await heard.linkingStep('linked')
  expect(disk.credentialBytes).not.toBeNull()
  await phone.settled()
  phone.assertClean()
})

test('an abandoned code leaves no half-linked state: linking by QR code works right after', async () => {
  const phone = await newPhone()
  const bench = newLink(phone)
  const { link, heard, disk } = bench
  link.start()
  await link.linkByCode('15550100')
  await heard.linkingStep('code')
  await link.cancelLinking()
  expect(heard.linkings.at(-1)).toEqual({ step: 'idle' })
  expect(disk.credentialBytes).toBeNull()
  expect(disk.keyRows.size).toBe(0)
  await linkByQr(bench)
  expect(link.online).toBe(true)
  phone.assertClean()
})

test('an attempt that begins while the one before is being given up stands', async () => {
  const phone = await newPhone()
  const { link, heard } = newLink(phone)
  link.start()
  await link.linkByQr()
  await heard.linkingStep('qr')
  const given = link.cancelLinking()
  await link.linkByCode('15550100')
  await given
  const { code } = await heard.linkingStep('code')
  await phone.enterCode(code)
  await heard.linkingStep('linked')
  phone.assertClean()
})

test('a code that is abandoned by closing the app leaves nothing to log in with', async () => {
  const phone = await newPhone()
  const first = newLink(phone)
  first.link.start()
  await first.link.linkByCode('15550100')
  await first.heard.linkingStep('code')
  await first.link.stop()
  const second = newLink(phone, first.disk)
  second.link.start()
  expect(second.heard.connections).toEqual([{ state: 'unlinked' }])
  await linkByQr(second)
})

test('a certificate chain of another root is refused, and says so', async () => {
  const phone = await newPhone()
  phone.attacks.certificate = 'unknown-root'
  const { link, heard } = newLink(phone)
  link.start()
  await link.linkByQr()
  expect(await heard.linkingStep('failed')).toEqual({ step: 'failed', error: 'LINK_REFUSED' })
})

test('a leaf certificate that its chain did not sign is refused', async () => {
  const phone = await newPhone()
  phone.attacks.certificate = 'bad-leaf'
  const { link, heard } = newLink(phone)
  link.start()
  await link.linkByQr()
  expect(await heard.linkingStep('failed')).toEqual({ step: 'failed', error: 'LINK_REFUSED' })
})

test('an account signature that does not fit is refused at pairing', async () => {
  const phone = await newPhone()
  phone.attacks.accountSignature = 'bad'
  const { link, heard, disk } = newLink(phone)
  link.start()
  await link.linkByQr()
  const { qr } = await heard.linkingStep('qr')
  phone.scan(qr).catch(() => {})
  expect(await heard.linkingStep('failed')).toEqual({ step: 'failed', error: 'LINK_REFUSED' })
  expect(disk.credentialBytes).toBeNull()
})

test('a store of another account is not mixed with this one: the phone gets no linked device', async () => {
  const phone = await newPhone()
  const { link, heard, disk } = newLink(phone)
  heard.mine = false
  link.start()
  await link.linkByQr()
  const { qr } = await heard.linkingStep('qr')
  phone.scan(qr).catch(() => {})
  expect(await heard.linkingStep('failed')).toEqual({ step: 'failed', error: 'OTHER_ACCOUNT' })
  expect(disk.credentialBytes).toBeNull()
  expect(heard.events).toEqual([])
})

test('the service being out of reach while linking is told, and linking can be tried again', async () => {
  const phone = await newPhone()
  phone.line.cut()
  const bench = newLink(phone)
  bench.link.start()
  await bench.link.linkByQr()
  expect(await bench.heard.linkingStep('failed')).toEqual({ step: 'failed', error: 'OFFLINE' })
  phone.line.restore()
  await linkByQr(bench)
})

test('unlinking logs out at the server and forgets credentials and keys', async () => {
  const { phone, link, heard, disk } = await linked()
  await phone.settled()
  await link.unlink()
  await phone.waitFor('unlinked')
  expect(disk.credentialBytes).toBeNull()
  expect(disk.keyRows.size).toBe(0)
  expect(heard.linkings.at(-1)).toEqual({ step: 'idle' })
  expect(heard.connections.at(-1)).toEqual({ state: 'unlinked' })
  expect(phone.devices).toEqual([])
})

test('logged out on the phone: credentials go, and linking again works', async () => {
  const bench = await linked()
  const { phone, heard, disk } = bench
  await phone.settled()
  phone.unlink()
  await heard.linkingStep('loggedOut')
  expect(disk.credentialBytes).toBeNull()
  heard.linkings.length = 0
  await bench.link.linkByQr()
  const { qr } = await heard.linkingStep('qr')
  await phone.scan(qr)
  await heard.linkingStep('linked')
})

test('QR codes are replaced in time, run out, and a new try brings new ones', async () => {
  const phone = await newPhone()
  const { link, heard } = newLink(phone, undefined, true, 0.002)
  link.start()
  await link.linkByQr()
  expect(await heard.linkingStep('failed')).toEqual({ step: 'failed', error: 'LINK_EXPIRED' })
  const shown = heard.linkings.flatMap(state => (state.step === 'qr' ? [state.qr] : []))
  expect(shown.length).toBeGreaterThan(1)
  expect(new Set(shown).size).toBe(shown.length)
  heard.linkings.length = 0
  await link.linkByQr()
  const { qr } = await heard.linkingStep('qr')
  expect(shown).not.toContain(qr)
  await phone.scan(qr)
  await heard.linkingStep('linked')
})

test('linking that is asked for twice at once leaves one connection, and none once it is called off', async () => {
  const phone = await newPhone()
  const { link, heard } = newLink(phone)
  link.start()
  await Promise.all([link.linkByQr(), link.linkByQr()])
  await heard.linkingStep('qr')
  await link.cancelLinking()
  await vi.waitFor(() => expect(phone.line.connected).toBe(false), { timeout: 5_000 })
})
