import type { BinaryNode } from 'baileys'
import type { Companion } from './companion.ts'
import type { Core } from './core.ts'
import { sendRetry } from './outgoing.ts'
import { bundleInReceipt } from './prekeys.ts'
import { takeReuploadRequest } from './reupload.ts'
import { child, children, stanza } from './stanza.ts'

/** Types of receipts a client sends. */
const TYPES = new Set([
  '',
  'read',
  'read-self',
  'played',
  'inactive',
  'peer_msg',
  'hist_sync',
  'sender',
  'retry',
  'server-error',
])

/** A `<receipt>` of a linked device: recorded, takes the message out of the queue, starts a retry. */
export async function takeReceipt(core: Core, companion: Companion, node: BinaryNode): Promise<void> {
  const { id = '', to = '', participant, recipient, type = '' } = node.attrs
  if (!TYPES.has(type)) core.recorder.problem(`receipt of unknown type ${type}`)
  const ids = [id, ...children(child(node, 'list'), 'item').map(item => item.attrs.id ?? '')]
  companion.connection?.send(
    stanza('ack', { class: 'receipt', id, from: to, type: type === '' ? null : type, participant }),
  )
  core.recorder.add({
    kind: 'receipt',
    type,
    ids,
    to,
    participant: participant ?? null,
    recipient: recipient ?? null,
    device: companion.id,
  })
  if (type === 'retry') {
    await retry(core, companion, node, id)
    return
  }
  if (type === 'server-error') {
    takeReuploadRequest(core, companion, node)
    return
  }
  if (type === 'read' || type === 'read-self' || type === 'played') return
  for (const acknowledged of ids) companion.acknowledge('message', acknowledged)
}

async function retry(core: Core, companion: Companion, node: BinaryNode, id: string): Promise<void> {
  const out = core.sent(id)
  if (!out) {
    core.recorder.problem(`retry asked for ${id}, which was never sent`)
    return
  }
  const count = Number(child(node, 'retry')?.attrs.count ?? 1)
  await companion.building(() => sendRetry(out, companion, count, bundleInReceipt(node)))
}

/** An `<ack>` of a linked device. */
export function takeAck(core: Core, companion: Companion, node: BinaryNode): void {
  const { class: kind = '', id = '', error } = node.attrs
  core.recorder.add({ kind: 'ack', class: kind, id, error: error ?? null, device: companion.id })
  companion.acknowledge(kind, id)
}
