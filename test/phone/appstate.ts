import { randomBytes } from 'node:crypto'
import { type BinaryNode, proto } from 'baileys'
import type { AppState, Collection, Group, Person, ReceivedMessage, SentMessage } from './api.ts'
import type { Companion } from './companion.ts'
import type { Core } from './core.ts'
import { bytes, child, children, result, stanza } from './stanza.ts'
import {
  type CollectionState,
  emptyState,
  type MadePatch,
  type Mutation,
  makePatch,
  makeSnapshot,
  readPatch,
  type SyncKey,
} from './syncd.ts'

type Chat = Person | Group | string
type Range = proto.SyncActionValue.ISyncActionMessageRange

/** Patches in one answer; more are announced with `has_more_patches`. */
const PATCHES_PER_ANSWER = 200

class CollectionLog {
  state: CollectionState = emptyState()
  readonly patches: Uint8Array[] = []
  readonly records = new Map<string, proto.ISyncdRecord>()
  readonly values = new Map<string, proto.ISyncActionValue>()

  append(
    made: { state: CollectionState; records: MadePatch['records'] },
    patch: proto.ISyncdPatch,
    mutations: Mutation[],
  ): void {
    this.state = made.state
    this.patches.push(proto.SyncdPatch.encode({ ...patch, version: { version: made.state.version } }).finish())
    for (const [mac, record] of made.records) {
      if (record) this.records.set(mac, record)
      else this.records.delete(mac)
    }
    for (const { operation, index, value } of mutations) {
      if (operation === 'set' && value) this.values.set(JSON.stringify(index), value)
      else this.values.delete(JSON.stringify(index))
    }
  }
}

/** The app state: the server's patch log, and the phone that holds the keys and both writes and checks patches. */
export class PhoneAppState implements AppState {
  readonly #core: Core
  readonly #logs = new Map<Collection, CollectionLog>()
  readonly #keys: SyncKey[] = []

  constructor(core: Core) {
    this.#core = core
    this.#newKey()
  }

  #newKey(): void {
    // Key ids are two bytes of device and a four-byte number.
    const id = Buffer.alloc(6)
    id.writeUInt32BE(this.#keys.length + 1, 2)
    this.#keys.push({ id, data: randomBytes(32) })
  }

