import { describe, expect, it } from 'vitest'
import type { ChatRef, PersonRef } from '../../../src/main/engine/events.ts'
import { ownStatusOf, reactionsOf, receiptsOf } from '../../../src/main/engine/link/content/history-extras.ts'
import { targetOf } from '../../../src/main/engine/link/content/target.ts'
import { received, SENT } from './samples.ts'

const me: PersonRef = { pn: '12025550199@s.whatsapp.net', lid: '77999999999@lid' }
const ana: PersonRef = { pn: '12025550101@s.whatsapp.net', lid: null }
const bo: PersonRef = { pn: null, lid: '77000000002@lid' }
const direct: ChatRef = { kind: 'direct', person: ana }
const group: ChatRef = { kind: 'group', jid: '120363000000000001@g.us' }
const isMe = (person: PersonRef) => person.pn === me.pn || person.lid === me.lid

describe('whose message a key means', () => {
  it.each<[string, object, ChatRef, PersonRef | 'me', boolean, PersonRef | null]>([
    ['she reacts to her own', { fromMe: true }, direct, ana, false, null],
    ['she reacts to mine', { fromMe: false }, direct, ana, true, null],
    ['I react to mine on the phone', { fromMe: true }, direct, 'me', true, null],
    ['I react to hers on the phone', { fromMe: false }, direct, 'me', false, null],
    ['group: Bo edits his own', { fromMe: true }, group, bo, false, bo],
    ['group: Bo reacts to Ana', { fromMe: false, participant: ana.pn }, group, bo, false, ana],
    ['group: Bo reacts to mine by LID', { fromMe: false, participant: '77999999999:3@lid' }, group, bo, true, null],
    ['group: I react to Bo', { fromMe: false, participant: bo.lid }, group, 'me', false, bo],
    ['group: author in the chat’s place', { fromMe: false, remoteJid: bo.lid }, group, ana, false, bo],
    ['group: nobody named', { fromMe: false, remoteJid: group.jid }, group, ana, false, null],
  ])('%s', (_, key, chat, by, fromMe, author) => {
    expect(targetOf({ id: 'X', ...key }, chat, by, isMe)).toEqual({ chat, wireId: 'X', fromMe, author })
  })

  it('is nothing without an id', () => {
    expect(targetOf({}, direct, ana, isMe)).toBeNull()
  })
})

describe('what history adds', () => {
  it('reads receipts, reactions and ticks', () => {
    const info = received(
      { conversation: 'x' },
      {
        status: 4,
        userReceipt: [
          { userJid: '12025550101:2@s.whatsapp.net', receiptTimestamp: SENT + 1, readTimestamp: SENT + 2 },
          { userJid: 'nobody' },
        ],
        reactions: [
          { key: { fromMe: true }, text: '👍', senderTimestampMs: 7000 },
          { key: { fromMe: false, participant: '77000000002@lid' }, text: '❤️' },
          { key: { fromMe: false, remoteJid: '12025550101@s.whatsapp.net' }, text: '' },
          { text: '👍' },
        ],
      },
    )
    expect(ownStatusOf(info)).toBe('read')
    expect(ownStatusOf(received(null))).toBeNull()
    expect(receiptsOf(info)).toEqual([
      { person: ana, deliveredAt: (SENT + 1) * 1000, readAt: (SENT + 2) * 1000, playedAt: null },
    ])
    expect(reactionsOf(info)).toEqual([
      { by: 'me', emoji: '👍', at: 7000 },
      { by: bo, emoji: '❤️', at: SENT * 1000 },
    ])
  })
})
