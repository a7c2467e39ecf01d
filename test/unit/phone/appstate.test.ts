import { expect, test } from 'vitest'
import { linked, newClient, newPhone } from './harness.ts'

test.each(['patches', 'snapshot'] as const)(
  'what was set on the phone before linking arrives by %s',
  async appStateDelivery => {
    const phone = await newPhone({ appStateDelivery })
    const ada = phone.addPerson({ pn: '15550101', lid: '90010101', savedName: 'Ada Lovelace' })
    const ben = phone.addPerson({ pn: '15550102', lid: '90010102', savedName: 'Ben' })
    phone.appState.forgetContact(ben)
    phone.setHistory({
      conversations: [
        { id: '15550101@s.whatsapp.net', conversationTimestamp: 1_700_000_000, messages: [] },
        { id: '15550102@s.whatsapp.net', conversationTimestamp: 1_600_000_000, messages: [] },
      ],
    })
    phone.appState.pin(ada, true)
    phone.appState.mute(ben, 4_000_000_000_000)
    const client = await newClient(phone).link()
    // The client's buffer absorbs contacts into history that arrives with them; what comes first is told by itself.
    const saved = () =>
      client.events
        .flatMap(({ name, value }) =>
          name === 'messaging-history.set' ? value.contacts : name === 'contacts.upsert' ? value : [],
        )
        .find(contact => contact.name === 'Ada Lovelace')
    await client.until(() => saved() !== undefined, 'saved contact')
    expect(saved()).toMatchObject({ id: ada.pn, lid: ada.lid })
    await phone.settled()
    expect(phone.media.requests.some(r => r.path.startsWith('/v/t62.54321'))).toBe(appStateDelivery === 'snapshot')
    phone.assertClean()
  },
)

test('changes on the phone reach the linked client', async () => {
  const { phone, client, ada } = await linked()
  const message = await ada.sendText('to be starred and deleted')
  await client.message(message.id)
  phone.appState.saveContact(ada, 'Ada L')
  await client.wait('contacts.upsert', contacts => contacts.find(c => c.name === 'Ada L'))
  phone.appState.pin(ada, true)
  await client.wait('chats.update', chats => chats.find(c => c.id === ada.pn && c.pinned))
  phone.appState.archive(ada, true)
  await client.wait('chats.update', chats => chats.find(c => c.id === ada.pn && c.archived))
  phone.appState.mute(ada, 4_000_000_000_000)
  await client.wait('chats.update', chats => chats.find(c => c.id === ada.pn && c.muteEndTime))
  phone.appState.markRead(ada, false)
  await client.wait('chats.update', chats => chats.find(c => c.id === ada.pn && c.unreadCount === -1))
  phone.appState.star(message, true)
  await client.wait('messages.update', updates => updates.find(u => u.key.id === message.id && u.update.starred))
  phone.appState.deleteForMe(message)
  await client.wait('messages.delete', d => 'keys' in d && d.keys.find(k => k.id === message.id))
  phone.appState.clear(ada)
  phone.appState.delete(ada)
  await client.wait('chats.delete', ids => ids.includes(ada.jid('pn')))
  phone.appState.pushName('Robin R')
  await client.until(() => client.auth.creds.me?.name === 'Robin R', 'the new name')
  await phone.settled()
  phone.assertClean()
})

test('changes of the client are read with every MAC checked, and reach its other devices', async () => {
  const { phone, client, ada } = await linked()
  const second = await newClient(phone).link()
  await phone.settled()
  const jid = ada.jid('pn')
  await client.socket.chatModify({ pin: true }, jid)
  await client.socket.chatModify({ mute: 4_000_000_000_000 }, jid)
  await client.socket.addOrEditContact(jid, { fullName: 'Ada from the desk' })
  await client.socket.removeContact(jid)
  const kinds = phone.receivedOf('mutation').map(m => [m.operation, m.index[0]])
  expect(kinds).toEqual([
    ['set', 'pin_v1'],
    ['set', 'mute'],
    ['set', 'contact'],
    ['remove', 'contact'],
  ])
  expect(phone.appState.get('regular_low', ['pin_v1', jid])?.pinAction?.pinned).toBe(true)
  await second.wait('chats.update', chats => chats.find(c => c.id === jid && c.pinned))
  phone.appState.pin(ada, false)
  await client.wait('chats.update', chats => chats.find(c => c.id === jid && c.pinned === null))
  await client.socket.chatModify({ pin: true }, jid)
  expect(phone.appState.version('regular_low')).toBe(3)
  await phone.settled()
  phone.assertClean()
})

test('a new key is shared and used by both', async () => {
  const { phone, client, ada } = await linked()
  phone.appState.rotateKey()
  await phone.settled()
  phone.appState.pin(ada, true)
  await client.wait('chats.update', chats => chats.find(c => c.id === ada.pn && c.pinned))
  await client.socket.chatModify({ pin: false }, ada.jid('pn'))
  expect(phone.appState.version('regular_low')).toBe(2)
  phone.assertClean()
})

test('many mutations in one patch', async () => {
  const phone = await newPhone()
  phone.appState.setMany(
    'critical_unblock_low',
    Array.from({ length: 500 }, (_, n) => ({
      index: ['contact', `1555020${n}@s.whatsapp.net`],
      value: { contactAction: { fullName: `Person ${n}` } },
    })),
  )
  const client = await newClient(phone).link()
  await client.wait('contacts.upsert', contacts => contacts.find(c => c.name === 'Person 499'))
  expect(phone.appState.version('critical_unblock_low')).toBe(1)
  phone.assertClean()
})
