import { onTestFinished } from 'vitest'
import { createLink } from '../../../../src/main/engine/link/link.ts'
import type { LinkPort } from '../../../../src/main/engine/ports.ts'
import type { Person, Phone, PhoneOptions } from '../../../phone/api.ts'
import { startPhone } from '../../../phone/phone.ts'
import { Recorder } from './recorder.ts'
import { Disk } from './stores.ts'

/** A link with what it stands on. */
export interface Bench {
  phone: Phone
  disk: Disk
  heard: Recorder
  link: LinkPort
  /** Lines of the log. */
  lines: string[]
  /** Own messages by wire id, for retries. */
  sent: Map<string, Uint8Array>
  /** Another link over the same disk, as after a restart. The first one must have been stopped or killed. */
  again(): Promise<Bench>
}

export interface BenchOptions {
  phone?: Partial<PhoneOptions>
  readReceipts?: boolean
}

/** A phone that is stopped, and whose complaints fail the test, at its end. */
export async function newPhone(options: Partial<PhoneOptions> = {}): Promise<Phone> {
  const phone = await startPhone({ me: { pn: '15550100', lid: '90010100', pushName: 'Robin' }, seed: 7, ...options })
  onTestFinished(() => phone.stop())
  return phone
}

/** A link over this phone; not started. */
export function newLink(
  phone: Phone,
  disk: Disk = new Disk(),
  readReceipts = true,
  haste = 0.05,
  now: () => number = Date.now,
): Bench {
  const heard = new Recorder(disk)
  const lines: string[] = []
  const sent = new Map<string, Uint8Array>()
  const link = createLink({
    keys: disk.keys,
    credentials: disk.credentials,
    journal: disk.journal,
    history: disk.history,
    listener: heard,
    wire: {
      url: phone.url,
      rootKeyHex: phone.rootKeyHex,
      mediaHost: phone.mediaHost,
      mediaCaFile: phone.mediaCaFile,
    },
    log: (level, message, facts) => lines.push(`${level} ${message} ${JSON.stringify(facts ?? {})}`),
    dataDir: '/nonexistent',
    decoderUrl: new URL('../../../../src/main/engine/link/decoder.ts', import.meta.url),
    settings: { readReceipts: () => readReceipts },
    sentMessage: wireId => sent.get(wireId) ?? null,
    sentPost: () => null,
    haste,
    now,
  })
  onTestFinished(() => link.stop())
  const bench: Bench = {
    phone,
    disk,
    heard,
    link,
    lines,
    sent,
    async again() {
      const next = newLink(phone, disk, readReceipts)
      next.link.start()
      await next.heard.until(() => next.link.online, 'connection')
      return next
    },
  }
  return bench
}

/** Links by QR code, and waits until it is done. */
export async function linkByQr(bench: Bench): Promise<void> {
  bench.link.start()
  await bench.link.linkByQr()
  const { qr } = await bench.heard.linkingStep('qr')
  await bench.phone.scan(qr)
  await bench.heard.linkingStep('linked')
}

/** A linked bench with one contact, Ada. */
export async function linked(options: BenchOptions = {}): Promise<Bench & { ada: Person }> {
  const phone = await newPhone(options.phone)
  const ada = phone.addPerson({ pn: '15550101', lid: '90010101', pushName: 'Ada' })
  const bench = newLink(phone, new Disk(), options.readReceipts)
  await linkByQr(bench)
  return Object.assign(bench, { ada })
}
