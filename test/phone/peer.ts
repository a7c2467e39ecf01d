import { proto } from 'baileys'
import type { Companion } from './companion.ts'
import type { Core } from './core.ts'

const { Type } = proto.Message.ProtocolMessage

/** What the phone answers to a message from one of its linked devices. */
export async function answerPeer(
  core: Core,
  companion: Companion,
  id: string,
  message: proto.Message.IProtocolMessage,
): Promise<void> {
  if (message.type === Type.APP_STATE_SYNC_KEY_REQUEST) {
    await core.sendPeer(core.appState.keyShare(), companion)
    return
  }
  const request = message.peerDataOperationRequestMessage
  if (!request) {
    core.recorder.problem(`peer message ${id} of type ${message.type} is unknown`)
    return
  }
  if (request.historySyncOnDemandRequest) {
    await core.history.answerOlder(companion, id, request.historySyncOnDemandRequest)
    return
  }
  const wanted = request.placeholderMessageResendRequest ?? []
  if (wanted.length === 0) {
    core.recorder.problem(`peer request ${id} of type ${request.peerDataOperationRequestType} is unknown`)
    return
  }
  const found = wanted.map(({ messageKey }) => core.archive.find(messageKey?.id ?? ''))
  await core.sendPeer(
    {
      type: Type.PEER_DATA_OPERATION_REQUEST_RESPONSE_MESSAGE,
      peerDataOperationRequestResponseMessage: {
        peerDataOperationRequestType: proto.Message.PeerDataOperationRequestType.PLACEHOLDER_MESSAGE_RESEND,
        stanzaId: id,
        peerDataOperationResult: found.map(info => ({
          placeholderMessageResendResponse: info
            ? { webMessageInfoBytes: proto.WebMessageInfo.encode(proto.WebMessageInfo.fromObject(info)).finish() }
            : {},
        })),
      },
    },
    companion,
  )
}
