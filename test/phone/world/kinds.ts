/** Everything people send that is no plain text. */
import type { proto } from 'baileys'
import type { Dice } from './dice.ts'
import { NOTES, notesFile, STICKERS, stickerFile, videoFile, voiceFile } from './files.ts'
import { picture } from './pictures.ts'
import { imageOf } from './scenes.ts'
import { links } from './talk.ts'

const captions = ['', '', 'Look!', '🌊', 'Regarde', 'mira', '見て', 'Today', 'Found this one', '😍']

function vcard(name: string, phone: string): string {
  const plain = phone.replace(/\D/g, '')
  return `BEGIN:VCARD\nVERSION:3.0\nFN:${name}\nTEL;type=CELL;waid=${plain}:${phone}\nEND:VCARD`
}

function linkMessage(dice: Dice, thumbnail: boolean): proto.IMessage {
  const { url, title, description, words } = dice.pick(links)
  const shown = thumbnail ? { jpegThumbnail: picture(dice.int(0, 23)).jpeg } : {}
  return { extendedTextMessage: { text: `${words}\n${url}`, matchedText: url, title, description, ...shown } }
}

/** A message with a thumbnail in it. */
export function pictured(dice: Dice): proto.IMessage {
  const roll = dice.next()
  const number = dice.int(0, 23)
  const caption = dice.pick(captions) || null
  if (roll < 0.7) return imageOf(number, caption)
  if (roll < 0.8) return linkMessage(dice, true)
  const { seconds, width, height, file } = videoFile(number)
  return {
    videoMessage: {
      ...file,
      mimetype: 'video/mp4',
      jpegThumbnail: picture(number).jpeg,
      width,
      height,
      seconds,
      ...(caption === null ? {} : { caption }),
      ...(roll > 0.93 ? { gifPlayback: true } : {}),
    },
  }
}

/** The rarer kinds, without thumbnail. */
export function special(dice: Dice, inGroup: boolean): proto.IMessage {
  const roll = dice.int(0, inGroup ? 11 : 9)
  switch (roll) {
    case 0:
    case 1:
    case 2: {
      const { seconds, file } = voiceFile(dice.int(0, 9))
      return { audioMessage: { ...file, mimetype: 'audio/ogg; codecs=opus', ptt: true, seconds } }
    }
    case 3:
    case 4: {
      const { size, file } = stickerFile(dice.int(0, STICKERS - 1))
      return { stickerMessage: { ...file, mimetype: 'image/webp', width: size, height: size } }
    }
    case 5:
      return linkMessage(dice, false)
    case 6: {
      const number = dice.int(0, NOTES - 1)
      const fileName = `Notes ${number}.pdf`
      return { documentMessage: { ...notesFile(number), fileName, mimetype: 'application/pdf' } }
    }
    case 7:
      return {
        locationMessage: {
          degreesLatitude: 45.7 + dice.next() / 10,
          degreesLongitude: 4.8 + dice.next() / 10,
          name: 'Here',
        },
      }
    case 8:
      return {
        contactMessage: { displayName: 'Plumber (good one)', vcard: vcard('Plumber (good one)', '+44 7700 900456') },
      }
    case 9:
      return { viewOnceMessageV2: { message: { imageMessage: { mimetype: 'image/jpeg', viewOnce: true } } } }
    case 10:
      return {
        pollCreationMessageV3: {
          name: dice.pick(['When shall we meet?', 'Where to?', 'Who brings the cake?']),
          options: ['Friday', 'Saturday', 'Sunday'].map(optionName => ({ optionName })),
          selectableOptionsCount: 1,
        },
      }
    default:
      return {
        eventMessage: {
          name: 'Picnic',
          description: 'Bring blankets',
          startTime: 1_790_000_000,
          location: { name: 'The park' },
        },
      }
  }
}

export function callLog(dice: Dice): proto.IMessage {
  const missed = dice.chance(0.4)
  const video = dice.chance(0.3)
  return {
    callLogMesssage: { isVideo: video, callOutcome: missed ? 1 : 0, durationSecs: missed ? 0 : dice.int(20, 3000) },
  }
}
