import type { MessageKey, PersonRef } from '../events.ts'
import { LinkError, type LinkPort } from '../ports.ts'
import type { Account } from './account.ts'
import { chatJid, child, personOf, wireJid } from './address.ts'
import { attestationOf, withName } from './attestations.ts'
import { catalogIn, catalogQuery } from './business-catalog.ts'
import { profileIn, profileQuery } from './business-profile.ts'
import { BusinessQuery, businessProtocol } from './business-query.ts'
import type { Connection } from './connection.ts'
import { type BinaryNode, generateMessageIDV2, USyncQuery, USyncUser, type WASocket } from './library.ts'
import type { LinkDeps } from './link.ts'
import { nothingOf } from './messages.ts'
import { onLine } from './on-line.ts'
import { innerKey, patchOf, sentInfo, wireForm } from './outgoing.ts'
import type { ReceiptPrivacy } from './receipt-privacy.ts'
import { ANSWER_MS, answered, ask, within } from './server-query.ts'

type Actions = Pick<
  LinkPort,
  | 'newWireId'
  | 'send'
  | 'chatCommand'
  | 'sendRead'
  | 'setAvailable'
  | 'sendTyping'
  | 'watchPresence'
  | 'refreshGroup'
  | 'lookUpNumber'
  | 'lookUpBusinesses'
  | 'businessProfile'
  | 'businessCatalog'
  | 'setBlocked'
  | 'loadOlder'
>

