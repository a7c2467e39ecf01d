import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { type BinaryNode, proto } from 'baileys'
import type { ReuploadAnswer } from './api.ts'
import type { Companion } from './companion.ts'
import type { Core } from './core.ts'
import { bare, isGroup, STATUS } from './jids.ts'
import { unwrap } from './kinds.ts'
import { bytes, child, stanza } from './stanza.ts'

const { GENERAL_ERROR, SUCCESS, NOT_FOUND, DECRYPTION_ERROR } = proto.MediaRetryNotification.ResultType
const TAG_LENGTH = 16

const RESULTS: Record<Exclude<ReuploadAnswer, 'silent' | 'refused'>, proto.MediaRetryNotification.ResultType> = {
  uploads: SUCCESS,
  notFound: NOT_FOUND,
  generalError: GENERAL_ERROR,
  decryptionError: DECRYPTION_ERROR,
}

type File = { mediaKey: Uint8Array; directPath: string }

/** The file of a message; null when it has none. */
function fileOf(message: proto.IMessage | null | undefined): File | null {
  const inner = message ? unwrap(message) : {}
  const media =
    inner.imageMessage ??
    inner.videoMessage ??
    inner.ptvMessage ??
    inner.audioMessage ??
    inner.documentMessage ??
    inner.stickerMessage
  return media?.mediaKey && media.directPath ? { mediaKey: media.mediaKey, directPath: media.directPath } : null
}

const retryKey = (mediaKey: Uint8Array): Buffer =>
  Buffer.from(hkdfSync('sha256', mediaKey, Buffer.alloc(0), 'WhatsApp Media Retry Notification', 32))

function opened(node: BinaryNode | null, mediaKey: Uint8Array, id: string): Buffer {
  const sealed = bytes(child(node, 'enc_p'))
  const decipher = createDecipheriv('aes-256-gcm', retryKey(mediaKey), bytes(child(node, 'enc_iv')))
  decipher.setAAD(Buffer.from(id)).setAuthTag(sealed.subarray(-TAG_LENGTH))
  return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_LENGTH)), decipher.final()])
}

function sealed(content: Uint8Array, mediaKey: Uint8Array, id: string): BinaryNode {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', retryKey(mediaKey), iv).setAAD(Buffer.from(id))
  const ciphertext = Buffer.concat([cipher.update(content), cipher.final(), cipher.getAuthTag()])
  return stanza('encrypt', {}, [stanza('enc_p', {}, ciphertext), stanza('enc_iv', {}, iv)])
}

/** What does not fit the message that is asked about; null: all does. */
function wrong(core: Core, node: BinaryNode, info: proto.IWebMessageInfo, file: File): string | null {
  const { id = '', to } = node.attrs
  const { jid = '', participant, from_me: fromMe } = child(node, 'rmr')?.attrs ?? {}
  if (to !== core.me.pn) return `it goes to ${to}`
  try {
    const { stanzaId } = proto.ServerErrorReceipt.decode(opened(child(node, 'encrypt'), file.mediaKey, id))
    if (stanzaId !== id) return `it is about ${stanzaId}`
  } catch {
    return 'it does not open'
  }
  const key = info.key ?? {}
  if (core.chatKey(jid) !== core.chatKey(key.remoteJid ?? '')) return `the chat is not ${jid}`
  if (fromMe !== String(key.fromMe === true)) return `from_me is ${fromMe}`
  const shared = isGroup(jid) || bare(jid) === STATUS
  if (!shared) return participant === undefined ? null : 'a participant too many'
  const author = key.participant || info.participant || core.me.pn
  return core.chatKey(participant ?? '') === core.chatKey(author) ? null : `the participant is not ${participant}`
}

/** A linked device asks for a file again: checked, recorded, and answered as `behaviour.reupload` says. */
export function takeReuploadRequest(core: Core, companion: Companion, node: BinaryNode): void {
  const { id = '' } = node.attrs
  const rmr = child(node, 'rmr')
  const { jid = '', participant, from_me: fromMe } = rmr?.attrs ?? {}
  const info = core.archive.find(id)
  const file = fileOf(info?.message)
  const fault = info === null || file === null ? 'the phone has no such file' : wrong(core, node, info, file)
  // Of a history that was given as bytes this phone knows nothing.
  if (fault !== null && !(info === null && core.history.isOpaque)) {
    core.recorder.problem(`re-upload of ${id}: ${fault}`)
  }
  core.recorder.add({
    kind: 'reupload',
    id,
    chat: jid,
    participant: participant ?? null,
    fromMe: fromMe === 'true',
    device: companion.id,
  })
  const how = core.behaviour.reupload
  if (how === 'silent') return
  const answer = (content: BinaryNode): void =>
    companion.deliver(
      stanza('notification', { from: core.me.pn, type: 'mediaretry', id, t: Math.floor(Date.now() / 1000) }, [
        content,
        ...(rmr ? [rmr] : []),
      ]),
    )
  if (how === 'refused' || file === null || fault !== null) {
    answer(stanza('error', { code: NOT_FOUND }))
    return
  }
  const place = how === 'uploads' ? core.media.again(file.directPath) : null
  const result = how === 'uploads' && place === null ? NOT_FOUND : RESULTS[how]
  const told = { stanzaId: id, result, ...(place === null ? {} : { directPath: place }) }
  answer(sealed(proto.MediaRetryNotification.encode(told).finish(), file.mediaKey, id))
}
