import { proto } from 'baileys'
import { Dice } from './dice.ts'
import type { Era } from './letters.ts'
import { type Inhabitant, ME } from './population.ts'
import { ownPosted, posted } from './posts.ts'

const STATUS = 'status@broadcast'

/** Posts of the last 24 hours, the oldest first; of those whose authors are not in this world, none. */
export function statusesOf(era: Era, inhabitants: readonly Inhabitant[]): proto.IWebMessageInfo[] {
  const dice = new Dice(`${era.seed} statuses`)
  const known = new Map(inhabitants.map(inhabitant => [inhabitant.key, inhabitant]))
  const jidOf = (key: string): string | null => known.get(key)?.lid ?? known.get(key)?.pn ?? null
  const lidOf = (key: string): string => jidOf(key) ?? ''
  const posts: proto.IWebMessageInfo[] = []
  for (const { by, ago, post, seen } of posted) {
    const participant = jidOf(by)
    if (participant === null) continue
    const pushName = known.get(by)?.pushName ?? null
    posts.push({
      key: { remoteJid: STATUS, fromMe: false, id: `3A57${dice.hex(16)}`, participant },
      participant,
      messageTimestamp: era.now - ago,
      message: post(lidOf),
      ...(pushName === null ? {} : { pushName }),
      ...(seen ? { status: proto.WebMessageInfo.Status.READ } : {}),
    })
  }
  for (const { ago, post, seenBy } of ownPosted) {
    const at = era.now - ago
    posts.push({
      key: { remoteJid: STATUS, fromMe: true, id: `3A57${dice.hex(16)}`, participant: ME.pn },
      messageTimestamp: at,
      message: post(lidOf),
      status: proto.WebMessageInfo.Status.READ,
      userReceipt: seenBy.flatMap(([key, after]) => {
        const userJid = jidOf(key)
        return userJid === null ? [] : [{ userJid, readTimestamp: at + after }]
      }),
    })
  }
  return posts.sort((a, b) => Number(a.messageTimestamp) - Number(b.messageTimestamp))
}
