import { proto } from 'baileys'
import { Dice } from './dice.ts'
import type { Era } from './letters.ts'
import { type Inhabitant, ME } from './population.ts'
import { imageOf } from './scenes.ts'

const STATUS = 'status@broadcast'
const HOUR = 3_600

const words: readonly string[] = [
  'Marathon done. Never again. Until next year. 🏃',
  'Bonne nuit Lyon ✨',
  'New menu from Friday!',
  'किताबें > बाकी सब',
  'السماء اليوم 🌤️',
  'Anyone selling a bike?',
  '今日も一日お疲れさまでした',
]
/** ARGB, as the phone's palette has them. */
const backgrounds: readonly number[] = [0xff6e257e, 0xff1f7aec, 0xff00856f, 0xffc1461b, 0xff3b4a54]

/** A text status in one of the palette's colours. */
export function textStatus(text: string, dice: Dice): proto.IMessage {
  return { extendedTextMessage: { text, backgroundArgb: dice.pick(backgrounds), font: dice.pick([0, 1, 2, 6, 7]) } }
}

export function statusWords(dice: Dice): string {
  return dice.pick(words)
}

/** Posts of the last 24 hours, the oldest first; two older than that have gone already and are not here. */
export function statusesOf(era: Era, authors: readonly Inhabitant[]): proto.IWebMessageInfo[] {
  const dice = new Dice(`${era.seed} statuses`)
  const posts: proto.IWebMessageInfo[] = []
  for (const author of authors) {
    for (let post = dice.int(1, 3); post > 0; post--) {
      const at = era.now - dice.int(300, 23 * HOUR)
      const message = dice.chance(0.5) ? textStatus(statusWords(dice), dice) : imageOf(dice.int(0, 23), null)
      posts.push({
        key: {
          remoteJid: STATUS,
          fromMe: false,
          id: `3A57${dice.hex(16)}`,
          participant: author.lid ?? author.pn ?? '',
        },
        participant: author.lid ?? author.pn ?? '',
        messageTimestamp: at,
        message,
        ...(author.pushName === null ? {} : { pushName: author.pushName }),
        ...(dice.chance(0.4) ? { status: proto.WebMessageInfo.Status.READ } : {}),
      })
    }
  }
  const own = era.now - 5 * HOUR
  posts.push({
    key: { remoteJid: STATUS, fromMe: true, id: `3A57${dice.hex(16)}`, participant: ME.pn },
    messageTimestamp: own,
    message: textStatus('Back in town 🌇', dice),
    status: proto.WebMessageInfo.Status.READ,
    userReceipt: authors.slice(0, 4).map((viewer, index) => ({
      userJid: viewer.lid ?? viewer.pn ?? '',
      readTimestamp: own + 600 * (index + 1),
    })),
  })
  return posts.sort((a, b) => Number(a.messageTimestamp) - Number(b.messageTimestamp))
}
