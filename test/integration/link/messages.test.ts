import { proto } from 'baileys'
import { expect, test } from 'vitest'
import { type Bench, linked, newLink } from './support/bench.ts'

const textOf = (bench: Bench, id: string) => bench.heard.messages(id).map(message => message.text)

test('a message is in the store before its receipt goes out; a store that fails gets it again', async () => {
  const bench = await linked()
  const { phone, heard, ada } = bench
  await phone.settled()
  let refused = 0
  heard.failing = batch => batch.events.some(event => event.type === 'message') && refused++ === 0
  const sent = await ada.sendText('Do not lose me')
  await heard.message(sent.id)
  await phone.settled()
  expect(refused).toBe(2)
  expect(textOf(bench, sent.id)).toEqual(['Do not lose me'])
  expect(heard.connections).toContainEqual(expect.objectContaining({ state: 'offline' }))
  // The ratchet moved once: what follows can still be read.
  const next = await ada.sendText('And me')
  await heard.message(next.id)
  await phone.settled()
  phone.assertClean()
})

test('a journal that cannot be written leaves the ratchet where it was', async () => {
  const bench = await linked()
  const { phone, disk, heard, ada } = bench
  await heard.message((await ada.sendText('first')).id)
  await phone.settled()
  let refused = 0
  disk.failing = what => what === 'journal' && refused++ === 0
  const sent = await ada.sendText('second')
  await heard.message(sent.id)
  await phone.settled()
  expect(refused).toBeGreaterThan(1)
  expect(textOf(bench, sent.id)).toEqual(['second'])
  phone.assertClean()
})

test('a key that cannot be written outside the journal: the message comes again', async () => {
  const bench = await linked()
  const { phone, disk, heard, ada } = bench
  await phone.settled()
  let refused = 0
  disk.failing = what => what === 'keys' && refused++ === 0
  const sent = await ada.sendText('from somebody new')
  await heard.message(sent.id)
  await phone.settled()
  expect(refused).toBeGreaterThan(1)
  expect(textOf(bench, sent.id)).toEqual(['from somebody new'])
  phone.assertClean()
})

test('a crash between journal and projection: the next start replays the journal', async () => {
  const bench = await linked()
  const { phone, heard, link, disk, ada } = bench
  await phone.settled()
  heard.failing = batch => batch.events.some(event => event.type === 'message')
  const sent = await ada.sendText('journaled only')
  await heard.until(() => disk.journal.unprojected(0, 10).length > 0, 'a journaled row')
  await link.stop()
  phone.line.cut()
  const next = newLink(phone, disk)
  next.link.start()
  expect(textOf(next, sent.id)).toEqual(['journaled only'])
  expect(next.heard.messages(sent.id)[0]?.key.chat).toMatchObject({
    kind: 'direct',
    person: { pn: ada.pn, lid: ada.lid },
  })
  expect(disk.journal.unprojected(0, 10)).toEqual([])
  phone.line.restore()
  await next.heard.until(() => next.link.online, 'connection')
  await phone.settled()
  phone.assertClean()
})

test('a stanza that comes twice is answered from the journal, even when its plaintext has been pruned', async () => {
  const bench = await linked()
  const { phone, heard, disk, ada } = bench
  const sent = await ada.sendText('once')
  await heard.message(sent.id)
  await phone.settled()
  await ada.sendAgain(sent)
  await phone.settled()
  disk.journal.prune(Number.POSITIVE_INFINITY)
  await ada.sendAgain(sent)
  await phone.settled()
  expect(new Set(textOf(bench, sent.id))).toEqual(new Set(['once']))
  expect(heard.all('undecryptable')).toEqual([])
  expect(phone.receivedOf('receipt').filter(receipt => receipt.type === 'retry')).toEqual([])
  await heard.message((await ada.sendText('twice')).id)
  await phone.settled()
  phone.assertClean()
})

test('the line drops while messages stream in: each is there, none twice', async () => {
  const bench = await linked()
  const { phone, heard, ada } = bench
  await phone.settled()
  phone.line.dropAfterSending(5)
  const ids: string[] = []
  for (let n = 0; n < 20; n++) ids.push((await ada.sendText(`line ${n}`)).id)
  for (const id of ids) await heard.message(id)
  await phone.settled()
  for (const [n, id] of ids.entries()) expect(new Set(textOf(bench, id))).toEqual(new Set([`line ${n}`]))
  phone.assertClean()
})

