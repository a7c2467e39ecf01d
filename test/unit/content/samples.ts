/** Builders for the tests of the projection. */

import { type ProjectedMessage, project } from '../../../src/main/engine/link/content/projection.ts'
import { proto } from '../../../src/main/engine/link/library.ts'

/** 2025-10-09T08:53:20Z, in seconds. */
export const SENT = 1_760_000_000

/** The smallest thing that begins as a JPEG does. */
export const JPEG = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 2, 0xff, 0xd9])

/** Through the wire's encoding and back, as the link gets it. */
export function received(message: proto.IMessage | null, more: proto.IWebMessageInfo = {}): proto.IWebMessageInfo {
  const info = proto.WebMessageInfo.fromObject({
    key: { remoteJid: '12025550100@s.whatsapp.net', id: 'A1', fromMe: false },
    messageTimestamp: SENT,
    ...(message === null ? {} : { message }),
    ...more,
  })
  return proto.WebMessageInfo.decode(proto.WebMessageInfo.encode(info).finish())
}

/** The projection of what must be an ordinary message. */
export function messageOf(message: proto.IMessage | null, more: proto.IWebMessageInfo = {}): ProjectedMessage {
  const projection = project(received(message, more))
  if (projection.type !== 'message') throw new Error(`not a message: ${JSON.stringify(projection)}`)
  return projection
}