/** How long the phone may take to answer a request for older messages: it may be asleep. */
const OLDER_MS = 60_000
/** What the user does, on the wire. */
export function createActions(
  deps: LinkDeps,
  account: Account,
  connection: Connection,
  privacy: Pick<ReceiptPrivacy, 'allows'>,
): Actions {
  const now = deps.now ?? Date.now
  const limit = ANSWER_MS * (deps.haste ?? 1)

  const on = onLine(account, connection)

  return {
    newWireId: () => generateMessageIDV2(account.creds?.me?.id),

    send: (chat, wireId, outgoing) =>
      on(async (wa, me) => {
        const { message, edit } = wireForm(outgoing, me, now())
        const acknowledged = connection.acks.wait(wireId)
        // Whatever goes wrong first is told; the other must not be left without anybody to hear it.
        acknowledged.catch(() => {})
        await wa.relayMessage(chatJid(chat), message, {
          messageId: wireId,
          additionalAttributes: edit === null ? {} : { edit },
        })
        const { at } = await acknowledged
        return { at, raw: sentInfo(chat, wireId, message, me, at) }
      }),

    chatCommand: command =>
      on(async wa => {
        // The phone shares it a moment after linking. Until then nothing can be written, and nothing is refused either.
        if (!account.creds?.myAppStateKeyId) throw new LinkError('OFFLINE', 'The phone has not shared a key yet')
        for (let attempt = 0; ; attempt++) {
          account.appState.expectAnswer()
          await wa.appPatch({ ...patchOf(command, now()) })
          const refused = account.appState.refused
          if (refused === null) return
          // Another device was faster: what was noted as written is not, so read again and try once more.
          account.appState.drop()
          await account.appState.sync(wa)
          if (attempt > 0) throw new LinkError('SERVER_REFUSED', `The server answered ${refused}`)
        }
      }),

    sendRead: (keys, toSender) =>
      on(async wa => {
        const incoming = keys.filter(key => !key.fromMe)
        if (incoming.length === 0) return
        const tells = toSender && deps.settings.readReceipts() && (await privacy.allows(wa))
        const type = tells ? 'read' : 'read-self'
        for (const { jid, participant, ids } of byReceipt(incoming)) await wa.sendReceipt(jid, participant, ids, type)
      }),

    setAvailable: available =>
      on(async wa => {
        // The library says nothing without a name, and does not say that it did not.
        if (!account.creds?.me?.name) throw new LinkError('OFFLINE', 'The phone has not told the name yet')
        await wa.sendPresenceUpdate(available ? 'available' : 'unavailable')
      }),

    sendTyping: (chat, activity) =>
      on(wa => wa.sendPresenceUpdate(activity === 'typing' ? 'composing' : 'paused', chatJid(chat))),

    watchPresence: chat => on(wa => wa.presenceSubscribe(chatJid(chat))),

    refreshGroup: jid => on(() => connection.errands.group(jid)),

    lookUpNumber: digits => on(wa => lookUp(wa, digits)),

    lookUpBusinesses: people =>
      on(async wa => {
        if (people.length === 0) return
        const query = new BusinessQuery(people)
        await within(limit, answered(wa.executeUSyncQuery(query)))
        // What a closed connection still brings must not reach a store that may be closed as well.
        if (connection.socket() !== wa) throw new LinkError('OFFLINE', 'The connection closed')
        const at = connection.serverNow()
        for (const events of [query.losses(people, at), query.events(people, at)]) {
          if (events.length > 0) deps.listener.apply({ events, journal: [] })
        }
      }),

    businessProfile: person => on(async wa => profileIn(await ask(wa, profileQuery(person), limit), person)),

    businessCatalog: (person, after) => on(async wa => catalogIn(await ask(wa, catalogQuery(person, after), limit))),

    setBlocked: (person, blocked) => on(() => connection.errands.block(person, blocked)),

    loadOlder: (chat, oldest, count) =>
      on(async wa => {
        const key = innerKey(oldest.key)
        const requestId = await wa.fetchMessageHistory(count, { ...key, remoteJid: chatJid(chat) }, oldest.at)
        let timer: NodeJS.Timeout | undefined
        const late = new Promise<never>((_, reject) => {
          timer = setTimeout(() => reject(new LinkError('TIMEOUT', 'The phone did not answer')), OLDER_MS)
        })
        try {
          const came = await Promise.race([account.history.answerTo(requestId), late])
          if (came === 0) {
            const state = { ...nothingOf(chat), endOfHistory: true }
            deps.listener.apply({ events: [{ type: 'chatState', origin: 'history', at: now(), state }], journal: [] })
          }
          return came
        } finally {
          clearTimeout(timer)
          account.history.forget(requestId)
        }
      }),
  }

  /** Who has this number, and what the server says of their business. */
  async function lookUp(wa: WASocket, digits: string): Promise<PersonRef | null> {
    const query = new USyncQuery().withMode('query').withContext('interactive').withContactProtocol().withLIDProtocol()
    query.protocols.push(businessProtocol(node => child(node, 'verified_name') ?? null))
    await deps.turn?.()
    if (connection.socket() !== wa) throw new LinkError('OFFLINE', 'The connection closed')
    const asked = wa.executeUSyncQuery(query.withUser(new USyncUser().withPhone(`+${digits}`)))
    const answer = await within(limit, answered(asked))
    // Silence is no "nobody has this number".
    if (!answer) throw new LinkError('TIMEOUT', 'The server did not answer')
    const [found] = answer.list
    if (found?.contact !== true) return null
    const lid = typeof found.lid === 'string' ? found.lid : null
    const person = personOf(found.id, lid)
    if (person === null) return null
    if (person.pn && person.lid) {
      await wa.signalRepository.lidMapping.storeLIDPNMappings([{ pn: person.pn, lid: person.lid }])
    }
    const business = found.business as BinaryNode | undefined
    if (business) {
      deps.listener.apply({
        events: withName(attestationOf(business, person, 'lookup', connection.serverNow())),
        journal: [],
      })
    }
    return person
  }
}

/** Receipts go per chat and author, with all their ids in one stanza. */
function byReceipt(keys: readonly MessageKey[]): { jid: string; participant: string | undefined; ids: string[] }[] {
  const groups = new Map<string, { jid: string; participant: string | undefined; ids: string[] }>()
  for (const key of keys) {
    const jid = chatJid(key.chat)
    const participant = key.chat.kind === 'group' && key.author ? wireJid(key.author) : undefined
    const name = `${jid} ${participant ?? ''}`
    const group = groups.get(name) ?? { jid, participant, ids: [] }
    group.ids.push(key.wireId)
    groups.set(name, group)
  }
  return [...groups.values()]
}