  get #key(): SyncKey {
    const key = this.#keys.at(-1)
    if (!key) throw new Error('no app state key')
    return key
  }

  #log(collection: Collection): CollectionLog {
    const log = this.#logs.get(collection) ?? new CollectionLog()
    this.#logs.set(collection, log)
    return log
  }

  version(collection: Collection): number {
    return this.#log(collection).state.version
  }

  get(collection: Collection, index: string[]): proto.ISyncActionValue | null {
    return this.#log(collection).values.get(JSON.stringify(index)) ?? null
  }

  rotateKey(): void {
    this.#newKey()
    void this.#core.sendPeer(this.keyShare())
  }

  /** The message that gives a linked device every key. */
  keyShare(): proto.Message.IProtocolMessage {
    return {
      type: proto.Message.ProtocolMessage.Type.APP_STATE_SYNC_KEY_SHARE,
      appStateSyncKeyShare: {
        keys: this.#keys.map(({ id, data }, index) => ({
          keyId: { keyId: id },
          keyData: {
            keyData: data,
            fingerprint: { rawId: 1, currentIndex: index, deviceIndexes: [0] },
            timestamp: Date.now(),
          },
        })),
      },
    }
  }

  #write(collection: Collection, mutations: Mutation[]): void {
    if (mutations.length === 0) return
    const log = this.#log(collection)
    const made = makePatch(log.state, collection, mutations, this.#key)
    log.append(made, made.patch, mutations)
    this.#announce(collection, null)
  }

  #announce(collection: Collection, except: Companion | null): void {
    for (const companion of this.#core.companions.values()) {
      if (companion === except || !companion.welcomed) continue
      companion.deliver(
        stanza(
          'notification',
          { from: this.#core.me.pn, type: 'server_sync', id: this.#core.newId(), t: Math.floor(Date.now() / 1000) },
          [stanza('collection', { name: collection, version: this.version(collection) })],
        ),
      )
    }
  }

  set(collection: Collection, index: string[], value: proto.ISyncActionValue, version = 2): void {
    this.setMany(collection, [{ index, value, version }])
  }

  setMany(
    collection: Collection,
    mutations: { index: string[]; value: proto.ISyncActionValue; version?: number }[],
  ): void {
    this.#write(
      collection,
      mutations.map(({ index, value, version }) => ({
        operation: 'set',
        index,
        value: { timestamp: Date.now(), ...value },
        version: version ?? 2,
      })),
    )
  }

  remove(collection: Collection, index: string[]): void {
    const value = this.get(collection, index)
    if (value) this.#write(collection, [{ operation: 'remove', index, value, version: 2 }])
  }

  saveContact(person: Person, fullName: string, firstName?: string): void {
    this.set('critical_unblock_low', ['contact', person.jid('pn')], {
      contactAction: {
        fullName,
        firstName: firstName ?? fullName.split(' ')[0] ?? fullName,
        lidJid: person.lid,
        saveOnPrimaryAddressbook: true,
      },
    })
  }

  forgetContact(person: Person): void {
    this.remove('critical_unblock_low', ['contact', person.jid('pn')])
  }

  pin(chat: Chat, on: boolean): void {
    this.set('regular_low', ['pin_v1', chatJid(chat)], { pinAction: { pinned: on } }, 5)
  }

  archive(chat: Chat, on: boolean, range: Range = {}): void {
    this.set('regular_low', ['archive', chatJid(chat)], { archiveChatAction: { archived: on, messageRange: range } }, 3)
  }

  mute(chat: Chat, untilMs: number | null): void {
    this.set('regular_high', ['mute', chatJid(chat)], {
      muteAction: { muted: untilMs !== null, ...(untilMs === null ? {} : { muteEndTimestamp: untilMs }) },
    })
  }

  markRead(chat: Chat, read: boolean, range: Range = {}): void {
    this.set(
      'regular_low',
      ['markChatAsRead', chatJid(chat)],
      { markChatAsReadAction: { read, messageRange: range } },
      3,
    )
  }

  clear(chat: Chat, range: Range = {}): void {
    this.set('regular_high', ['clearChat', chatJid(chat), '1', '0'], { clearChatAction: { messageRange: range } }, 6)
  }

  delete(chat: Chat, range: Range = {}): void {
    this.set('regular_high', ['deleteChat', chatJid(chat), '1'], { deleteChatAction: { messageRange: range } }, 6)
  }

  deleteForMe(message: SentMessage | ReceivedMessage, deleteMedia = true): void {
    const { index, seconds } = messageIndex(message)
    const action = { deleteMedia, messageTimestamp: seconds }
    this.set('regular_high', ['deleteMessageForMe', ...index], { deleteMessageForMeAction: action }, 3)
  }

  star(message: SentMessage | ReceivedMessage, on: boolean): void {
    this.set('regular_low', ['star', ...messageIndex(message).index], { starAction: { starred: on } }, 2)
  }

  pushName(name: string): void {
    this.#core.me.pushName = name
    this.set('critical_block', ['setting_pushName'], { pushNameSetting: { name } }, 1)
  }

  /** Queries of namespace `w:sync:app:state`. Null when unknown. */
  answer(companion: Companion, query: BinaryNode): BinaryNode | null {
    const sync = child(query, 'sync')
    if (!sync) return null
    const collections = children(sync, 'collection').map(node => {
      const name = node.attrs.name as Collection
      const patch = child(node, 'patch') ?? child(child(node, 'patches'), 'patch')
      return patch ? this.#take(companion, name, node, patch) : this.#give(name, node)
    })
    return result(query, [stanza('sync', {}, collections)])
  }

  #take(companion: Companion, name: Collection, node: BinaryNode, patchNode: BinaryNode): BinaryNode {
    const log = this.#log(name)
    const base = Number(node.attrs.version)
    if (base !== log.state.version) {
      return stanza('collection', { name, type: 'error' }, [stanza('error', { code: 409, text: 'conflict' })])
    }
    try {
      const patch = proto.SyncdPatch.decode(bytes(patchNode))
      const read = readPatch(
        log.state,
        name,
        patch,
        id => this.#keys.find(key => key.id.equals(Buffer.from(id))) ?? null,
      )
      log.append(read, patch, read.mutations)
      for (const { operation, index, value } of read.mutations) {
        this.#core.recorder.add({ kind: 'mutation', collection: name, operation, index, value, device: companion.id })
        if (value?.pushNameSetting?.name) this.#core.me.pushName = value.pushNameSetting.name
      }
    } catch (error) {
      this.#core.recorder.problem(`app state ${name}: ${error instanceof Error ? error.message : String(error)}`)
      return stanza('collection', { name, type: 'error' }, [stanza('error', { code: 400, text: 'bad-request' })])
    }
    this.#announce(name, companion)
    return stanza('collection', { name, version: log.state.version })
  }

  #give(name: Collection, node: BinaryNode): BinaryNode {
    const log = this.#log(name)
    const from = Number(node.attrs.version ?? 0)
    const snapshot = node.attrs.return_snapshot === 'true' && this.#core.options.appStateDelivery === 'snapshot'
    if (snapshot && log.state.version > 0) {
      const blob = makeSnapshot(log.state, name, [...log.records.values()], this.#key)
      const { directPath, mediaKey, fileSha256, fileEncSha256, fileLength } = this.#core.media.put(blob, 'app-state')
      const reference = proto.ExternalBlobReference.encode(
        proto.ExternalBlobReference.fromObject({
          directPath,
          mediaKey,
          fileSha256,
          fileEncSha256,
          fileSizeBytes: fileLength,
        }),
      ).finish()
      return stanza('collection', { name, version: log.state.version }, [stanza('snapshot', {}, reference)])
    }
    const patches = log.patches.slice(from, from + PATCHES_PER_ANSWER)
    const more = from + patches.length < log.patches.length
    return stanza('collection', { name, version: from, has_more_patches: more ? 'true' : null }, [
      stanza(
        'patches',
        {},
        patches.map(patch => stanza('patch', {}, patch)),
      ),
    ])
  }
}

function chatJid(chat: Chat): string {
  if (typeof chat === 'string') return chat
  return 'members' in chat ? chat.jid : chat.jid('pn')
}

/** Chat, id, fromMe and participant as an index names a message. */
function messageIndex(message: SentMessage | ReceivedMessage): { index: string[]; seconds: number } {
  const seconds = Math.floor(message.at.getTime() / 1000)
  if ('kind' in message) return { index: [message.to, message.id, '1', '0'], seconds }
  const { remoteJid, fromMe, participant } = message.key
  return { index: [remoteJid ?? message.chatJid, message.id, fromMe ? '1' : '0', participant ?? '0'], seconds }
}
