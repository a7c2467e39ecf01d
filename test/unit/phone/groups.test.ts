import { proto } from 'baileys'
import { expect, test } from 'vitest'
import { linked, newClient, newPhone } from './harness.ts'

test.each(['lid', 'pn'] as const)(
  'a group addressed by %s: metadata, messages both ways, changes',
  async addressing => {
    const phone = await newPhone()
    const ada = phone.addPerson({ pn: '15550101', lid: '90010101', pushName: 'Ada' })
    const ben = phone.addPerson({ pn: '15550102', lid: '90010102', pushName: 'Ben' })
    const cleo = phone.addPerson({ pn: '15550103', lid: '90010103', pushName: 'Cleo' })
    const group = phone.addGroup({ subject: 'Climbing', members: [ada, ben], addressing, description: 'Mondays' })
    const client = await newClient(phone).link()
    await client.wait('groups.update', groups => groups.find(g => g.subject === 'Climbing'))
    const metadata = await client.socket.groupMetadata(group.jid)
    expect(metadata).toMatchObject({ subject: 'Climbing', desc: 'Mondays', addressingMode: addressing, size: 3 })
    expect(metadata.participants).toContainEqual(
      addressing === 'lid'
        ? expect.objectContaining({ id: ada.lid, phoneNumber: ada.pn, admin: 'admin' })
        : expect.objectContaining({ id: ada.pn, lid: ada.lid, admin: 'admin' }),
    )

    await ada.sendText('first of Ada', { to: group })
    await ada.sendText('second of Ada', { to: group })
    await ben.sendText('first of Ben', { to: group })
    expect((await client.message('first of Ada')).key).toMatchObject({
      remoteJid: group.jid,
      participant: ada.jid(addressing),
      participantAlt: ada.jid(addressing === 'lid' ? 'pn' : 'lid'),
    })
    await client.message('second of Ada')
    await client.message('first of Ben')

    await client.socket.sendMessage(group.jid, { text: 'hello all' })
    await client.socket.sendMessage(group.jid, { text: 'once more' })
    const read = await phone.waitFor('message', m => m.message.extendedTextMessage?.text === 'once more')
    expect(read.readBy).toEqual(expect.arrayContaining([ada.lid, ben.lid]))
    await client.receipt(read.id, 'receiptTimestamp')

    const own = await phone.own.sendText(group, 'me, on the phone')
    expect((await client.message(own.id)).key).toMatchObject({ fromMe: true, remoteJid: group.jid })

    group.setSubject('Climbing and coffee', ben)
    await client.wait('groups.update', groups => groups.find(g => g.subject === 'Climbing and coffee'))
    group.add([cleo], ada)
    await client.wait(
      'group-participants.update',
      u => u.action === 'add' && u.participants[0]?.id === cleo.jid(addressing),
    )
    group.promote([ben], ada)
    await client.wait('group-participants.update', u => u.action === 'promote')
    expect(group.isAdmin(ben)).toBe(true)
    await cleo.sendText('thanks for having me', { to: group })
    await client.message('thanks for having me')
    group.leave(ben)
    await client.wait(
      'group-participants.update',
      u => u.action === 'remove' && u.participants[0]?.id === ben.jid(addressing),
    )
    group.setAnnouncement(true, ada)
    await client.wait('groups.update', groups => groups.find(g => g.announce === true))
    const target = await cleo.sendText('off topic', { to: group })
    await client.message('off topic')
    await ada.revoke(target, { to: group })
    await client.wait('messages.update', u => u.some(({ key }) => key.id === target.id))
    await phone.settled()
    phone.assertClean()
  },
)

test('the client changes a group, leaves it, and is refused afterwards', async () => {
  const { phone, client, ada, ben } = await linked()
  const group = phone.addGroup({ subject: 'Before', members: [ada], admins: [ada] })
  await client.socket.groupUpdateSubject(group.jid, 'After')
  expect(group.subject).toBe('After')
  await client.socket.groupParticipantsUpdate(group.jid, [ben.jid('lid')], 'add')
  expect(group.members).toContain(ben)
  await client.socket.groupLeave(group.jid)
  await expect(client.socket.groupMetadata(group.jid)).rejects.toThrow('forbidden')
  await expect(client.socket.groupMetadata('120363000000000000@g.us')).rejects.toThrow('item-not-found')
  const made = await client.socket.groupCreate('New', [ada.jid('lid')])
  expect(phone.group(made.id)?.subject).toBe('New')
  phone.assertClean()
})

test('being removed from a group is told', async () => {
  const { phone, client, ada } = await linked()
  const group = phone.addGroup({ subject: 'Short', members: [ada] })
  group.removeMe(ada)
  const update = await client.wait('group-participants.update', u => (u.action === 'remove' ? u : null))
  expect(update.participants[0]).toMatchObject({ id: '90010001@lid' })
})

test('statuses: posted, viewed, revoked; the client posts one itself', async () => {
  const { phone, client, ada } = await linked()
  const status = await ada.postStatus('at the top')
  const second = await ada.postStatus('going down', { addressing: 'pn' })
  const got = await client.message('at the top')
  expect(got.key).toMatchObject({ remoteJid: 'status@broadcast', participant: ada.lid, remoteJidAlt: ada.pn })
  await client.message('going down')
  await client.socket.readMessages([{ ...got.key, remoteJid: 'status@broadcast' }])
  await phone.waitFor('receipt', r => r.to === 'status@broadcast' && r.type === 'read' && r.ids.includes(status.id))
  await ada.revokeStatus(second)
  await client.wait('messages.update', updates =>
    updates.find(u => u.key.id === second.id && u.update.messageStubType === proto.WebMessageInfo.StubType.REVOKE),
  )
  const own = await phone.own.postStatus('mine, from the phone')
  expect((await client.message(own.id)).key.fromMe).toBe(true)

  await client.socket.sendMessage(
    'status@broadcast',
    { text: 'mine' },
    { statusJidList: [ada.jid('lid'), phone.own.lid] },
  )
  const posted = await phone.waitFor('message', m => m.to === 'status@broadcast')
  expect(posted.readBy).toEqual(['90010101@lid', phone.own.lid])
  expect([...ada.posts.keys()]).toEqual([posted.id])
  ada.read(posted)
  await client.receipt(posted.id, 'readTimestamp')
  await phone.settled()
  phone.assertClean()
})

test('a damaged group message and a damaged status are asked for again', async () => {
  const { phone, client, ada } = await linked()
  const group = phone.addGroup({ subject: 'Noise', members: [ada] })
  await ada.sendText('damaged in the group', { to: group, corrupt: true })
  await client.message('damaged in the group')
  await ada.sendText('whole in the group', { to: group })
  await client.message('whole in the group')
  await ada.postStatus('damaged status', { corrupt: true })
  await client.message('damaged status')
  expect(phone.receivedOf('receipt').filter(r => r.type === 'retry')).toHaveLength(2)
  await phone.settled()
  phone.assertClean()
})
