import { protocol, type Session } from 'electron'
import { readAsset } from '../bridge/assets.ts'
import { securityHeaders } from '../bridge/headers.ts'

const SCHEME = 'app'
const HOST = 'pillion'

/** Where the page lives. */
export const ORIGIN = `${SCHEME}://${HOST}`

/** Has to be called before the app is ready. Standard and secure: the page gets an origin of its own and a real CSP. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** Serves the built page to a session. */
export function serveApp(session: Session, pageFolder: string): void {
  session.protocol.handle(SCHEME, async request => {
    const { host, pathname } = new URL(request.url)
    const asset = host === HOST && request.method === 'GET' ? await readAsset(pageFolder, pathname) : null
    if (asset === null) return new Response('There is no such file.', { status: 404, headers: securityHeaders([]) })
    return new Response(new Uint8Array(asset.bytes), {
      headers: { ...securityHeaders([]), 'Content-Type': asset.type },
    })
  })
}
