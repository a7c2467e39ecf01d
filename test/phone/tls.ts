import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'

export type TlsIdentity = { caPem: string; certPem: string; keyPem: string }

const DAY = 86_400_000

/** One DER element: tag, length, content. */
function der(tag: number, ...parts: Uint8Array[]): Buffer {
  const content = Buffer.concat(parts)
  if (content.length < 0x80) return Buffer.concat([Buffer.from([tag, content.length]), content])
  const length = content.length < 0x100 ? [0x81, content.length] : [0x82, content.length >> 8, content.length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...length]), content])
}

const sequence = (...parts: Uint8Array[]): Buffer => der(0x30, ...parts)
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'))
const bool = (value: boolean): Buffer => der(0x01, Buffer.from([value ? 0xff : 0]))
const integer = (value: number): Buffer => der(0x02, Buffer.from([value]))

// 1.2.840.10045.4.3.2, ecdsa-with-SHA256
const ECDSA_SHA256 = sequence(oid('2a8648ce3d040302'))

/** A name with one common name (2.5.4.3). */
const name = (common: string): Buffer => sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(common)))))

const utcTime = (date: Date): Buffer =>
  der(0x17, Buffer.from(`${date.toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`))

/** An extension of 2.5.29.x. */
const extension = (lastArc: number, critical: boolean, value: Buffer): Buffer =>
  sequence(oid(`551d${lastArc.toString(16).padStart(2, '0')}`), ...(critical ? [bool(true)] : []), der(0x04, value))

function certificate(options: {
  serial: number
  issuer: string
  subject: string
  publicKey: KeyObject
  signer: KeyObject
  extensions: Buffer[]
}): string {
  const now = Date.now()
  const tbs = sequence(
    der(0xa0, integer(2)),
    integer(options.serial),
    ECDSA_SHA256,
    name(options.issuer),
    sequence(utcTime(new Date(now - DAY)), utcTime(new Date(now + 365 * DAY))),
    name(options.subject),
    options.publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(...options.extensions)),
  )
  const signature = sign('sha256', tbs, options.signer)
  const whole = sequence(tbs, ECDSA_SHA256, der(0x03, Buffer.from([0]), signature))
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}

/**
 * A certificate authority made for this run and a server certificate from it: for 127.0.0.1, and for the media hosts
 * of WhatsApp, whose names a client keeps when it redirects its connections here.
 */
export function makeTlsIdentity(): TlsIdentity {
  const ca = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const host = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const issuer = 'Simulated phone'
  const caPem = certificate({
    serial: 1,
    issuer,
    subject: issuer,
    publicKey: ca.publicKey,
    signer: ca.privateKey,
    extensions: [
      // Basic constraints (19): a CA. Key usage (15): keyCertSign and cRLSign.
      extension(19, true, sequence(bool(true))),
      extension(15, true, der(0x03, Buffer.from([1, 0x06]))),
    ],
  })
  const dns = (value: string): Buffer => der(0x82, Buffer.from(value))
  const certPem = certificate({
    serial: 2,
    issuer,
    subject: '127.0.0.1',
    publicKey: host.publicKey,
    signer: ca.privateKey,
    extensions: [
      // Extended key usage (37): serverAuth. Alternative names (17): tag 7 is an IP address, 2 a DNS name.
      extension(37, false, sequence(oid('2b06010505070301'))),
      extension(
        17,
        false,
        sequence(
          der(0x87, Buffer.from([127, 0, 0, 1])),
          dns('localhost'),
          dns('mmg.whatsapp.net'),
          dns('*.whatsapp.net'),
        ),
      ),
    ],
  })
  return { caPem, certPem, keyPem: host.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }
}
