import { downloadMediaMessage, encryptMediaRetryRequest } from 'baileys'
import { expect, test } from 'vitest'
import { linked } from './harness.ts'

test('the client downloads what a contact sends', async () => {
  const { phone, client, ada } = await linked()
  const bytes = Buffer.from('not really a picture')
  const image = phone.media.put(bytes, 'image')
  const sent = await ada.sendMessage({ imageMessage: { ...image, mimetype: 'image/jpeg', caption: 'look' } })
  const got = await client.message(sent.id)
  expect(await downloadMediaMessage(got, 'buffer', client.downloads)).toEqual(bytes)
  phone.assertClean()
})

test.each(['body', 'mac', 'truncated', 'missing'] as const)('a file can be tampered with: %s', async tamper => {
  const { phone, client, ada } = await linked()
  const stored = phone.media.put(Buffer.alloc(1000, 7), 'document', tamper)
  const sent = await ada.sendMessage({ documentMessage: { ...stored, mimetype: 'text/plain', fileName: 'a.txt' } })
  const got = await client.message(sent.id)
  const bytes = await downloadMediaMessage(got, 'buffer', client.downloads).catch(() => null)
  // The client's library checks no MAC: whoever wants to know compares hashes.
  if (tamper === 'mac') expect(bytes).toEqual(Buffer.alloc(1000, 7))
  else expect(bytes).not.toEqual(Buffer.alloc(1000, 7))
})

test('what the client uploads can be opened', async () => {
  const { phone, client } = await linked()
  const text = Buffer.from('a note')
  await client.socket.sendMessage('90010101@lid', { document: text, mimetype: 'text/plain', fileName: 'note.txt' })
  const { message } = await phone.waitFor('message')
  const { directPath, mediaKey } = message.documentMessage ?? {}
  if (!directPath || !mediaKey) throw new Error('no file in the message')
  expect(Buffer.from(phone.media.open(directPath, mediaKey, 'document'))).toEqual(text)
  phone.assertClean()
})

test('the media host fails on demand, and works again afterwards', async () => {
  const { phone, client, ada } = await linked()
  const bytes = Buffer.from('second try')
  const sent = await ada.sendMessage({ imageMessage: { ...phone.media.put(bytes, 'image'), mimetype: 'image/jpeg' } })
  const got = await client.message(sent.id)
  phone.media.failNext(1)
  await expect(downloadMediaMessage(got, 'buffer', client.downloads)).rejects.toThrow()
  expect(await downloadMediaMessage(got, 'buffer', client.downloads)).toEqual(bytes)
  expect(phone.media.requests.map(r => r.status)).toEqual([500, 200])
})

test('the library asks for a file again, and finds it at its new place', async () => {
  const { phone, client, ada } = await linked()
  const bytes = Buffer.from('gone and back')
  const stored = phone.media.put(bytes, 'image', 'expired')
  const sent = await ada.sendMessage({ imageMessage: { ...stored, mimetype: 'image/jpeg' } })
  const got = await client.message(sent.id)
  await expect(downloadMediaMessage(got, 'buffer', client.downloads)).rejects.toThrow()
  await client.socket.updateMediaMessage(got)
  expect(got.message?.imageMessage?.directPath).not.toBe(stored.directPath)
  expect(await downloadMediaMessage(got, 'buffer', client.downloads)).toEqual(bytes)
  phone.behaviour.reupload = 'notFound'
  await expect(client.socket.updateMediaMessage(got)).rejects.toThrow('NOT_FOUND')
  expect(phone.receivedOf('reupload').map(({ id }) => id)).toEqual([sent.id, sent.id])
  phone.assertClean()
})

test('a wrong request for a file is a fault of the client', async () => {
  const { phone, client, ada, ben } = await linked()
  const image = { ...phone.media.put(Buffer.from('x'), 'image'), mimetype: 'image/jpeg' }
  const { id } = await ada.sendMessage({ imageMessage: image })
  const { key } = await client.message(id)
  const ask = (changes: object, mediaKey: Uint8Array) =>
    client.socket.sendNode(encryptMediaRetryRequest({ ...key, ...changes }, mediaKey, phone.own.pn))
  const other = Buffer.alloc(32, 1)
  await ask({ remoteJid: ben.jid() }, image.mediaKey)
  await ask({ fromMe: true }, image.mediaKey)
  await ask({ participant: ben.jid() }, image.mediaKey)
  await ask({}, other)
  await ask({ id: 'unknown' }, image.mediaKey)
  await client.until(() => phone.receivedOf('reupload').length === 5, 'five requests')
  expect(phone.problems.map(problem => problem.replace(/^re-upload of \S+: /, '').replace(/ \S+@.*/, ''))).toEqual([
    'the chat is not',
    'from_me is true',
    'a participant too many',
    'it does not open',
    'the phone has no such file',
  ])
})

test('a slow host sends all of it in the end', async () => {
  const { phone, client, ada } = await linked()
  const bytes = Buffer.alloc(10_000, 'slow')
  const stored = phone.media.put(bytes, 'image', 'slow')
  const sent = await ada.sendMessage({ imageMessage: { ...stored, mimetype: 'image/jpeg' } })
  expect(await downloadMediaMessage(await client.message(sent.id), 'buffer', client.downloads)).toEqual(bytes)
})
