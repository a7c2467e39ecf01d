import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { app, BrowserWindow, nativeTheme, screen } from 'electron'
import { ORIGIN } from './appProtocol.ts'
import { SMALLEST, saneBounds } from './bounds.ts'

export interface WindowOptions {
  /** The bundled preload. */
  preload: string
  /** Picture of the window where the package does not bring one (Linux). */
  icon: string
  /** Folder that the window's place is remembered in. */
  dataDir: string
}

/** Shown until the page has painted: about the page's own surface, so that nothing flashes. */
const BACKGROUND = { light: '#f7f6f4', dark: '#1b1b1d' }

/** Opens the one window. The page gets no Node, no shared world, and a sandbox. */
export function openWindow({ preload, icon, dataDir }: WindowOptions): BrowserWindow {
  const place = join(dataDir, 'window.json')
  const primary = screen.getPrimaryDisplay()
  const screens = [primary, ...screen.getAllDisplays().filter(({ id }) => id !== primary.id)]
  const window = new BrowserWindow({
    ...saneBounds(
      readJson(place),
      screens.map(({ workArea }) => workArea),
    ),
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    show: false,
    title: 'Pillion',
    icon,
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      // It fetches its dictionaries from the network.
      spellcheck: false,
    },
  })
  let reloaded = false
  window.once('ready-to-show', () => window.show())
  window.on('page-title-updated', event => event.preventDefault())
  const remember = (): void => {
    // A place that cannot be remembered is no reason to keep the window open.
    try {
      writeFileSync(place, JSON.stringify(window.getNormalBounds()), { mode: 0o600 })
    } catch {}
  }
  window.on('close', remember)
  app.on('before-quit', remember)
  window.on('closed', () => app.off('before-quit', remember))
  window.webContents.on('render-process-gone', () => {
    // Once: a page that keeps crashing must not keep the machine busy.
    if (!window.isDestroyed() && !reloaded) window.webContents.reload()
    reloaded = true
  })
  void window.loadURL(`${ORIGIN}/`)
  return window
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}
