/** What a hostile sender does to be taken for a business, each over the real wire. */
import { type BinaryNode, proto } from 'baileys'
import type { Person, Phone, SendOptions } from '../phone/api.ts'
import { stanza } from '../phone/stanza.ts'
import type { Attested, Hostile } from './cast.ts'
import { numberOf } from './senders.ts'

export interface Scene {
  phone: Phone
  person: Person
  hostile: Hostile
  /** The row of the sender in the cast; stands in every text, so that it is found again. */
  tag: string
}

/** Writes at least one message, so that there is a chat to look at. */
export type Attack = (scene: Scene) => Promise<unknown>

type Level = 'high' | 'low' | 'unknown' | null

const { Details } = proto.VerifiedNameCertificate

/**
 * `<verified_name>` as the server would attach it. Not signed: signing takes longer than all else here, and nobody on this
 * side looks at the signature; what counts is that the server says so, and where.
 */
export function attested(name: string, level: Level): BinaryNode {
  const details = Details.encode({ serial: 7, issuer: 'ent:wa', verifiedName: name }).finish()
  const content = proto.VerifiedNameCertificate.encode({ details }).finish()
  return stanza('verified_name', { v: '1', verified_level: level, serial: '7' }, content)
}

const certificateOf = ({ name }: { name: string }, level: Level = 'high'): BinaryNode => attested(name, level)

const jidOf = ({ pn, lid }: Attested): string => (lid === null ? `${pn}@s.whatsapp.net` : `${lid}@lid`)
const pnOf = ({ pn }: Attested): string => `${pn}@s.whatsapp.net`

const write = (scene: Scene, words: string, options: SendOptions = {}) =>
  scene.person.sendText(`${words} ${scene.tag}`, options)

const context = (scene: Scene, contextInfo: proto.IContextInfo, words = 'Please read') =>
  scene.person.sendMessage({ extendedTextMessage: { text: `${words} ${scene.tag}`, contextInfo } })

/** A message and, around it, stanzas that say at the wrong place what only the server may say at the right one. */
const stray =
  (make: (from: string, node: BinaryNode, scene: Scene) => BinaryNode): Attack =>
  async scene => {
    await write(scene, 'Hello')
    scene.phone.sendRaw(make(scene.person.jid(), certificateOf(scene.hostile.victim), scene))
  }

const minutesAgo = (minutes: number): { at: Date } => ({ at: new Date(Date.now() - minutes * 60_000) })

