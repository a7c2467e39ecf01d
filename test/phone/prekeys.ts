import type { BinaryNode } from 'baileys'
import type { Companion } from './companion.ts'
import type { Core } from './core.ts'
import { verify } from './curve.ts'
import { deviceOf } from './jids.ts'
import type { KeyBundle } from './signal.ts'
import { bigEndian, bytes, child, children, result, SERVER, stanza, uint } from './stanza.ts'

/** Below this many one-time pre-keys the server tells the device; the same number makes the client upload. */
const LOW = 5

/** `<skey>`: id, value, signature. */
function signedPreKeyOf(node: BinaryNode | null): KeyBundle['signedPreKey'] {
  return {
    id: uint(child(node, 'id')),
    publicKey: bytes(child(node, 'value')),
    signature: bytes(child(node, 'signature')),
  }
}

/** The keys a device puts into a retry receipt; null when it put none. */
export function bundleInReceipt(receipt: BinaryNode): KeyBundle | null {
  const keys = child(receipt, 'keys')
  if (!keys) return null
  const preKey = child(keys, 'key')
  return {
    registrationId: uint(child(receipt, 'registration')),
    identity: bytes(child(keys, 'identity')),
    signedPreKey: signedPreKeyOf(child(keys, 'skey')),
    preKey: preKey ? { id: uint(child(preKey, 'id')), publicKey: bytes(child(preKey, 'value')) } : null,
  }
}

function checkSigned(core: Core, companion: Companion, key: KeyBundle['signedPreKey']): void {
  const signed = Buffer.concat([Buffer.from([5]), key.publicKey])
  if (!verify(companion.identity, signed, key.signature)) {
    core.recorder.problem(`device ${companion.id} uploaded a signed pre-key with a wrong signature`)
  }
}

/** Queries of namespace `encrypt`. Null when unknown. */
export function answerKeyQuery(core: Core, companion: Companion, query: BinaryNode): BinaryNode | null {
  if (query.attrs.type === 'get') {
    const [request] = children(query)
    if (request?.tag === 'count') return result(query, [stanza('count', { value: companion.preKeys })])
    if (request?.tag === 'digest') return result(query, [digest(companion)])
    if (request?.tag === 'key') return bundles(core, query, request)
    return null
  }
  const rotate = child(query, 'rotate')
  if (rotate) {
    const key = signedPreKeyOf(child(rotate, 'skey'))
    checkSigned(core, companion, key)
    companion.signedPreKey = key
    return result(query)
  }
  if (!child(query, 'list')) return null
  upload(core, companion, query)
  return result(query)
}

function upload(core: Core, companion: Companion, query: BinaryNode): void {
  if (!bytes(child(query, 'identity')).equals(Buffer.from(companion.identity))) {
    core.recorder.problem(`device ${companion.id} uploaded another identity than it was linked with`)
  }
  const key = signedPreKeyOf(child(query, 'skey'))
  checkSigned(core, companion, key)
  companion.signedPreKey = key
  for (const preKey of children(child(query, 'list'), 'key')) {
    companion.preKeyStore.set(uint(child(preKey, 'id')), bytes(child(preKey, 'value')))
  }
  companion.uploadedPreKeys()
}

function digest(companion: Companion): BinaryNode {
  return stanza('digest', {}, [
    stanza('registration', {}, bigEndian(companion.registrationId, 4)),
    stanza('type', {}, Buffer.from([5])),
    stanza('identity', {}, companion.identity),
    stanza('skey', {}, [
      stanza('id', {}, bigEndian(companion.signedPreKey.id, 3)),
      stanza('value', {}, companion.signedPreKey.publicKey),
      stanza('signature', {}, companion.signedPreKey.signature),
    ]),
    stanza(
      'list',
      {},
      [...companion.preKeyStore.keys()].map(id => stanza('id', {}, bigEndian(id, 3))),
    ),
  ])
}

function companionBundle(companion: Companion): BinaryNode[] {
  const bundle = companion.takeBundle()
  if (!bundle) return [stanza('error', { code: 404, text: 'item-not-found' })]
  return [
    stanza('registration', {}, bigEndian(bundle.registrationId, 4)),
    stanza('type', {}, Buffer.from([5])),
    stanza('identity', {}, bundle.identity),
    stanza('skey', {}, [
      stanza('id', {}, bigEndian(bundle.signedPreKey.id, 3)),
      stanza('value', {}, bundle.signedPreKey.publicKey),
      stanza('signature', {}, bundle.signedPreKey.signature),
    ]),
    ...(bundle.preKey
      ? [
          stanza('key', {}, [
            stanza('id', {}, bigEndian(bundle.preKey.id, 3)),
            stanza('value', {}, bundle.preKey.publicKey),
          ]),
        ]
      : []),
  ]
}

function bundles(core: Core, query: BinaryNode, request: BinaryNode): BinaryNode {
  const bad = core.attacks.signedPreKey === 'bad'
  const users = children(request, 'user').map(user => {
    const jid = user.attrs.jid ?? ''
    const device = deviceOf(jid)
    if (core.isMe(jid)) {
      const companion = core.companions.get(device)
      if (device === 0) return stanza('user', { jid }, core.party.bundleNodes(false))
      if (companion) return stanza('user', { jid }, companionBundle(companion))
    }
    const contact = device === 0 ? core.findContact(jid) : null
    if (contact) return stanza('user', { jid }, contact.party.bundleNodes(bad))
    core.recorder.problem(`keys asked for ${jid}, which nobody has`)
    return stanza('user', { jid }, [stanza('error', { code: 404, text: 'item-not-found' })])
  })
  return result(query, [stanza('list', {}, users)])
}

/** Tells the device when its one-time pre-keys run low. */
export function warnWhenLow(core: Core, companion: Companion): void {
  if (!companion.hasKeys || companion.preKeys >= LOW || companion.warnedLow) return
  companion.warnedLow = true
  companion.deliver(
    stanza('notification', { from: SERVER, type: 'encrypt', id: core.newId(), t: Math.floor(Date.now() / 1000) }, [
      stanza('count', { value: companion.preKeys }),
    ]),
  )
}
