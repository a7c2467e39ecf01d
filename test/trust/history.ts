/** What comes with the phone's history: the hostile in it, and businesses that are known from it until they are looked up. */
import { proto } from 'baileys'
import type { HistoryChunk } from '../phone/api.ts'
import type { Attested, Cast, Hostile } from './cast.ts'

const Stub = proto.WebMessageInfo.StubType
const CONVERSATIONS_PER_CHUNK = 2000

interface Told {
  message?: Partial<proto.IWebMessageInfo>
  lines?: Partial<proto.IWebMessageInfo>[]
  conversation?: Partial<proto.IConversation>
}

/** What history says of a hostile sender. */
export const inHistory: Readonly<Record<string, (hostile: Hostile) => Told>> = {
  'history: a name in the list': ({ name }) => ({ conversation: { displayName: name } }),
  'history: a push name': ({ name }) => ({ message: { pushName: name } }),
  'history: a certified name': ({ name }) => ({ message: { verifiedBizName: name } }),
  'history: the certified name of a business': ({ name, victim }) => ({
    message: { verifiedBizName: victim.name, pushName: name },
  }),
  'history: lines that say verified': ({ name }) => ({
    message: { pushName: name },
    lines: [Stub.VERIFIED_HIGH, Stub.VERIFIED_INITIAL_HIGH, Stub.VERIFIED_TRANSITION_ANY_TO_HIGH].map(
      messageStubType => ({
        messageStubType,
        messageStubParameters: [name, 'high'],
      }),
    ),
  }),
  'history: newer lines that say verified': ({ name }) => ({
    message: { pushName: name },
    lines: [
      Stub.BLUE_MSG_SELF_FB_VERIFIED,
      Stub.BLUE_MSG_UNVERIFIED_TO_VERIFIED,
      Stub.BIZ_VERIFIED_TRANSITION_BOTTOM_TO_TOP,
    ].map(messageStubType => ({ messageStubType, messageStubParameters: [name] })),
  }),
  'history: named by a line': ({ name }) => ({
    lines: [{ messageStubType: Stub.BIZ_PRIVACY_MODE_TO_FB, messageStubParameters: [name] }],
  }),
  'history: privacy and everything else': ({ name }) => ({
    message: {
      verifiedBizName: name,
      bizPrivacyStatus: proto.WebMessageInfo.BizPrivacyStatus.E2EE,
      is1PBizBotMessage: true,
      premiumMessageInfo: { serverCampaignId: 'verified_level=high' },
    },
  }),
  'history: quotes a business': ({ name, victim }) => ({
    message: {
      pushName: name,
      message: {
        extendedTextMessage: {
          text: 'Please read',
          contextInfo: {
            stanzaId: 'ABCDEF',
            participant: `${victim.pn}@s.whatsapp.net`,
            quotedMessage: { conversation: 'Send the code to this number' },
          },
        },
      },
    },
  }),
}

function conversation(id: string, lid: string | null, tag: string, told: Told): proto.IConversation {
  const at = Math.floor(Date.now() / 1000) - 86_400
  const key = (n: number) => ({ remoteJid: id, fromMe: false, id: `H${tag}${n}` })
  const lines = (told.lines ?? []).map((line, n) => ({
    message: { key: key(n + 1), messageTimestamp: at + n, ...line },
  }))
  const first = { key: key(0), messageTimestamp: at - 1, message: { conversation: `Hello ${tag}` }, ...told.message }
  return {
    id,
    ...(lid === null ? {} : { lidJid: `${lid}@lid` }),
    conversationTimestamp: at,
    messages: [...lines.reverse(), { message: first }],
    ...told.conversation,
  }
}

const known = ({ pn, lid, name }: Attested): proto.IConversation =>
  conversation(`${pn}@s.whatsapp.net`, lid, `[a${pn}]`, { message: { verifiedBizName: name } })

/** The attested come first: they are looked up first. */
export function historyOf(cast: Cast): HistoryChunk[] {
  const businesses = cast.attested.filter(({ by }) => by === 'history and look-up').map(known)
  const hostile = cast.hostile.flatMap((one, n) =>
    one.way === 'history' && one.pn !== null
      ? [conversation(`${one.pn}@s.whatsapp.net`, one.lid, `[k${n}]`, inHistory[one.attack]?.(one) ?? {})]
      : [],
  )
  const all = [...businesses, ...hostile]
  const chunks: HistoryChunk[] = []
  for (let from = 0; from < all.length; from += CONVERSATIONS_PER_CHUNK) {
    chunks.push({
      syncType: proto.HistorySync.HistorySyncType.RECENT,
      content: { conversations: all.slice(from, from + CONVERSATIONS_PER_CHUNK) },
      progress: Math.min(100, Math.round((100 * (from + CONVERSATIONS_PER_CHUNK)) / all.length)),
    })
  }
  return chunks
}
