import { protocol, type Session } from 'electron'
import { readAsset } from '../bridge/assets.ts'
import { fileStream } from '../bridge/fileStream.ts'
import { securityHeaders } from '../bridge/headers.ts'
import { answerMedia, type FindMedia } from '../bridge/media.ts'

const SCHEME = 'app'
const HOST = 'pillion'

/** Where the page lives. */
export const ORIGIN = `${SCHEME}://${HOST}`

/**
 * Has to be called before the app is ready. Standard and secure: the page gets an origin of its own and a real CSP. With streams
 * a film plays while it comes, and can be wound.
 */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true, stream: true },
    },
  ])
}

/** Serves the built page to a session, and files of posts. */
export function serveApp(session: Session, pageFolder: string, find: FindMedia): void {
  session.protocol.handle(SCHEME, async request => {
    const { host, pathname } = new URL(request.url)
    const [, mediaId] = /^\/media\/([^/]+)$/.exec(pathname) ?? []
    if (host === HOST && mediaId !== undefined) {
      const range = request.headers.get('range')
      const { status, headers, body } = await answerMedia(find, { method: request.method, id: mediaId, range })
      return new Response(body === null ? null : fileStream(body.file, body.range), { status, headers })
    }
    const asset = host === HOST && request.method === 'GET' ? await readAsset(pageFolder, pathname) : null
    if (asset === null) return new Response('There is no such file.', { status: 404, headers: securityHeaders([]) })
    return new Response(new Uint8Array(asset.bytes), {
      headers: { ...securityHeaders([]), 'Content-Type': asset.type },
    })
  })
}
