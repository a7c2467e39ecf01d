import { proto } from 'baileys'
import { expect, test } from 'vitest'
import type { Business } from '../../phone/api.ts'
import { linked } from './harness.ts'

test('the same person writes from number and LID', async () => {
  const { phone, client, ada } = await linked()
  await ada.sendText('by number', { addressing: 'pn' })
  await ada.sendText('by lid', { addressing: 'lid' })
  await ada.sendText('by number again, silent about the LID', { addressing: 'pn', hideAlternative: true })
  expect((await client.message('by number')).key).toMatchObject({
    remoteJid: '15550101@s.whatsapp.net',
    remoteJidAlt: '90010101@lid',
  })
  expect((await client.message('by lid')).key).toMatchObject({
    remoteJid: '90010101@lid',
    remoteJidAlt: '15550101@s.whatsapp.net',
  })
  const silent = await client.message('by number again, silent about the LID')
  expect(silent.key.remoteJidAlt).toBeUndefined()
  await phone.settled()
  phone.assertClean()
})

test('people with only a LID or only a number', async () => {
  const { phone, client } = await linked()
  const hidden = phone.addPerson({ pn: null, lid: '90010199', pushName: 'Hidden' })
  const old = phone.addPerson({ pn: '15550199', lid: null })
  await hidden.sendText('no number')
  await old.sendText('no lid')
  expect((await client.message('no number')).key.remoteJid).toBe('90010199@lid')
  expect((await client.message('no lid')).key.remoteJid).toBe('15550199@s.whatsapp.net')
  await client.socket.sendMessage('90010199@lid', { text: 'hello hidden' })
  await client.socket.sendMessage('15550199@s.whatsapp.net', { text: 'hello old' })
  await phone.waitFor('message', m => m.to === '90010199@lid')
  await phone.waitFor('message', m => m.to === '15550199@s.whatsapp.net')
  phone.assertClean()
})

test('replies, reactions, edits and revokes', async () => {
  const { phone, client, ada } = await linked()
  const first = await ada.sendText('first')
  const reply = await ada.sendText('reply', { quoted: first })
  expect((await client.message(reply.id)).message?.extendedTextMessage?.contextInfo?.stanzaId).toBe(first.id)
  await ada.react(first, '👍')
  const reaction = await client.wait('messages.reaction', ([r]) => r)
  expect(reaction).toMatchObject({ key: { id: first.id, fromMe: false }, reaction: { text: '👍' } })
  await ada.edit(first, 'first, corrected')
  const edited = await client.wait('messages.update', updates => updates.find(u => u.key.id === first.id))
  expect(edited.update.message?.editedMessage?.message?.conversation).toBe('first, corrected')
  await ada.revoke(reply)
  await client.wait('messages.update', updates =>
    updates.some(u => u.key.id === reply.id && u.update.messageStubType === proto.WebMessageInfo.StubType.REVOKE),
  )
  await client.socket.sendMessage('90010101@lid', { text: 'from me' })
  const mine = await phone.waitFor('message', m => m.message.extendedTextMessage?.text === 'from me')
  await ada.react(mine, '🎉')
  await client.wait('messages.reaction', ([r]) => r?.key.id === mine.id && r.key.fromMe === true)
  await phone.settled()
  phone.assertClean()
})

test('what the user writes on the phone comes as his own', async () => {
  const { phone, client, ada } = await linked()
  for (const addressing of ['lid', 'pn'] as const) {
    const sent = await phone.own.sendText(ada, `from the phone by ${addressing}`, { addressing })
    const got = await client.message(sent.id)
    expect(got.key).toMatchObject({ fromMe: true, remoteJid: ada.jid(addressing) })
    await client.status(sent.id, 3)
  }
  const first = await phone.own.sendText(ada, 'with a typo')
  await client.message(first.id)
  await phone.own.edit(ada, first, 'without')
  await client.wait('messages.update', u =>
    u.some(({ key, update }) => key.id === first.id && update.message?.editedMessage),
  )
  await phone.own.revoke(ada, first)
  await client.wait('messages.update', u =>
    u.some(({ key, update }) => key.id === first.id && update.messageStubType === proto.WebMessageInfo.StubType.REVOKE),
  )
  const question = await ada.sendText('question')
  await client.message(question.id)
  await phone.own.react(ada, question, '🤔')
  await client.wait('messages.reaction', ([r]) => r?.key.id === question.id && r.reaction.key?.fromMe === true)
  phone.own.read(question)
  await client.status(question.id, 4)
  await phone.settled()
  phone.assertClean()
})

