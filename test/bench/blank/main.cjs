// The floor of start and memory: one sandboxed window with one word in it.
const { app, BrowserWindow } = require('electron')

app.setPath('userData', process.env.BLANK_DATA_DIR)
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1200, height: 800, show: false })
  window.once('ready-to-show', () => window.show())
  window.loadFile('index.html')
})