test('what waited at the server while this device was off arrives as offline', async () => {
  const bench = await linked()
  const { phone, link, ada } = bench
  await phone.settled()
  await link.stop()
  const sent = await ada.sendText('while you were out')
  const next = await bench.again()
  const event = await next.heard.event('message', e => e.message.key.wireId === sent.id)
  expect(event.origin).toBe('offline')
  expect(event.message.unread).toBe(true)
})

test('what cannot be decrypted is a waiting line first and the message later', async () => {
  const bench = await linked()
  const { phone, heard, ada } = bench
  await heard.message((await ada.sendText('hello')).id)
  const sent = await ada.sendText('damaged', { corrupt: true })
  const waiting = await heard.event('undecryptable', event => event.key.wireId === sent.id)
  expect(waiting.key).toMatchObject({ fromMe: false, chat: { kind: 'direct', person: { lid: ada.lid } } })
  expect((await heard.message(sent.id)).text).toBe('damaged')
  await phone.settled()
})

test('an unencrypted message is refused, and only the log hears of it', async () => {
  const bench = await linked()
  const { phone, heard, lines, ada } = bench
  await phone.settled()
  const forged = await ada.sendPlaintext({ conversation: 'I am your bank' })
  await phone.settled()
  expect(heard.messages(forged.id)).toEqual([])
  expect(JSON.stringify(heard.events)).not.toContain(forged.id)
  expect(heard.all('name').filter(event => event.person.lid === ada.lid)).toEqual([])
  expect(lines).toContainEqual(expect.stringContaining('security: an unencrypted message was refused'))
  expect(lines.join('\n')).not.toContain('bank')
  await heard.message((await ada.sendText('still here')).id)
})

test('edits, revokes and reactions of others name their target and who did it', async () => {
  const bench = await linked()
  const { phone, link, heard, ada } = bench
  const sent = await ada.sendText('Tea at fiv')
  const { key } = await heard.message(sent.id)
  await ada.edit(sent, 'Tea at five')
  const edit = await heard.event('change', e => e.change.change === 'edit')
  expect(edit.change).toMatchObject({ target: key, by: { lid: ada.lid }, text: 'Tea at five' })
  await ada.react(sent, '🙂')
  const own = await heard.event('change', e => e.change.change === 'react')
  expect(own.change).toMatchObject({ target: key, by: { lid: ada.lid }, emoji: '🙂' })

  const wireId = link.newWireId()
  await link.send(key.chat, wireId, { kind: 'text', text: 'Yes', quoted: null, mentions: [], disappearingSeconds: 0 })
  const mine = await phone.waitFor('message', entry => entry.id === wireId)
  await ada.react(mine, '🎉')
  const theirs = await heard.event('change', e => e.change.change === 'react' && e.change.emoji === '🎉')
  expect(theirs.change.target).toMatchObject({ wireId, fromMe: true, author: null })

  await ada.revoke(sent)
  const revoke = await heard.event('change', e => e.change.change === 'revoke')
  expect(revoke.change).toMatchObject({ target: key, by: { lid: ada.lid } })
  await phone.settled()
  phone.assertClean()
})

test('own edits, revokes and reactions go out and are read by the others', async () => {
  const bench = await linked()
  const { phone, link, heard, ada } = bench
  const sent = await ada.sendText('Hi')
  const { key } = await heard.message(sent.id)
  const wireId = link.newWireId()
  await link.send(key.chat, wireId, {
    kind: 'text',
    text: 'Helo',
    quoted: null,
    mentions: [],
    disappearingSeconds: 86_400,
  })
  const target = { chat: key.chat, wireId, fromMe: true, author: null }
  const first = await phone.waitFor('message', e => e.id === wireId)
  expect(first.message.extendedTextMessage?.contextInfo?.expiration).toBe(86_400)
  await link.send(key.chat, link.newWireId(), { kind: 'edit', target, text: 'Hello' })
  const edit = await phone.waitFor(
    'message',
    e => e.message.protocolMessage?.type === proto.Message.ProtocolMessage.Type.MESSAGE_EDIT,
  )
  expect(edit.message.protocolMessage).toMatchObject({
    key: { id: wireId, fromMe: true },
    editedMessage: { conversation: 'Hello' },
  })
  expect(edit.attrs.edit).toBe('1')
  await link.send(key.chat, link.newWireId(), { kind: 'react', target: key, emoji: '👍' })
  const reaction = await phone.waitFor('message', e => e.message.reactionMessage?.text === '👍')
  expect(reaction.message.reactionMessage?.key).toMatchObject({ id: sent.id, fromMe: false })
  await link.send(key.chat, link.newWireId(), { kind: 'react', target: key, emoji: null })
  await phone.waitFor('message', e => e.message.reactionMessage?.text === '')
  await link.send(key.chat, link.newWireId(), { kind: 'revoke', target })
  const revoke = await phone.waitFor(
    'message',
    e => e.message.protocolMessage?.type === proto.Message.ProtocolMessage.Type.REVOKE,
  )
  expect(revoke.attrs.edit).toBe('7')
  phone.assertClean()
  void ada
})

