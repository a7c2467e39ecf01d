import { deflateSync } from 'node:zlib'
import { proto } from 'baileys'
import type { History, HistoryChunk } from './api.ts'
import type { Companion } from './companion.ts'
import type { Core } from './core.ts'
import { STATUS } from './jids.ts'

const { HistorySyncType } = proto.HistorySync
/** Above this an initial chunk is downloaded instead of put into the message. */
const MOST_INLINE = 64 * 1024

type Content = HistoryChunk['content']

function newestFirst(conversations: proto.IConversation[]): proto.IConversation[] {
  const time = (c: proto.IConversation): number =>
    Number(c.conversationTimestamp ?? c.messages?.[0]?.message?.messageTimestamp ?? 0)
  return [...conversations].sort((a, b) => time(b) - time(a))
}

function slices<T>(items: T[], size: number): T[][] {
  const out: T[][] = []
  for (let at = 0; at < items.length; at += size) out.push(items.slice(at, at + size))
  return out
}

/** Cuts content into the chunks a phone sends, in its order. */
function toChunks(history: History): HistoryChunk[] {
  if ('chunks' in history) return history.chunks
  const conversations = newestFirst(history.conversations ?? [])
  const bootstrap = history.bootstrap ?? 4
  const pairs = (history.pairs ?? []).map(({ pn, lid }) => ({ pnJid: pn, lidJid: lid }))
  const chunks: HistoryChunk[] = [
    {
      syncType: HistorySyncType.INITIAL_BOOTSTRAP,
      content: { conversations: conversations.slice(0, bootstrap), phoneNumberToLidMappings: pairs },
    },
  ]
  if (history.pushNames?.length) {
    chunks.push({ syncType: HistorySyncType.PUSH_NAME, content: { pushnames: history.pushNames } })
  }
  if (history.statuses?.length) {
    chunks.push({ syncType: HistorySyncType.INITIAL_STATUS_V3, content: { statusV3Messages: history.statuses } })
  }
  for (const part of slices(conversations.slice(bootstrap), history.perChunk ?? 20)) {
    chunks.push({ syncType: HistorySyncType.RECENT, content: { conversations: part } })
  }
  return chunks
}

/** Order and progress for chunks that name none: by position among those of the same type. */
function numbered(chunks: HistoryChunk[]): HistoryChunk[] {
  const totals = new Map<number, number>()
  for (const { syncType } of chunks) totals.set(syncType, (totals.get(syncType) ?? 0) + 1)
  const seen = new Map<number, number>()
  return chunks.map(chunk => {
    const position = (seen.get(chunk.syncType) ?? 0) + 1
    seen.set(chunk.syncType, position)
    const total = totals.get(chunk.syncType) ?? 1
    return { chunkOrder: position, progress: Math.round((100 * position) / total), ...chunk }
  })
}

function deflated(chunk: HistoryChunk): Uint8Array {
  const { content } = chunk
  if ('deflated' in content) return content.deflated
  if ('encoded' in content) return deflateSync(content.encoded)
  const whole = {
    ...content,
    syncType: chunk.syncType,
    chunkOrder: chunk.chunkOrder ?? 1,
    progress: chunk.progress ?? 100,
  }
  return deflateSync(proto.HistorySync.encode(whole).finish())
}

function conversationsOf(content: Content): proto.IConversation[] {
  return 'deflated' in content || 'encoded' in content ? [] : (content.conversations ?? [])
}

/** The phone's history: what a new device gets, and older messages on request. */
export class HistorySync {
  readonly #core: Core
  #history: HistoryChunk[] = toChunks({})

  constructor(core: Core) {
    this.#core = core
  }

  set(history: History): void {
    this.#history = toChunks(history)
    for (const { chatJid, messages } of history.older ?? []) this.#core.archive.addAll(chatJid, messages)
    for (const { content } of this.#history) {
      for (const { id, messages } of conversationsOf(content)) {
        const infos = (messages ?? []).map(m => m.message).filter(m => m !== null && m !== undefined)
        if (id) this.#core.archive.addAll(id, infos)
      }
      if ('statusV3Messages' in content) this.#core.archive.addAll(STATUS, content.statusV3Messages ?? [])
    }
  }

  /** True when some of it was given as bytes: what stands in there, the phone itself does not know. */
  get isOpaque(): boolean {
    return this.#history.some(({ content }) => 'deflated' in content || 'encoded' in content)
  }

  /** Everything a device gets after it was linked. */
  async welcome(companion: Companion): Promise<void> {
    await this.#sendTo(companion, this.#history)
  }

  async send(history: History): Promise<void> {
    for (const companion of this.#core.companions.values()) await this.#sendTo(companion, toChunks(history))
  }

  async #sendTo(companion: Companion, chunks: HistoryChunk[]): Promise<void> {
    for (const chunk of numbered(chunks)) {
      await this.#core.sendPeer(
        {
          type: proto.Message.ProtocolMessage.Type.HISTORY_SYNC_NOTIFICATION,
          historySyncNotification: this.#notification(chunk),
        },
        companion,
      )
    }
  }

  #notification(chunk: HistoryChunk): proto.Message.IHistorySyncNotification {
    const data = deflated(chunk)
    const initial = chunk.syncType === HistorySyncType.INITIAL_BOOTSTRAP
    const inline = chunk.inline ?? (initial && data.length <= MOST_INLINE)
    const common = {
      // The two enums (of the message and of the history) have the same numbers.
      syncType: chunk.syncType as number as proto.Message.HistorySyncType,
      chunkOrder: chunk.chunkOrder ?? 1,
      progress: chunk.progress ?? 100,
      ...(chunk.peerDataRequestSessionId === undefined
        ? {}
        : { peerDataRequestSessionId: chunk.peerDataRequestSessionId }),
    }
    if (inline) return { ...common, initialHistBootstrapInlinePayload: data }
    const { directPath, mediaKey, fileSha256, fileEncSha256, fileLength } = this.#core.media.put(
      data,
      'history',
      chunk.tamper ?? null,
    )
    return { ...common, directPath, mediaKey, fileSha256, fileEncSha256, fileLength }
  }

  /** A linked device asks for what is older than a message. */
  async answerOlder(
    companion: Companion,
    id: string,
    request: proto.Message.PeerDataOperationRequestMessage.IHistorySyncOnDemandRequest,
  ): Promise<void> {
    const chatJid = request.chatJid ?? ''
    const oldestId = request.oldestMsgId ?? ''
    const count = request.onDemandMsgCount ?? 50
    const messages = this.#core.olderMessages
      ? this.#core.olderMessages({ chatJid, oldestId, count })
      : this.#core.archive.before(chatJid, oldestId, count)
    const { COMPLETE_AND_NO_MORE_MESSAGE_REMAIN_ON_PRIMARY, COMPLETE_BUT_MORE_MESSAGES_REMAIN_ON_PRIMARY } =
      proto.Conversation.EndOfHistoryTransferType
    const conversation: proto.IConversation = {
      id: chatJid,
      messages: messages.map((message, at) => ({ message, msgOrderId: at + 1 })),
      endOfHistoryTransferType:
        messages.length < count
          ? COMPLETE_AND_NO_MORE_MESSAGE_REMAIN_ON_PRIMARY
          : COMPLETE_BUT_MORE_MESSAGES_REMAIN_ON_PRIMARY,
    }
    await this.#sendTo(companion, [
      {
        syncType: HistorySyncType.ON_DEMAND,
        content: { conversations: [conversation] },
        peerDataRequestSessionId: id,
        inline: false,
      },
    ])
  }
}
