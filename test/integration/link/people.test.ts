import { expect, test, vi } from 'vitest'
import { linkByQr, linked, newLink, newPhone } from './support/bench.ts'
import { Disk } from './support/stores.ts'

test.each(['high', 'low', 'unknown', null] as const)(
  'an attestation of level %s comes with every attribute',
  async level => {
    const { phone, heard } = await linked()
    const cinema = phone.addPerson({
      pn: '15550120',
      lid: '90010120',
      business: {
        name: 'BookMyShow',
        level,
        serial: '12345',
        issuer: 'ent:wa',
        hostStorage: 'facebook',
        actualActors: 'bsp',
        privacyModeTs: 1_600_000_000,
      },
    })
    const sent = await cinema.sendText('Your ticket')
    await heard.message(sent.id)
    const { attestation } = await heard.event('attestation')
    expect(attestation).toEqual({
      person: { pn: cinema.pn, lid: cinema.lid },
      source: 'stanza',
      level,
      business: true,
      chosenName: 'BookMyShow',
      issuer: 'ent:wa',
      serial: '12345',
      hostStorage: 'facebook',
      actualActors: 'bsp',
      privacyModeAt: 1_600_000_000_000,
      at: expect.any(Number),
    })
    expect(heard.all('name')).toContainEqual(expect.objectContaining({ source: 'certificate', name: 'BookMyShow' }))
    await phone.settled()
    phone.assertClean()
  },
)

test('an attestation also comes with a status, and in a group', async () => {
  const { phone, heard, ada } = await linked()
  const cinema = phone.addPerson({ pn: '15550120', lid: '90010120', business: { name: 'Odeon', level: 'high' } })
  await cinema.postStatus('Now showing')
  await heard.event('attestation', e => e.attestation.person.lid === cinema.lid)
  heard.events.length = 0
  const group = phone.addGroup({ subject: 'Film club', members: [ada, cinema] })
  await cinema.sendText('Hello all', { to: group })
  await heard.event('attestation', e => e.attestation.person.lid === cinema.lid)
  await phone.settled()
  phone.assertClean()
})

test('who has a number is looked up, with what the server says of a business', async () => {
  const { phone, link, heard } = await linked()
  const cinema = phone.addPerson({ pn: '15550120', lid: '90010120', business: { name: 'Odeon', level: 'low' } })
  expect(await link.lookUpNumber('15550120')).toEqual({ pn: cinema.pn, lid: cinema.lid })
  expect(heard.all('attestation')[0]?.attestation).toMatchObject({
    source: 'lookup',
    level: 'low',
    chosenName: 'Odeon',
  })
  expect(await link.lookUpNumber('15550199')).toBeNull()
  phone.assertClean()
})

test('many are looked up in one query; the server says who is a business, and who is none', async () => {
  const { phone, link, heard, ada } = await linked()
  const cinema = phone.addPerson({ pn: '15550120', lid: '90010120', business: { name: 'Odeon', level: 'high' } })
  const hidden = phone.addPerson({ pn: null, lid: '90010121', business: { name: 'Corner Shop', level: 'unknown' } })
  const refs = [ada, cinema, hidden].map(({ pn, lid }) => ({ pn, lid }))
  await link.lookUpBusinesses(refs)
  const said = heard.all('attestation').map(({ attestation }) => attestation)
  expect(said).toMatchObject([
    { person: refs[0], source: 'lookup', business: false, level: null, chosenName: null },
    { person: refs[1], source: 'lookup', business: true, level: 'high', chosenName: 'Odeon' },
    { person: refs[2], source: 'lookup', business: true, level: 'unknown', chosenName: 'Corner Shop' },
  ])
  const queries = phone.receivedOf('query').filter(({ name, attrs }) => name === 'usync:usync' && attrs.mode === 'full')
  expect(queries).toMatchObject([{ users: 3, attrs: { context: 'background' } }])
  await link.lookUpBusinesses([])
  expect(phone.receivedOf('query').filter(({ attrs }) => attrs.mode === 'full')).toHaveLength(1)
  phone.assertClean()
})

test('statuses: posts, own posts, views and revokes; never as a chat', async () => {
  const { phone, heard, ada } = await linked()
  const post = await ada.postStatus({ extendedTextMessage: { text: 'At sea', backgroundArgb: 0xff112233, font: 2 } })
  const event = await heard.event('status', e => e.status.wireId === post.id)
  expect(event.status).toMatchObject({
    author: { pn: ada.pn, lid: ada.lid },
    content: { kind: 'text', text: 'At sea' },
    backgroundArgb: 0xff112233,
    font: 2,
    seen: false,
  })
  const own = await phone.own.postStatus('Mine')
  const mine = await heard.event('status', e => e.status.wireId === own.id)
  expect(mine.status.author).toBeNull()
  await ada.revokeStatus(post)
  expect(await heard.event('statusRevoked')).toMatchObject({ wireId: post.id, author: { lid: ada.lid } })
  await phone.settled()
  expect(heard.all('message')).toEqual([])
  expect(heard.all('chatState').map(e => e.state.chat)).not.toContainEqual(
    expect.objectContaining({ jid: 'status@broadcast' }),
  )
  phone.assertClean()
})