test('what the phone itself writes arrives as an echo in the right chat', async () => {
  const { phone, heard, ada } = await linked()
  const sent = await phone.own.sendText(ada, 'From my phone')
  const event = await heard.event('message', e => e.message.key.wireId === sent.id)
  expect(event.origin).toBe('echo')
  expect(event.message).toMatchObject({
    key: { fromMe: true, author: null, chat: { kind: 'direct', person: { lid: ada.lid } } },
    status: 'sent',
    unread: false,
    pushName: null,
  })
  await phone.settled()
  phone.assertClean()
})

test('one person by number and by LID, whichever comes first', async () => {
  for (const order of [
    ['pn', 'lid'],
    ['lid', 'pn'],
  ] as const) {
    const { phone, heard, ada } = await linked()
    for (const addressing of order) {
      const sent = await ada.sendText(`by ${addressing}`, { addressing })
      const { key } = await heard.message(sent.id)
      expect(key.chat).toEqual({ kind: 'direct', person: { pn: ada.pn, lid: ada.lid } })
    }
    expect(heard.all('identity')).toContainEqual({ type: 'identity', pn: ada.pn, lid: ada.lid })
    await phone.settled()
    phone.assertClean()
  }
})

test('a message that only names a LID is somebody of whom only the LID is known', async () => {
  const { heard, ada } = await linked()
  const sent = await ada.sendText('who am I', { addressing: 'lid', hideAlternative: true })
  const { key } = await heard.message(sent.id)
  expect(key.chat).toEqual({ kind: 'direct', person: { pn: null, lid: ada.lid } })
})

test('a resend of the same id is the same message, and a receiver that asks again gets it', async () => {
  const { phone, link, heard, sent, ada } = await linked()
  const { key } = await heard.message((await ada.sendText('hi')).id)
  ada.failNextDecrypt(1)
  const wireId = link.newWireId()
  const message = { kind: 'text' as const, text: 'hard to read', quoted: null, mentions: [], disappearingSeconds: 0 }
  const { raw } = await link.send(key.chat, wireId, message)
  sent.set(wireId, raw)
  await phone.waitFor(
    'message',
    e => e.id === wireId && e.readBy.some(jid => jid.startsWith('90010101') || jid.startsWith('15550101')),
  )
  await link.send(key.chat, wireId, message)
  phone.assertClean()
})

test('a refused message is an error with a code, and the connection stays', async () => {
  const { phone, link, heard, ada } = await linked()
  const { key } = await heard.message((await ada.sendText('hi')).id)
  phone.refuseNextMessage(479)
  const message = { kind: 'text' as const, text: 'no', quoted: null, mentions: [], disappearingSeconds: 0 }
  await expect(link.send(key.chat, link.newWireId(), message)).rejects.toMatchObject({ code: 'SERVER_REFUSED' })
  await link.send(key.chat, link.newWireId(), message)
  expect(link.online).toBe(true)
})

test('sending without a connection is refused at once', async () => {
  const { phone, link, heard, ada } = await linked()
  const { key } = await heard.message((await ada.sendText('hi')).id)
  phone.line.cut()
  await heard.until(() => !link.online, 'no connection')
  const message = { kind: 'text' as const, text: 'no', quoted: null, mentions: [], disappearingSeconds: 0 }
  await expect(link.send(key.chat, link.newWireId(), message)).rejects.toMatchObject({ code: 'OFFLINE' })
})

test('a session whose signed pre-key is forged is not opened', async () => {
  const { phone, link } = await linked()
  await phone.settled()
  phone.attacks.signedPreKey = 'bad'
  const eve = phone.addPerson({ pn: '15550109', lid: '90010109', pushName: 'Eve' })
  const chat = { kind: 'direct' as const, person: { pn: eve.pn, lid: eve.lid } }
  const message = { kind: 'text' as const, text: 'secret', quoted: null, mentions: [], disappearingSeconds: 0 }
  await expect(link.send(chat, link.newWireId(), message)).rejects.toMatchObject({ name: 'LinkError' })
  expect(phone.receivedOf('message').flatMap(entry => entry.readBy)).not.toContain(eve.pn)
})

