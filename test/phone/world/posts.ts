/** What people and businesses have posted in the last 24 hours, and what they may post next. */
import type { proto } from 'baileys'
import { posterFile, sceneFile, voiceFile } from './files.ts'
import { picture } from './pictures.ts'
import { imageOf } from './scenes.ts'

const HOUR = 3_600
const MINUTE = 60

/** ARGB, as the phone's palette has them. */
const colours = {
  plum: 0xff6e257e,
  blue: 0xff1f7aec,
  teal: 0xff00856f,
  rust: 0xffc1461b,
  slate: 0xff3b4a54,
  sand: 0xffe8c98a,
  night: 0xff0b1f3a,
} as const

/** The numbers of the fonts as the wire has them. */
const fonts = { plain: 0, text: 1, script: 2, bold: 6, breeze: 7, round: 8, square: 9, typewriter: 10 } as const

type Look = readonly [colour: keyof typeof colours, font: keyof typeof fonts]

/** A text on a coloured ground. */
export function textPost(text: string, [colour, font]: Look, more: proto.Message.IExtendedTextMessage = {}): Post {
  return () => ({ extendedTextMessage: { text, backgroundArgb: colours[colour], font: fonts[font], ...more } })
}

/** A picture that fills the screen. */
export function posterPost(number: number, caption: string | null): Post {
  return () => {
    const { thumbnail, width, height, file } = posterFile(number)
    const words = caption === null ? {} : { caption }
    return { imageMessage: { ...file, mimetype: 'image/jpeg', jpegThumbnail: thumbnail, width, height, ...words } }
  }
}

/** The poster that looks like the videos. */
const SEA = 5

const photoPost =
  (number: number, caption: string | null): Post =>
  () =>
    imageOf(number, caption)

export function scenePost(number: number, caption: string | null): Post {
  return () => {
    const { seconds, width, height, file } = sceneFile(number)
    const jpegThumbnail = posterFile(SEA).thumbnail
    const words = caption === null ? {} : { caption }
    return { videoMessage: { ...file, mimetype: 'video/mp4', seconds, width, height, jpegThumbnail, ...words } }
  }
}

/** A voice message on a coloured ground. */
function voicePost(number: number, colour: keyof typeof colours): Post {
  return () => {
    const { seconds, file } = voiceFile(number)
    const waveform = Uint8Array.from({ length: 64 }, (_, bar) => 20 + Math.round(70 * Math.abs(Math.sin(bar / 3))))
    const backgroundArgb = colours[colour]
    const mimetype = 'audio/ogg; codecs=opus'
    return { audioMessage: { ...file, mimetype, ptt: true, seconds, waveform, backgroundArgb } }
  }
}

/** A text with a link, its title and picture. */
function linkPost(words: string, url: string, title: string, description: string, look: Look, number: number): Post {
  const preview = { matchedText: url, title, description, jpegThumbnail: picture(number).jpeg, previewType: 0 }
  return textPost(`${words}\n${url}`, look, preview)
}

/** Makes the message; `lidOf` answers with the LID of somebody in the cast, empty if not in this world. */
export type Post = (lidOf: (key: string) => string) => proto.IMessage

interface PostSheet {
  /** Whose it is, by the key of the cast. */
  by: string
  /** How long ago, s. */
  ago: number
  post: Post
  /** The user has seen it on the phone. */
  seen?: boolean
}

const LONG =
  '春の朝、川沿いの道をゆっくり歩いた。桜はまだ三分咲きで、風は少し冷たい。橋の上で老夫婦が写真を撮っていて、' +
  'シャッターを押してほしいと頼まれた。二人は五十年前もここで写真を撮ったのだという。あの日は雪だったそうだ。' +
  '帰りにいつものパン屋に寄ったら、店の人が新しい味のメロンパンを一つおまけしてくれた。こういう日は、' +
  '何もしなかったのに、なぜか一日がとても長く感じられる。明日は早起きして、弁当を作って、もう一度あの橋まで行ってみようと思う。' +
  '写真は現像したら送ります。皆さんもどうか暖かくして、よい週末を。'