test('groups: members, changes and their lines, messages with authors', async () => {
  const { phone, heard, ada } = await linked()
  const ben = phone.addPerson({ pn: '15550102', lid: '90010102', pushName: 'Ben' })
  const group = phone.addGroup({ subject: 'Chess', members: [ada], admins: [ada] })
  const sent = await ada.sendText('e4', { to: group })
  const message = await heard.message(sent.id)
  expect(message.key).toEqual({
    chat: { kind: 'group', jid: group.jid },
    wireId: sent.id,
    fromMe: false,
    author: { pn: ada.pn, lid: ada.lid },
  })
  group.add([ben], ada)
  const added = await heard.event('groupMembers', e => e.change === 'add')
  expect(added.members).toEqual([{ pn: ben.pn, lid: ben.lid }])
  await heard.event('message', e => e.message.content.kind === 'groupChange' && e.message.content.change === 'added')
  group.promote([ben], ada)
  await heard.event('groupMembers', e => e.change === 'promote')
  group.demote([ben], ada)
  await heard.event('groupMembers', e => e.change === 'demote')
  group.setSubject('Chess and tea', ada)
  await heard.event('group', e => e.group.subject === 'Chess and tea')
  group.setDescription('Every Monday', ada)
  await heard.event('group', e => e.group.description === 'Every Monday')
  group.setAnnouncement(true, ada)
  await heard.event('group', e => e.group.announce === true)
  group.setEphemeral(86_400, ada)
  await heard.event('chatState', e => e.state.disappearingSeconds === 86_400)
  group.leave(ben)
  await heard.event('message', e => e.message.content.kind === 'groupChange' && e.message.content.change === 'left')
  group.removeMe(ada)
  await heard.event('chatState', e => e.state.member === false)
  group.addMe(ada)
  await heard.event('chatState', e => e.state.member === true)
  await phone.settled()
  phone.assertClean()
})

test('what is fetched of a group bears the server’s time, not that of a clock that is ahead', async () => {
  const phone = await newPhone()
  const ada = phone.addPerson({ pn: '15550101', lid: '90010101', pushName: 'Ada' })
  const group = phone.addGroup({ subject: 'Chess', members: [ada] })
  const bench = newLink(phone, new Disk(), true, 0.05, () => Date.now() + 3_600_000)
  await linkByQr(bench)
  const fetched = await bench.heard.event('group', ({ group: facts }) => facts.members !== null)
  expect(Math.abs(fetched.at - Date.now())).toBeLessThan(10_000)
  await bench.link.refreshGroup(group.jid)
  const again = bench.heard.all('group').findLast(({ group: facts }) => facts.members !== null)
  expect(again?.at).toBeGreaterThanOrEqual(fetched.at)
  expect(again?.at).toBeLessThan(Date.now() + 1_000)
})

test('what a look-up attests bears the server’s time: a clock that is ahead does not make it the last word', async () => {
  const phone = await newPhone()
  const cinema = phone.addPerson({ pn: '15550120', lid: '90010120', business: { name: 'BookMyShow', level: 'high' } })
  const bench = newLink(phone, new Disk(), true, 0.05, () => Date.now() + 3_600_000)
  await linkByQr(bench)
  await bench.link.lookUpBusinesses([{ pn: cinema.pn, lid: cinema.lid }])
  await bench.link.lookUpNumber('15550120')
  const told = bench.heard.all('attestation').map(({ attestation }) => attestation)
  expect(told.map(({ source }) => source)).toEqual(['lookup', 'lookup'])
  for (const { at } of told) expect(Math.abs(at - Date.now())).toBeLessThan(10_000)
})

test('a look-up says whose the number is now: whom it was known of has nothing attested any more', async () => {
  const phone = await newPhone()
  const cinema = phone.addPerson({ pn: '15550121', lid: '90010121', business: { name: 'Odeon', level: 'high' } })
  const bench = newLink(phone)
  await linkByQr(bench)
  const before = { pn: cinema.pn, lid: '90010199@lid' }
  await bench.link.lookUpBusinesses([before])
  expect(bench.heard.all('attestation').map(({ attestation }) => attestation)).toMatchObject([
    { person: { pn: null, lid: before.lid }, source: 'lookup', level: 'unknown', business: true },
    { person: { pn: cinema.pn, lid: cinema.lid }, source: 'lookup', level: 'high' },
  ])
})

