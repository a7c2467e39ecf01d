import { initAuthCreds } from 'baileys'
import { afterEach, expect, test, vi } from 'vitest'
import { Acks } from '../../../src/main/engine/link/acks.ts'
import { onAwake } from '../../../src/main/engine/link/awake.ts'
import { preparePreKeys } from '../../../src/main/engine/link/prekeys.ts'
import { Disk } from '../../integration/link/support/stores.ts'

afterEach(() => {
  vi.useRealTimers()
})

test('sleep and a clock that jumps, forward or back, are noticed; ordinary time is not', () => {
  vi.useFakeTimers({ now: 1_700_000_000_000 })
  const awake = vi.fn()
  const stop = onAwake(awake)
  vi.advanceTimersByTime(60_000)
  expect(awake).not.toHaveBeenCalled()
  vi.setSystemTime(Date.now() + 3_600_000)
  vi.advanceTimersByTime(5_000)
  expect(awake).toHaveBeenCalledTimes(1)
  vi.setSystemTime(Date.now() - 3_600_000)
  vi.advanceTimersByTime(5_000)
  expect(awake).toHaveBeenCalledTimes(2)
  stop()
  vi.setSystemTime(Date.now() + 3_600_000)
  vi.advanceTimersByTime(60_000)
  expect(awake).toHaveBeenCalledTimes(2)
})

test('a message waits for its own acknowledgement', async () => {
  vi.useFakeTimers()
  const acks = new Acks(() => 5)
  const ack = (attrs: Record<string, string>) => acks.take({ tag: 'ack', attrs })
  const taken = acks.wait('A')
  const refused = acks.wait('B')
  const broken = acks.wait('C')
  ack({ id: 'unknown' })
  ack({ id: 'A', t: '1700000000' })
  ack({ id: 'B', error: '479' })
  acks.fail()
  expect(await taken).toEqual({ at: 1_700_000_000_000 })
  await expect(refused).rejects.toMatchObject({ code: 'SERVER_REFUSED' })
  await expect(broken).rejects.toMatchObject({ code: 'OFFLINE' })
  const silent = acks.wait('D')
  vi.advanceTimersByTime(30_000)
  await expect(silent).rejects.toMatchObject({ code: 'TIMEOUT' })
})

test('pre-keys are made ahead until they are not wanted any more', async () => {
  const disk = new Disk()
  const creds = initAuthCreds()
  let wanted = 3
  await preparePreKeys(creds, disk.keys, () => wanted-- > 0)
  expect(creds.nextPreKeyId).toBe(61)
  expect(disk.keyRows.size).toBe(60)
  await preparePreKeys(creds, disk.keys, () => true)
  expect(creds.nextPreKeyId).toBe(813)
  expect(disk.keyRows.size).toBe(812)
})
