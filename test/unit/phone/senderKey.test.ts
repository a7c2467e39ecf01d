import { SenderKeyMessage } from 'baileys/lib/Signal/Group/sender-key-message.js'
import { expect, test } from 'vitest'
import { SignalParty } from '../../phone/signal.ts'

test('a member takes one step of the sender key for each message, and others read them', async () => {
  const [ann, bob] = [new SignalParty(), new SignalParty()]
  const [group, self] = ['120363000000000001@g.us', '90010101:2@lid']
  const texts = ['one', 'two', 'three']
  const steps: number[] = []
  for (const text of texts) {
    const { ciphertext, distribution } = await ann.encryptGroup(group, self, Buffer.from(text))
    if (text === 'one') await bob.learnSenderKey(group, self, distribution)
    expect(Buffer.from(await bob.decryptGroup(group, self, ciphertext)).toString()).toBe(text)
    steps.push(new SenderKeyMessage(null, null, null, null, ciphertext).getIteration())
  }
  expect(steps).toEqual([0, 1, 2])
  ann.close()
  bob.close()
})