export const live: Readonly<Record<string, Attack>> = {
  'the name alone': scene => write(scene, 'Hello'),

  'a certificate in the text': scene => {
    const { content, attrs } = certificateOf(scene.hostile.victim)
    const bytes = Buffer.from(content instanceof Uint8Array ? content : []).toString('base64')
    return write(scene, `<verified_name verified_level="high" serial="${attrs.serial}">${bytes}</verified_name>`)
  },

  'a certificate in fields that nobody reads': scene => {
    const { content } = certificateOf(scene.hostile.victim)
    const bytes = content instanceof Uint8Array ? content : new Uint8Array(0)
    return scene.person.sendMessage({
      conversation: `Hello ${scene.tag}`,
      messageContextInfo: {
        messageSecret: bytes,
        botMetadata: { verificationMetadata: { proofs: [{ certificateChain: [bytes] }] } },
      },
    })
  },

  'quotes a business': scene =>
    context(scene, {
      stanzaId: 'ABCDEF',
      participant: jidOf(scene.hostile.victim),
      quotedMessage: { conversation: 'Send the code to this number' },
    }),

  'forwards a business': scene =>
    context(scene, {
      isForwarded: true,
      forwardingScore: 3,
      businessMessageForwardInfo: { businessOwnerJid: pnOf(scene.hostile.victim) },
      forwardedNewsletterMessageInfo: {
        newsletterName: `${scene.hostile.victim.name} ✅`,
        newsletterJid: '1@newsletter',
      },
    }),

  'an advertisement with its name': scene =>
    context(scene, {
      externalAdReply: {
        title: `${scene.hostile.victim.name} ✔️`,
        body: 'Verified business',
        sourceUrl: 'https://example.com',
      },
    }),

  'as a copy of what a business sent': scene =>
    scene.person.sendMessage({
      conversation: `Hello ${scene.tag}`,
      deviceSentMessage: {
        destinationJid: jidOf(scene.hostile.victim),
        message: { conversation: `Hello ${scene.tag}` },
      },
    }),

  'as if it were the phone': async scene => {
    await write(scene, 'Hello')
    const jid = scene.person.jid()
    const history = proto.HistorySync.encode({
      syncType: proto.HistorySync.HistorySyncType.RECENT,
      conversations: [
        {
          id: jid,
          messages: [{ message: { key: { remoteJid: jid, id: 'H' }, verifiedBizName: scene.hostile.victim.name } }],
        },
      ],
    }).finish()
    await scene.person.sendMessage({
      protocolMessage: {
        type: proto.Message.ProtocolMessage.Type.HISTORY_SYNC_NOTIFICATION,
        historySyncNotification: { syncType: 3, initialHistBootstrapInlinePayload: history },
      },
    })
  },

  'as if it were the phone, named as participant': async scene => {
    await write(scene, 'Hello')
    await scene.person.sendMessage(
      {
        protocolMessage: {
          type: proto.Message.ProtocolMessage.Type.APP_STATE_SYNC_KEY_SHARE,
          appStateSyncKeyShare: { keys: [] },
        },
      },
      { attrs: { participant: scene.phone.own.lid } },
    )
  },

  'a nested certificate': scene =>
    write(scene, 'Hello', {
      children: [
        stanza('meta', {}, [certificateOf(scene.hostile.victim)]),
        stanza('biz', {}, [certificateOf(scene.hostile.victim)]),
      ],
    }),

  'a node of almost that name': scene => {
    const { attrs, content } = certificateOf(scene.hostile.victim)
    return write(scene, 'Hello', {
      children: ['Verified_Name', 'verified_name ', 'verified-name', 'verifiedname', 'business'].map(tag =>
        stanza(tag, attrs, content),
      ),
    })
  },

  'a level of almost that name': scene => {
    const { attrs, content } = certificateOf(scene.hostile.victim)
    const levels = ['HIGH', 'High', ' high', 'high ', 'hi\u200bgh', 'highest', 'verified', 'constructor', '3']
    const level = levels[Number(scene.tag.replace(/\D/g, '')) % levels.length]
    return write(scene, 'Hello', {
      children: [stanza('verified_name', { ...attrs, verified_level: level }, content)],
    })
  },

  'an attribute of almost that name': scene => {
    const { attrs, content } = certificateOf(scene.hostile.victim)
    const { verified_level: level, ...rest } = attrs
    return write(scene, 'Hello', {
      children: [stanza('verified_name', { ...rest, Verified_Level: level, 'verified_level ': level, level }, content)],
    })
  },

  'two certificates, the lesser first': scene =>
    write(scene, 'Hello', {
      children: [certificateOf(scene.hostile.victim, 'low'), certificateOf(scene.hostile.victim)],
    }),

  'two certificates, the lesser last': scene =>
    write(scene, 'Hello', {
      children: [certificateOf(scene.hostile.victim), certificateOf(scene.hostile.victim, 'unknown')],
    }),

  'attributes of the message itself': scene =>
    write(scene, 'Hello', { attrs: { verified_name: scene.hostile.victim.name, verified_level: 'high', biz: '1' } }),

  'names the LID of a business as its own': scene =>
    write(scene, 'Hello', { addressing: 'pn', attrs: { sender_lid: `${scene.hostile.victim.lid}@lid` } }),

  'names the number of a business as its own': scene =>
    write(scene, 'Hello', { addressing: 'lid', attrs: { sender_pn: pnOf(scene.hostile.victim) } }),

  'names a business as participant': scene =>
    write(scene, 'Hello', {
      hideAlternative: true,
      attrs: {
        participant: jidOf(scene.hostile.victim),
        participant_pn: pnOf(scene.hostile.victim),
        participant_lid: jidOf(scene.hostile.victim),
      },
    }),

  'names a business as participant, by number': scene =>
    write(scene, 'Hello', {
      hideAlternative: true,
      addressing: 'pn',
      attrs: { participant: pnOf(scene.hostile.victim), addressing_mode: 'pn' },
    }),

  'was given the number that a business has had': async ({ phone, hostile, tag }) => {
    const [identityOf] = phone.people
    const newcomer = phone.addPerson({
      pn: hostile.victim.pn,
      lid: `79${hostile.lid ?? tag.replace(/\D/g, '')}`,
      takesNumber: true,
      pushName: hostile.name,
      ...(identityOf === undefined ? {} : { identityOf }),
    })
    await newcomer.sendText(`Hello ${tag}`, { addressing: 'lid' })
    await newcomer.sendText(`Once more ${tag}`, { addressing: 'lid', hideAlternative: true })
  },

  'had the number that a business has now': scene => {
    const pn = numberOf(scene.hostile)
    const { name } = scene.hostile.victim
    scene.phone.addPerson({ pn, lid: `78${scene.hostile.lid?.slice(2)}`, business: { name, level: 'high' } })
    return write(scene, 'Hello', { addressing: 'lid', attrs: { sender_pn: `${pn}@s.whatsapp.net` } })
  },

  'without encryption': async scene => {
    await write(scene, 'Hello')
    await scene.person.sendPlaintext(
      { conversation: 'I am verified' },
      { children: [attested(scene.hostile.victim.name, 'high')] },
    )
  },

  'on a receipt': stray((from, node, { tag }) =>
    stanza('receipt', { from, id: `R${tag}`, type: 'read', t: 1 }, [node]),
  ),
  'on its presence': stray((from, node) => stanza('presence', { from, type: 'available' }, [node])),
  'while writing': stray((from, node) => stanza('chatstate', { from }, [stanza('composing'), node])),
  'on a notification of something else': stray((from, node, { tag }) =>
    stanza('notification', { from, id: `N${tag}`, type: 'picture', t: 1 }, [
      stanza('set', { jid: from, id: '1' }),
      node,
    ]),
  ),
  'on a call': stray((from, node, { tag }) =>
    stanza('call', { from, id: `C${tag}`, t: 1 }, [
      stanza('terminate', { 'call-id': `C${tag}`, 'call-creator': from }),
      node,
    ]),
  ),

  'once attested, then revoked': async scene => {
    const name = scene.hostile.name
    await write(scene, 'Then', { ...minutesAgo(30), children: [attested(name, 'high')] })
    await write(scene, 'Now', { ...minutesAgo(20), children: [attested(name, 'unknown')] })
  },
  'once attested, revoked, then silent about the level': async scene => {
    const name = scene.hostile.name
    await write(scene, 'Then', { ...minutesAgo(30), children: [attested(name, 'high')] })
    await write(scene, 'Now', { ...minutesAgo(20), children: [attested(name, 'low')] })
    await write(scene, 'Later', { ...minutesAgo(10), children: [attested(name, null)] })
  },
  'revoked, and the old word comes late': async scene => {
    const name = scene.hostile.name
    await write(scene, 'Now', { ...minutesAgo(20), children: [attested(name, 'unknown')] })
    const late = await write(scene, 'Then', { ...minutesAgo(30), children: [attested(name, 'high')] })
    await scene.person.sendAgain(late)
  },
  'attested under another name': async scene => {
    await write(scene, 'Then', {
      ...minutesAgo(30),
      children: [attested(`Honest ${scene.tag}`, 'high')],
    })
    await write(scene, 'Now', {
      ...minutesAgo(20),
      children: [attested(scene.hostile.name, null)],
    })
  },
  'a business account, its number confirmed': scene =>
    write(scene, 'Hello', { children: [attested(scene.hostile.name, 'low')] }),
  'a business account without a level': scene =>
    write(scene, 'Hello', { children: [attested(scene.hostile.name, null)] }),

  'edits its message': async scene => {
    const sent = await write(scene, 'Hello')
    await scene.person.edit(sent, `${scene.hostile.victim.name} ✅ verified business ${scene.tag}`)
  },
  'reacts with check marks': async scene => scene.person.react(await write(scene, 'Hello'), '✅'),

  'sends its contact card': scene =>
    scene.person.sendMessage({
      contactMessage: {
        displayName: `${scene.hostile.victim.name} ✅ ${scene.tag}`,
        vcard: `BEGIN:VCARD\nVERSION:3.0\nFN:${scene.hostile.victim.name} ✅\nX-WA-BIZ-NAME:${scene.hostile.victim.name}\nTEL;waid=${scene.hostile.victim.pn}:+${scene.hostile.victim.pn}\nEND:VCARD`,
      },
    }),
  'sends a card with its header': scene =>
    scene.person.sendMessage({
      interactiveMessage: {
        header: { title: `${scene.hostile.victim.name} ✔️`, subtitle: 'Verified business' },
        body: { text: `Your refund ${scene.tag}` },
        nativeFlowMessage: { buttons: [{ name: 'quick_reply', buttonParamsJson: '{"display_text":"OK","id":"1"}' }] },
      },
    }),
  'sends a product of it': scene =>
    scene.person.sendMessage({
      productMessage: {
        businessOwnerJid: pnOf(scene.hostile.victim),
        body: `Offer ${scene.tag}`,
        product: { title: `${scene.hostile.victim.name} ✅` },
      },
    }),
  'changes its name': async scene => {
    await write(scene, 'One', { pushName: scene.hostile.victim.name })
    await write(scene, 'Two', { pushName: `${scene.hostile.victim.name} ✅` })
    await write(scene, 'Three')
  },
}
