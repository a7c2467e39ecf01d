import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type BinaryNode, Curve } from 'baileys'
import { WebSocketServer } from 'ws'
import type { TypingState } from './api.ts'
import { NoiseAuthority } from './certificates.ts'
import type { Companion } from './companion.ts'
import { Connection } from './connection.ts'
import type { Core } from './core.ts'
import { answerGroupQuery } from './groups.ts'
import { takeMessage } from './incoming.ts'
import type { ClientHello } from './noise.ts'
import { Pairing } from './pairing.ts'
import { answerKeyQuery, warnWhenLow } from './prekeys.ts'
import { takeAck, takeReceipt } from './receipts.ts'
import { answerMex, answerSetting } from './settings.ts'
import { child, children, refusal, result, SERVER, stanza } from './stanza.ts'
import { answerUsync } from './usync.ts'

/** The WebSocket server: handshake, login, and what to do with each stanza. */
export class WhatsAppServer {
  readonly authority = new NoiseAuthority()
  readonly pairing: Pairing
  readonly #core: Core
  readonly #staticKey = Curve.generateKeyPair()
  readonly #http: Server = createServer((_request, response) => response.writeHead(404).end())
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: 64 * 1024 * 1024 })

  constructor(core: Core) {
    this.#core = core
    this.pairing = new Pairing(core)
    this.#http.on('upgrade', (request, socket, head) => {
      if (core.line.refusing || !request.url?.startsWith('/ws/chat')) {
        socket.destroy()
        return
      }
      this.#sockets.handleUpgrade(request, socket, head, webSocket => {
        const chain = this.authority.chainFor(this.#staticKey.public, core.attacks.certificate)
        new Connection(webSocket, this.#staticKey, chain, core.line, {
          open: (connection, hello) => this.#open(connection, hello),
          stanza: (connection, node) => this.#take(connection, node),
          closed: connection => this.#closed(connection),
          problem: text => core.recorder.problem(text),
        })
      })
    })
  }

  async listen(port: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#http.once('error', reject)
      this.#http.listen(port, '127.0.0.1', resolve)
    })
  }

  get url(): string {
    return `ws://127.0.0.1:${(this.#http.address() as AddressInfo).port}/ws/chat`
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets.clients) socket.terminate()
    this.#sockets.close()
    this.#http.closeAllConnections()
    await new Promise<void>(resolve => this.#http.close(() => resolve()))
  }

  #open(connection: Connection, { staticKey, payload }: ClientHello): void {
    if (payload.devicePairingData) {
      this.pairing.begin(connection)
      return
    }
    const companion = this.#core.companions.get(payload.device ?? -1)
    const me = this.#core.me.pn.split('@')[0]
    if (!companion || String(payload.username) !== me || !staticKey.equals(Buffer.from(companion.noiseKey))) {
      connection.finish(stanza('failure', { reason: '401', location: 'test' }))
      return
    }
    const before = companion.connection
    if (before && !before.ended) before.finish(conflict('replaced'))
    connection.companion = companion
    companion.connection = connection
    companion.ready = false
    this.#core.recorder.add({ kind: 'login', device: companion.id })
    connection.send(
      stanza('success', {
        t: Math.floor(Date.now() / 1000),
        lid: companion.lid,
        props: '1',
        location: 'test',
        status: 'ok',
      }),
    )
  }

  #closed(connection: Connection): void {
    this.pairing.end(connection)
    const { companion } = connection
    if (!companion) return
    if (companion.connection === connection) {
      companion.connection = null
      companion.ready = false
    }
    this.#core.recorder.add({ kind: 'disconnected', device: companion.id })
  }

  async #take(connection: Connection, node: BinaryNode): Promise<void> {
    const { companion } = connection
    if (!companion) {
      this.#takeUnlinked(connection, node)
      return
    }
    switch (node.tag) {
      case 'iq':
        await this.#takeQuery(connection, companion, node)
        return
      case 'message':
        await takeMessage(this.#core, companion, node)
        return
      case 'receipt':
        await takeReceipt(this.#core, companion, node)
        return
      case 'ack':
        takeAck(this.#core, companion, node)
        return
      case 'presence':
        this.#takePresence(connection, companion, node)
        return
      case 'chatstate':
        this.#takeChatState(companion, node)
        return
      case 'ib':
        if (child(node, 'offline_batch')) companion.flush()
        else if (!child(node, 'unified_session')) this.#unknown(node)
        return
      default:
        this.#unknown(node)
    }
  }

  #takeUnlinked(connection: Connection, node: BinaryNode): void {
    if (node.tag === 'iq' && node.attrs.type === 'result') {
      this.pairing.answered(connection, node)
      return
    }
    // After pairing the client says how long its session is and its name; it also acknowledges the code's notification.
    if (node.tag === 'ib' || node.tag === 'presence' || node.tag === 'ack') return
    const answer = node.tag === 'iq' ? this.#answerUnlinked(connection, node) : null
    if (answer) connection.send(answer)
    else this.#unknown(node, connection)
  }

  #answerUnlinked(connection: Connection, query: BinaryNode): BinaryNode | null {
    this.#recordQuery(0, query)
    if (query.attrs.xmlns === 'md') return this.pairing.answer(connection, query)
    return query.attrs.xmlns === 'w:p' ? result(query) : null
  }

  async #takeQuery(connection: Connection, companion: Companion, query: BinaryNode): Promise<void> {
    if (query.attrs.type === 'result') return
    const name = this.#recordQuery(companion.id, query)
    if (name === 'md:remove-companion-device') {
      connection.send(result(query))
      this.unlink(companion)
      return
    }
    const failure = this.#core.failing.get(name) ?? null
    if (failure === 'ignored') return
    const answer = typeof failure === 'number' ? refusal(query, failure, 'refused') : this.#answer(companion, query)
    if (!answer) {
      this.#unknown(query, connection)
      return
    }
    if (failure === 'unanswered') return
    connection.send(answer)
    if (name === 'passive:active') this.#activate(connection, companion)
  }

  #recordQuery(device: number, query: BinaryNode): string {
    const [request] = children(query)
    const name = `${query.attrs.xmlns ?? ''}:${request?.tag ?? ''}`
    const users = children(request ? child(request, 'list') : null, 'user').length
    this.#core.recorder.add({
      kind: 'query',
      name,
      to: query.attrs.to ?? '',
      attrs: request?.attrs ?? {},
      users,
      device,
    })
    return name
  }

  #answer(companion: Companion, query: BinaryNode): BinaryNode | null {
    switch (query.attrs.xmlns) {
      case 'encrypt':
        return answerKeyQuery(this.#core, companion, query)
      case 'usync':
        return answerUsync(this.#core, query)
      case 'w:sync:app:state':
        return this.#core.appState.answer(companion, query)
      case 'w:g2':
        return answerGroupQuery(this.#core, query)
      case 'w:mex':
        return answerMex(query)
      default:
        return answerSetting(this.#core, companion, query)
    }
  }

  /** The client wants what waits for it. At the first time it also gets keys, history and its groups. */
  #activate(connection: Connection, companion: Companion): void {
    warnWhenLow(this.#core, companion)
    const counts = companion.counts()
    if (companion.pending === 0) companion.flush()
    else {
      connection.send(
        stanza('ib', { from: SERVER }, [
          stanza('offline_preview', {
            count: companion.pending,
            message: counts.message ?? 0,
            receipt: counts.receipt ?? 0,
            notification: counts.notification ?? 0,
          }),
        ]),
      )
    }
    if (companion.welcomed) return
    companion.welcomed = true
    void this.#welcome(companion).catch((error: unknown) => this.#core.recorder.problem(`welcome: ${String(error)}`))
  }

  async #welcome(companion: Companion): Promise<void> {
    const { appState, history, options } = this.#core
    const historyFirst = options.linkOrder === 'history-first'
    if (historyFirst) await history.welcome(companion)
    await this.#core.sendPeer(appState.keyShare(), companion)
    if (!historyFirst) await history.welcome(companion)
    if (this.#core.groups.size > 0) this.dirty('groups')
  }

  dirty(type: string): void {
    this.#core.broadcast(
      stanza('ib', { from: SERVER }, [stanza('dirty', { type, timestamp: Math.floor(Date.now() / 1000) })]),
    )
  }

  unlink(companion: Companion): void {
    this.#core.companions.delete(companion.id)
    companion.remove()
    companion.connection?.finish(conflict('device_removed'))
    this.#core.recorder.add({ kind: 'unlinked', device: companion.id })
  }

  replace(companion: Companion): void {
    companion.connection?.finish(conflict('replaced'))
  }

  #takePresence(connection: Connection, companion: Companion, node: BinaryNode): void {
    const { type = '', to, name } = node.attrs
    if (type !== 'subscribe') {
      if (name !== undefined) this.#core.me.pushName = name
      companion.available = type === 'available'
      this.#core.recorder.add({ kind: 'presence', type, name: name ?? null, device: companion.id })
      return
    }
    const jid = to ?? ''
    this.#core.subscriptions.add(jid)
    this.#core.recorder.add({ kind: 'subscribe', to: jid, device: companion.id })
    const contact = this.#core.findContact(jid)
    if (contact) connection.send(contact.presenceNode(jid))
  }

  #takeChatState(companion: Companion, node: BinaryNode): void {
    const [inner] = children(node)
    const state: TypingState =
      inner?.tag === 'paused' ? 'paused' : inner?.attrs.media === 'audio' ? 'recording' : 'composing'
    this.#core.recorder.add({ kind: 'chatstate', to: node.attrs.to ?? '', state, device: companion.id })
  }

  #unknown(node: BinaryNode, connection: Connection | null = null): void {
    const inner = children(node)
      .map(c => c.tag)
      .join(' ')
    const attrs = Object.entries(node.attrs)
      .map(([name, value]) => `${name}=${value}`)
      .join(' ')
    this.#core.recorder.problem(`unknown stanza <${node.tag} ${attrs}> ${inner}`)
    if (node.tag === 'iq') connection?.send(refusal(node, 501, 'feature-not-implemented'))
  }
}

function conflict(type: 'replaced' | 'device_removed'): BinaryNode {
  const attrs = type === 'device_removed' ? { code: 401 } : {}
  return stanza('stream:error', attrs, [stanza('conflict', { type })])
}
