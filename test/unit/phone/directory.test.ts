import { USyncQuery, USyncUser } from 'baileys'
import { expect, test, vi } from 'vitest'
import { linked } from './harness.ts'

test('who is on WhatsApp, and under which LID', async () => {
  const { client, ada } = await linked()
  expect(await client.socket.onWhatsApp('15550101', '15559999')).toEqual([{ jid: ada.pn, exists: true }])
  const { list } = (await client.socket.executeUSyncQuery(
    new USyncQuery().withLIDProtocol().withUser(new USyncUser().withId(ada.jid('pn'))),
  )) ?? { list: [] }
  expect(list).toEqual([{ id: ada.pn, lid: ada.lid }])
  await client.socket.fetchStatus(ada.jid('pn'))
})

test('the attestation of a business by USync', async () => {
  const { phone, client, ada } = await linked()
  const shop = phone.addPerson({ pn: '15550150', lid: '90010150', business: { name: 'Shop', level: 'low' } })
  type Node = { attrs: Record<string, string>; content?: Node[] }
  const query = new USyncQuery().withMode('full').withContext('background')
  query.protocols.push({
    name: 'business',
    getQueryElement: () => ({ tag: 'business', attrs: {}, content: [{ tag: 'verified_name', attrs: {} }] }),
    getUserElement: () => null,
    parser: node => (node as Node).content?.[0]?.attrs.verified_level ?? null,
  })
  for (const person of [shop, ada]) query.withUser(new USyncUser().withId(person.jid('pn')))
  const found = await client.socket.executeUSyncQuery(query)
  expect(found?.list).toEqual([{ id: shop.pn, business: 'low' }, { id: ada.pn }])
  phone.assertClean()
})

test('business profiles', async () => {
  const { phone, client, ada } = await linked()
  const profile = {
    description: 'Films',
    address: '1 High Street',
    website: 'https://cinema.example',
    email: 'desk@cinema.example',
    category: 'Cinema',
    timezone: 'Europe/London',
    hours: [{ day_of_week: 'mon', mode: 'open_24h' }],
  }
  const shop = phone.addPerson({
    pn: '15550150',
    lid: '90010150',
    business: { name: 'Cinema', level: 'high', profile },
  })
  expect(await client.socket.getBusinessProfile(shop.jid('pn'))).toMatchObject({
    wid: shop.pn,
    description: 'Films',
    website: ['https://cinema.example'],
    category: 'Cinema',
    business_hours: { timezone: 'Europe/London', business_config: [{ day_of_week: 'mon', mode: 'open_24h' }] },
  })
  expect(await client.socket.getBusinessProfile(ada.jid('pn'))).toBeUndefined()
  phone.assertClean()
})

test('the block list, from both ends', async () => {
  const { phone, client, ada, ben } = await linked()
  await client.socket.updateBlockStatus(ada.jid('pn'), 'block')
  expect(phone.blocked).toEqual([ada.lid])
  expect(await client.socket.fetchBlocklist()).toEqual([ada.lid])
  phone.own.block(ben)
  await client.wait('blocklist.update', u => u.type === 'add' && u.blocklist[0] === ben.lid)
  phone.own.unblock(ben)
  await client.wait('blocklist.update', u => u.type === 'remove' && u.blocklist[0] === ben.lid)
  await client.socket.updateBlockStatus(ada.jid('lid'), 'unblock')
  expect(phone.blocked).toEqual([])
  phone.assertClean()
})

test('privacy settings', async () => {
  const { phone, client } = await linked()
  await client.socket.updateReadReceiptsPrivacy('none')
  expect(phone.privacy.get('readreceipts')).toBe('none')
  expect(await client.socket.fetchPrivacySettings(true)).toMatchObject({ readreceipts: 'none', last: 'contacts' })
})

test('presence and typing, from both ends', async () => {
  const { phone, client, ada } = await linked()
  await client.socket.presenceSubscribe(ada.jid('lid'))
  await phone.waitFor('subscribe')
  await client.wait('presence.update', u => u.presences[ada.jid('lid')]?.lastKnownPresence === 'unavailable')
  ada.typing('composing')
  // The library says nothing as long as it has no name.
  await vi.waitFor(() => expect(client.socket.authState.creds.me?.name).toBeTruthy(), { timeout: 10_000 })
  await client.socket.sendPresenceUpdate('available')
  await phone.waitFor('presence', p => p.type === 'available')
  ada.presence('available')
  // What she wrote before was not told: this is the first news.
  const news = await client.wait('presence.update', u => {
    const known = u.presences[ada.jid('lid')]?.lastKnownPresence
    return known === 'unavailable' ? null : known
  })
  expect(news).toBe('available')
  ada.typing('composing')
  await client.wait('presence.update', u => u.presences[ada.jid('lid')]?.lastKnownPresence === 'composing')
  ada.typing('recording')
  await client.wait('presence.update', u => u.presences[ada.jid('lid')]?.lastKnownPresence === 'recording')
  ada.presence('unavailable', new Date(1_700_000_000_000))
  await client.wait('presence.update', u => u.presences[ada.jid('lid')]?.lastSeen === 1_700_000_000)
  await client.socket.sendPresenceUpdate('composing', ada.jid('lid'))
  await phone.waitFor('chatstate', c => c.state === 'composing' && c.to === ada.lid)
  phone.assertClean()
})

test('profile pictures', async () => {
  const { phone, client, ada } = await linked()
  await expect(client.socket.profilePictureUrl(ada.jid('pn'))).rejects.toThrow('item-not-found')
  ada.picture = Buffer.from('a picture')
  expect(await client.socket.profilePictureUrl(ada.jid('pn'))).toMatch(/^https:\/\/pps\.whatsapp\.net\/pp\//)
  phone.assertClean()
})
