import { type LinkPort, MediaError } from '../ports.ts'
import type { Account } from './account.ts'
import type { Connection } from './connection.ts'
import { STALLED_MS } from './download.ts'
import type { LinkDeps } from './link.ts'
import { infoOf, mediaOf } from './media-body.ts'
import { fetchFile } from './media-stream.ts'
import { onLine } from './on-line.ts'
import { reuploadRequest } from './reuploads.ts'

type MediaFiles = Pick<LinkPort, 'fetchMedia' | 'askReupload'>

/** How long the phone may take to upload a file again (ms): it may be asleep, and the file large. */
const REUPLOAD_MS = 60_000

/** Files of messages: from the media host to the disk. */
export function createMediaFiles(deps: LinkDeps, account: Account, connection: Connection): MediaFiles {
  const haste = deps.haste ?? 1
  const on = onLine(account, connection)
  return {
    async fetchMedia(request) {
      const body = mediaOf(infoOf(request.raw))
      const path = request.directPath ?? body.directPath
      if (path === null) throw new MediaError('gone')
      return { bytes: await fetchFile(deps.wire, body, path, request, STALLED_MS * haste) }
    },

    async askReupload(raw) {
      const info = infoOf(raw)
      const { mediaKey } = mediaOf(info)
      const id = info.key?.id
      if (!id) throw new MediaError('gone')
      return connection.reuploads.ask(id, mediaKey, REUPLOAD_MS * haste, () =>
        on((wa, me) => wa.sendNode(reuploadRequest(info, mediaKey, me.pn))),
      )
    },
  }
}
