import type { MediaFacts } from '../../../../shared/content.ts'
import type { proto } from '../library.ts'
import { count, line } from './bounds.ts'

type AnyMedia = {
  mimetype?: unknown
  fileLength?: unknown
  width?: unknown
  height?: unknown
  seconds?: unknown
  fileName?: unknown
  title?: unknown
}

/** What a media message tells of its file before it is downloaded. */
export function mediaFacts(
  media:
    | proto.Message.IImageMessage
    | proto.Message.IVideoMessage
    | proto.Message.IAudioMessage
    | proto.Message.IDocumentMessage
    | proto.Message.IStickerMessage,
): MediaFacts {
  const facts: AnyMedia = media
  return {
    mimetype: line(facts.mimetype),
    size: count(facts.fileLength),
    width: count(facts.width),
    height: count(facts.height),
    duration: count(facts.seconds),
    fileName: line(facts.fileName) ?? line(facts.title),
  }
}
