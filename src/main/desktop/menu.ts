import { Menu, type MenuItemConstructorOptions } from 'electron'

/**
 * The standard roles only: without them the editing keys do nothing on macOS. Their labels are the system's.
 * @param developing adds the developer tools and reloading
 */
export function setMenu(developing: boolean): void {
  const view: MenuItemConstructorOptions[] = [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { type: 'separator' },
    { role: 'togglefullscreen' },
  ]
  if (developing) view.push({ type: 'separator' }, { role: 'reload' }, { role: 'toggleDevTools' })
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      process.platform === 'darwin' ? { role: 'appMenu' } : { role: 'fileMenu' },
      { role: 'editMenu' },
      { role: 'viewMenu', submenu: view },
      { role: 'windowMenu' },
    ]),
  )
}
