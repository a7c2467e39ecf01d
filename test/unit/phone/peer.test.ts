import { type BinaryNode, Curve, proto } from 'baileys'
import { expect, test } from 'vitest'
import { linked } from './harness.ts'

const { Type } = proto.Message.ProtocolMessage

test('the phone sends a message again that the client has only a placeholder for', async () => {
  const { phone, client, ada } = await linked()
  const sent = await ada.sendText('kept by the phone')
  await client.message(sent.id)
  const requestId = await client.socket.sendPeerDataOperationMessage({
    placeholderMessageResendRequest: [{ messageKey: sent.key }],
    peerDataOperationRequestType: proto.Message.PeerDataOperationRequestType.PLACEHOLDER_MESSAGE_RESEND,
  })
  // The client's buffer may merge the message with the first one: look at the phone's answer itself.
  const answer = await client.wait('messages.upsert', ({ messages }) =>
    messages
      .map(m => m.message?.protocolMessage?.peerDataOperationRequestResponseMessage)
      .find(response => response?.stanzaId === requestId),
  )
  const bytes = answer.peerDataOperationResult?.[0]?.placeholderMessageResendResponse?.webMessageInfoBytes
  expect(proto.WebMessageInfo.decode(bytes ?? new Uint8Array()).message?.conversation).toBe('kept by the phone')
  await phone.waitFor('peer', p => p.id === requestId)
  await phone.settled()
  phone.assertClean()
})

test('a client that lost its app state keys may ask for them', async () => {
  const { phone, client } = await linked()
  const shares = () =>
    client.events
      .filter(e => e.name === 'messages.upsert')
      .flatMap(e => e.value.messages)
      .filter(m => m.message?.protocolMessage?.appStateSyncKeyShare).length
  expect(shares()).toBe(1)
  const request = { type: Type.APP_STATE_SYNC_KEY_REQUEST, appStateSyncKeyRequest: { keyIds: [] } }
  await client.socket.relayMessage(
    '15550100@s.whatsapp.net',
    { protocolMessage: request },
    { additionalAttributes: { category: 'peer' } },
  )
  await client.until(() => shares() === 2, 'a second key share')
  phone.assertClean()
})

test('calls come as raw stanzas', async () => {
  const { phone, client, ada } = await linked()
  const from = ada.jid('lid')
  phone.sendRaw({
    tag: 'call',
    attrs: { from, id: 'CALL1', t: '1700000000' },
    content: [{ tag: 'offer', attrs: { 'call-id': 'C1', 'call-creator': from } }],
  })
  await client.wait('call', ([call]) => call?.id === 'C1' && call.status === 'offer')
  await phone.settled()
  phone.assertClean()
})

test('signed pre-keys of contacts carry a real signature, and a wrong one on demand', async () => {
  const { phone, client, ada } = await linked()
  const isReal = async (): Promise<boolean> => {
    const answer: BinaryNode = await client.socket.query({
      tag: 'iq',
      attrs: { xmlns: 'encrypt', type: 'get', to: '@s.whatsapp.net' },
      content: [{ tag: 'key', attrs: {}, content: [{ tag: 'user', attrs: { jid: ada.jid('lid') } }] }],
    })
    const inner = (node: BinaryNode | undefined, tag: string): BinaryNode | undefined =>
      Array.isArray(node?.content) ? node.content.find(c => c.tag === tag) : undefined
    const bytes = (node: BinaryNode | undefined): Buffer => Buffer.from((node?.content ?? []) as Uint8Array)
    const user = inner(inner(answer, 'list'), 'user')
    const key = inner(user, 'skey')
    const signed = Buffer.concat([Buffer.from([5]), bytes(inner(key, 'value'))])
    return Curve.verify(bytes(inner(user, 'identity')), signed, bytes(inner(key, 'signature')))
  }
  expect(await isReal()).toBe(true)
  phone.attacks.signedPreKey = 'bad'
  expect(await isReal()).toBe(false)
})

test('the standing of the account', async () => {
  const { phone, client } = await linked()
  expect(await client.socket.fetchAccountReachoutTimelock()).toMatchObject({ isActive: false })
  phone.assertClean()
})
