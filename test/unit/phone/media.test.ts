import { downloadMediaMessage } from 'baileys'
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