/** The posts that are there when a device is linked. One of them is over within the hour. */
export const posted: readonly PostSheet[] = [
  { by: 'mum', ago: 40 * MINUTE, post: posterPost(0, 'The garden this morning 🌷') },
  {
    by: 'mum',
    ago: 35 * MINUTE,
    post: textPost('Sunday lunch at ours, one o’clock. Bring boxes!', ['teal', 'script']),
  },
  { by: 'amelie', ago: 3 * HOUR, post: scenePost(0, 'Lever de soleil au-dessus de la mer') },
  { by: 'amelie', ago: 2 * HOUR, post: posterPost(1, null) },
  { by: 'amelie', ago: 70 * MINUTE, post: textPost('Bonne nuit Lyon ✨', ['night', 'script']) },
  { by: 'priya', ago: 23 * HOUR + 20 * MINUTE, post: textPost('किताबें > बाकी सब 📚', ['plum', 'bold']) },
  { by: 'priya', ago: 5 * HOUR, post: voicePost(1, 'rust') },
  {
    by: 'zoe',
    ago: 90 * MINUTE,
    post: linkPost(
      'Second stage looks great',
      'https://trails.example.net/coast?day=2',
      'The coast path, day two',
      '14 km, 420 m up, one ferry.',
      ['slate', 'plain'],
      7,
    ),
  },
  ...Array.from({ length: 7 }, (_, index) => ({
    by: 'jose',
    ago: 8 * HOUR - index * 20 * MINUTE,
    post: photoPost(index * 3, index === 0 ? 'Escalada en Riglos 🧗 (1/7)' : null),
  })),
  { by: 'mohammed', ago: 6 * HOUR, post: textPost('السماء اليوم 🌤️', ['blue', 'round']) },
  { by: 'mohammed', ago: 50 * MINUTE, post: posterPost(2, 'غروب الشمس من السطح، والشاي جاهز ☕') },
  { by: 'noa', ago: 11 * HOUR, post: textPost('מי בא לים ביום שישי? 🌊', ['sand', 'square']), seen: true },
  { by: 'sakura', ago: 9 * HOUR, post: textPost(LONG, ['slate', 'text']) },
  { by: 'xiaoming', ago: 13 * HOUR, post: photoPost(11, '外婆做的饺子 🥟'), seen: true },
  {
    by: 'thabo',
    ago: 4 * HOUR,
    post: lidOf => {
      const zoe = lidOf('zoe')
      const contextInfo = zoe === '' ? null : { mentionedJid: [zoe] }
      return textPost(`@${zoe.split('@')[0] ?? ''} your turn to cook 🍲`, ['rust', 'breeze'], { contextInfo })(lidOf)
    },
  },
  { by: 'bjorn', ago: 7 * HOUR, post: () => ({ locationMessage: location }), seen: true },
  { by: 'kev', ago: 15 * HOUR, post: voicePost(3, 'teal'), seen: true },
  { by: 'run-3', ago: 16 * HOUR, post: textPost('Marathon done. Never again. Until next year. 🏃', ['blue', 'bold']) },
  { by: 'cinema', ago: 25 * MINUTE, post: posterPost(3, 'Second Moon: from Friday on all screens. Book now!') },
  {
    by: 'cinema',
    ago: 20 * MINUTE,
    post: linkPost(
      'Two for one on Tuesdays 🎬',
      'https://bookmyshow.example/tuesdays',
      'Tuesdays at the movies',
      'Every hall, every film.',
      ['plum', 'bold'],
      12,
    ),
  },
  { by: 'airline', ago: 10 * HOUR, post: scenePost(1, 'Goa from 1,999. Window seat included.'), seen: true },
  {
    by: 'courier',
    ago: 2 * HOUR,
    post: textPost('Deliveries are an hour late in Lyon today.', ['sand', 'typewriter']),
  },
  { by: 'bakery', ago: 12 * HOUR, post: photoPost(14, 'Pão quente desde as 7h 🥖'), seen: true },
]

const location = { degreesLatitude: 59.33, degreesLongitude: 18.06, name: 'Djurgården' }

/** What the user posted on the phone, and who has seen it how long (s) after. */
export const ownPosted: readonly { ago: number; post: Post; seenBy: readonly (readonly [string, number])[] }[] = [
  {
    ago: 5 * HOUR,
    post: textPost('Back in town 🌇', ['plum', 'script']),
    seenBy: [
      ['mum', 4 * MINUTE],
      ['amelie', 11 * MINUTE],
      ['priya', 40 * MINUTE],
      ['thabo', 41 * MINUTE],
      ['ana', 2 * HOUR],
      ['grandpa', 3 * HOUR],
    ],
  },
  {
    ago: 45 * MINUTE,
    post: posterPost(4, 'The view from the new desk'),
    seenBy: [
      ['mum', MINUTE],
      ['zoe', 9 * MINUTE],
      ['rahul', 30 * MINUTE],
    ],
  },
]

/** What people post while one looks, by language; for others the first. */
export const nextPosts: Readonly<Record<string, readonly Post[]>> = {
  en: [
    textPost('Anyone selling a bike?', ['teal', 'bold']),
    posterPost(5, 'Look at that sky'),
    textPost('Kettle’s on. ☕', ['sand', 'typewriter']),
    scenePost(1, null),
    voicePost(2, 'plum'),
  ],
  fr: [textPost('Quelqu’un pour un café ?', ['rust', 'round']), posterPost(1, 'Les quais, ce soir')],
  hi: [textPost('चाय? ☕', ['plum', 'bold']), scenePost(0, 'छत से')],
  ar: [textPost('صباح الخير 🌤️', ['blue', 'round'])],
  ja: [textPost('今日も一日お疲れさまでした', ['night', 'text']), photoPost(8, 'お昼')],
  es: [photoPost(17, 'Sábado'), textPost('¿Quién se apunta?', ['teal', 'square'])],
}

/** What the user posts on the phone while one looks. */
export const ownNextPosts: readonly Post[] = [
  textPost('Almost the weekend ✨', ['night', 'round']),
  posterPost(2, 'On the way home'),
  textPost('Tea, a book, rain on the window.', ['slate', 'script']),
]

/** What businesses post. */
export const nextOffers: readonly Post[] = [
  textPost('Open until nine tonight.', ['slate', 'bold']),
  posterPost(3, 'New this week'),
  textPost('Thank you for 10,000 orders! 🎉', ['rust', 'round']),
]

/** What people answer to what the user posts. */
export const reactionsToPosts: readonly string[] = ['😍', '😂', 'Where is that?', 'So nice!', '👏', 'Miss you!']