test('a group message goes out to every member, and its facts can be fetched', async () => {
  const { phone, link, heard, ada } = await linked()
  const ben = phone.addPerson({ pn: '15550102', lid: '90010102', pushName: 'Ben' })
  const group = phone.addGroup({ subject: 'Chess', members: [ada, ben], admins: [ada], description: 'Mondays' })
  await link.refreshGroup(group.jid)
  const { group: facts } = await heard.event('group', e => e.group.jid === group.jid && e.group.members !== null)
  expect(facts).toMatchObject({ description: 'Mondays' })
  await heard.event('group', e => e.group.jid === group.jid && e.group.subject === 'Chess')
  expect(facts.members).toContainEqual({ person: { pn: ada.pn, lid: ada.lid }, admin: true })
  const wireId = link.newWireId()
  const chat = { kind: 'group' as const, jid: group.jid }
  await link.send(chat, wireId, { kind: 'text', text: 'e5', quoted: null, mentions: [], disappearingSeconds: 0 })
  const received = await phone.waitFor('message', e => e.id === wireId)
  expect(received.message.conversation).toBe('e5')
  ben.read(received)
  const receipt = await heard.event('receipt', e => e.state === 'read' && e.wireIds.includes(wireId))
  expect(receipt).toMatchObject({ chat, by: { lid: ben.lid } })
  await expect(link.refreshGroup('404@g.us')).rejects.toMatchObject({ name: 'LinkError' })
  phone.assertClean()
})

test('read receipts go to the author, or only to own devices', async () => {
  for (const readReceipts of [true, false]) {
    const { phone, link, heard, ada } = await linked({ readReceipts })
    const { key } = await heard.message((await ada.sendText('hi')).id)
    await link.sendRead([key], true)
    const got = await phone.waitFor('receipt', e => e.ids.includes(key.wireId) && e.type.startsWith('read'))
    expect(got.type).toBe(readReceipts ? 'read' : 'read-self')
    const second = await heard.message((await ada.sendText('and')).id)
    await link.sendRead([second.key], false)
    const self = await phone.waitFor('receipt', e => e.ids.includes(second.key.wireId) && e.type.startsWith('read'))
    expect(self.type).toBe('read-self')
  }
})

test('with read receipts off in the privacy settings, none goes to the author', async () => {
  const phone = await newPhone()
  phone.privacy.set('readreceipts', 'none')
  const ada = phone.addPerson({ pn: '15550101', lid: '90010101', pushName: 'Ada' })
  const bench = newLink(phone)
  await linkByQr(bench)
  const { key } = await bench.heard.message((await ada.sendText('hi')).id)
  await bench.link.sendRead([key], true)
  const got = await phone.waitFor('receipt', e => e.ids.includes(key.wireId) && e.type.startsWith('read'))
  expect(got.type).toBe('read-self')
})

test('read receipts that the user switches off on the phone stop within a minute', async () => {
  const phone = await newPhone()
  const ada = phone.addPerson({ pn: '15550101', lid: '90010101', pushName: 'Ada' })
  let ahead = 0
  const bench = newLink(phone, new Disk(), true, 0.05, () => Date.now() + ahead)
  await linkByQr(bench)
  const told = async (text: string) => {
    const { key } = await bench.heard.message((await ada.sendText(text)).id)
    await bench.link.sendRead([key], true)
    return (await phone.waitFor('receipt', e => e.ids.includes(key.wireId) && e.type.startsWith('read'))).type
  }
  expect(await told('one')).toBe('read')
  phone.privacy.set('readreceipts', 'none')
  ahead = 61_000
  expect(await told('two')).toBe('read-self')
})

test('what is read on the phone is told', async () => {
  const { phone, heard, ada } = await linked()
  const sent = await ada.sendText('hi')
  await heard.message(sent.id)
  phone.own.read(sent)
  const receipt = await heard.event('receipt', e => e.by === null)
  expect(receipt).toMatchObject({
    state: 'read',
    wireIds: [sent.id],
    chat: { kind: 'direct', person: { lid: ada.lid } },
  })
  phone.assertClean()
})

test('typing both ways', async () => {
  const { phone, link, heard, ada } = await linked()
  const { key } = await heard.message((await ada.sendText('hi')).id)
  await link.watchPresence(key.chat)
  // It keeps quiet about the user until it is told otherwise, and hears nothing meanwhile.
  expect(phone.receivedOf('presence').map(e => e.type)).not.toContain('available')
  ada.typing('recording')
  // Possible once the phone has told the name.
  await vi.waitFor(() => link.setAvailable(true), { timeout: 10_000 })
  await phone.waitFor('presence', e => e.type === 'available')
  ada.typing('composing')
  await heard.until(() => heard.typings.some(t => t.activity === 'typing'), 'typing')
  expect(heard.typings.map(t => t.activity)).not.toContain('recording')
  ada.typing('recording')
  await heard.until(() => heard.typings.some(t => t.activity === 'recording'), 'recording')
  ada.typing('paused')
  await heard.until(() => heard.typings.some(t => t.activity === 'none'), 'none')
  await link.sendTyping(key.chat, 'typing')
  await phone.waitFor('chatstate', e => e.state === 'composing')
  await link.sendTyping(key.chat, 'none')
  await phone.waitFor('chatstate', e => e.state === 'paused')
  await link.setAvailable(false)
  await phone.waitFor('presence', e => e.type === 'unavailable')
})

test('the block list at each connection, and its changes', async () => {
  const { phone, heard, ada } = await linked()
  await heard.event('blocklist')
  phone.own.block(ada)
  expect(await heard.event('block', e => e.on)).toMatchObject({ person: { lid: ada.lid } })
  phone.own.unblock(ada)
  await heard.event('block', e => !e.on)
  await phone.settled()
  phone.assertClean()
})