test('the server may deliver a message twice', async () => {
  const { phone, client, ada } = await linked()
  const sent = await ada.sendText('twice')
  await client.message('twice')
  await phone.settled()
  await ada.sendAgain(sent)
  await phone.waitFor('ack', a => a.id === sent.id)
  await phone.settled()
})

test('a damaged message is asked for again and then arrives', async () => {
  const { phone, client, ada } = await linked()
  await ada.sendText('fine')
  await client.message('fine')
  const sent = await ada.sendText('damaged on the way', { corrupt: true })
  await client.message('damaged on the way')
  expect(phone.receivedOf('receipt').some(r => r.type === 'retry' && r.ids.includes(sent.id))).toBe(true)
  await phone.settled()
  phone.assertClean()
})

test('a contact that cannot decrypt asks the client again', async () => {
  const { phone, client, ada } = await linked()
  ada.failNextDecrypt()
  await client.socket.sendMessage('90010101@lid', { text: 'say it again' })
  const got = await phone.waitFor('message', m => m.readBy.includes('90010101@lid'))
  expect(got.message.extendedTextMessage?.text).toBe('say it again')
  phone.assertClean()
})

test('an unencrypted message gets through the wire', async () => {
  const { phone, client, ada } = await linked()
  const sent = await ada.sendPlaintext({ conversation: 'not encrypted' })
  const got = await client.message(sent.id)
  expect(got.message?.conversation).toBe('not encrypted')
  phone.assertClean()
})

test('a refused message ends with an error', async () => {
  const { phone, client } = await linked()
  phone.refuseNextMessage(479)
  await client.socket.sendMessage('90010101@lid', { text: 'refused' })
  const failed = (status: unknown): boolean => status === proto.WebMessageInfo.Status.ERROR
  await client.until(
    () =>
      client.events.some(({ name, value }) => {
        if (name === 'messages.update') return value.some(u => failed(u.update.status))
        return name === 'messages.upsert' && value.messages.some(m => failed(m.status))
      }),
    'an error status',
  )
  expect(phone.receivedOf('message')).toEqual([])
})

test.each(['high', 'low', 'unknown', null] as const)(
  'a business with level %s says so on its messages',
  async level => {
    const { phone, client } = await linked()
    const business: Business = {
      name: 'Cinema Example',
      level,
      serial: '123456789012',
      hostStorage: 'facebook',
      actualActors: 'bsp',
      privacyModeTs: 1_700_000_000,
    }
    const cinema = phone.addPerson({ pn: '15550150', lid: '90010150', pushName: 'Cinema', business })
    let attrs: Record<string, string> | undefined
    client.socket.ws.on('CB:message', (node: { content: { tag: string; attrs: Record<string, string> }[] }) => {
      attrs = node.content.find(c => c.tag === 'verified_name')?.attrs
    })
    await cinema.sendText('your ticket')
    expect((await client.message('your ticket')).verifiedBizName).toBe('Cinema Example')
    const { verified_level, ...rest } = attrs ?? {}
    expect(verified_level).toBe(level ?? undefined)
    expect(rest).toEqual({
      v: '1',
      serial: '123456789012',
      host_storage: '2',
      actual_actors: '2',
      privacy_mode_ts: '1700000000',
    })
    phone.assertClean()
  },
)