test('in a group: what cannot be decrypted comes again, and own messages from the phone are echoes', async () => {
  const { phone, heard, ada } = await linked()
  const ben = phone.addPerson({ pn: '15550102', lid: '90010102', pushName: 'Ben' })
  const group = phone.addGroup({ subject: 'Chess', members: [ada, ben] })
  const chat = { kind: 'group' as const, jid: group.jid }
  await heard.message((await ada.sendText('one', { to: group })).id)
  const damaged = await ada.sendText('two', { to: group, corrupt: true })
  expect((await heard.message(damaged.id)).key).toMatchObject({ chat, author: { lid: ada.lid } })
  const own = await phone.own.sendText(group, 'mine')
  expect(await heard.message(own.id)).toMatchObject({ key: { chat, fromMe: true, author: null }, text: 'mine' })
  await ada.react(own, '👍', { to: group })
  const reaction = await heard.event('change', e => e.change.change === 'react')
  expect(reaction.change).toMatchObject({ target: { chat, wireId: own.id, fromMe: true }, by: { lid: ada.lid } })
  const theirs = await ben.sendText('three', { to: group })
  await heard.message(theirs.id)
  await ada.react(theirs, '🎉', { to: group })
  const other = await heard.event('change', e => e.change.change === 'react' && e.change.emoji === '🎉')
  expect(other.change.target).toMatchObject({ wireId: theirs.id, fromMe: false, author: { lid: ben.lid } })
  await phone.settled()
})

test('nobody is named, and nothing is quoted, in the log', async () => {
  const { phone, link, heard, lines, ada } = await linked()
  const { key } = await heard.message((await ada.sendText('a secret word: xyzzy')).id)
  await ada.sendText('xyzzy again', { corrupt: true })
  await ada.sendPlaintext({ conversation: 'xyzzy' })
  phone.refuseNextMessage(463)
  const message = { kind: 'text' as const, text: 'xyzzy', quoted: null, mentions: [], disappearingSeconds: 0 }
  await link.send(key.chat, link.newWireId(), message).catch(() => {})
  phone.line.close(503)
  await heard.until(() => heard.connections.some(c => c.state === 'offline'), 'offline')
  const log = lines.join('\n')
  expect(log).not.toMatch(/xyzzy|@|1555\d{4}|9001\d{4}/)
  expect(log).toContain('connection closed')
})

test('a message that the server does not hand out is asked of the phone', async () => {
  const { phone, heard, ada } = await linked()
  const sent = await ada.sendText('only on the phone')
  await heard.message(sent.id)
  await phone.settled()
  const before = heard.messages(sent.id).length
  phone.sendRaw({
    tag: 'message',
    attrs: {
      id: sent.id,
      from: ada.jid('lid'),
      sender_pn: ada.jid('pn'),
      t: String(Math.floor(Date.now() / 1000)),
      type: 'text',
    },
    content: [{ tag: 'unavailable', attrs: {} }],
  })
  await heard.event('undecryptable', event => event.key.wireId === sent.id)
  await heard.until(() => heard.messages(sent.id).length > before, 'the message from the phone')
  expect(heard.messages(sent.id).at(-1)).toMatchObject({ text: 'only on the phone', key: { fromMe: false } })
})

test.each([
  { beside: 'alone', children: [] },
  { beside: 'beside one that can be read', children: ['msmsg'] },
])('a part in an encryption that is not known leaves a line, $beside', async ({ children: kinds }) => {
  const { phone, heard, ada } = await linked()
  await heard.message((await ada.sendText('hello')).id)
  const unknown = { tag: 'enc', attrs: { type: 'frskmsg', v: '2' }, content: Buffer.from('of another time') }
  if (kinds.length === 0) {
    phone.sendRaw({
      tag: 'message',
      attrs: { id: '3AUNKNOWN', from: ada.jid('lid'), t: String(Math.floor(Date.now() / 1000)), type: 'text' },
      content: [unknown],
    })
    await heard.event('undecryptable', event => event.key.wireId === '3AUNKNOWN')
    return
  }
  const others = kinds.map(type => ({ tag: 'enc', attrs: { type, v: '2' }, content: Buffer.from('a bot’s') }))
  const sent = await ada.sendText('this part can be read', { children: [unknown, ...others] })
  expect((await heard.message(sent.id)).text).toBe('this part can be read')
})
