import { app, type Session, shell, type WebContents } from 'electron'
import type { Log } from '../bridge/door.ts'
import { openableOutside } from './links.ts'

/** Addresses the page's own session may load: its files, pictures it holds itself, and the developer tools'. */
const ownSchemes = new Set(['app:', 'data:', 'blob:', 'devtools:'])

/** No permission is granted, asked for or assumed; nothing is downloaded; no request leaves for a network. */
export function lockSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.on('will-download', event => event.preventDefault())
  session.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !ownSchemes.has(new URL(details.url).protocol) })
  })
}

/**
 * Every page of the app, whichever way it comes to be: it stays where it is, opens nothing and embeds nothing. A link
 * that wants a new window is opened by the operating system instead, when its scheme is a harmless one.
 */
export function lockPages(log: Log): void {
  app.on('web-contents-created', (_event, contents) => lockPage(contents, log))
}

function lockPage(contents: WebContents, log: Log): void {
  contents.on('will-navigate', event => event.preventDefault())
  contents.on('will-frame-navigate', event => event.preventDefault())
  contents.on('will-redirect', event => event.preventDefault())
  contents.on('will-attach-webview', event => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    const address = openableOutside(url)
    if (address === null) log({ level: 'warn', msg: 'a link with another scheme was not opened' })
    else shell.openExternal(address).catch(() => log({ level: 'warn', msg: 'nothing opens this link here' }))
    return { action: 'deny' }
  })
}
