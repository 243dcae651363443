const { app, BrowserWindow } = require('electron')

/* The least that shows a card: the same size, the same guards, no bridge, no work. */
app.whenReady().then(async () => {
  const window = new BrowserWindow({
    width: 1200,
    height: 820,
    show: false,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false },
  })
  window.once('ready-to-show', () => window.show())
  await window.loadFile('index.html')
})
app.on('window-all-closed', () => app.quit())
