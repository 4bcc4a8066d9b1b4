import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'

/** Writes the smallest Electron app with a window, the unit of the start figures. Returns its folder. */
export async function writeEmptyApp(folder: string): Promise<string> {
  const app = path.join(folder, 'empty-app')
  await mkdir(app, { recursive: true })
  await writeFile(path.join(app, 'package.json'), '{ "name": "empty", "main": "main.js" }\n')
  await writeFile(path.join(app, 'main.js'), emptyMain)
  await writeFile(
    path.join(app, 'index.html'),
    '<!doctype html><title>Empty</title><main><h1>Empty</h1></main>\n',
  )
  return app
}

const emptyMain = `const { app, BrowserWindow } = require('electron')
app.on('window-all-closed', () => app.quit())
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1280, height: 800, show: false })
  window.once('ready-to-show', () => window.show())
  window.loadFile('index.html')
})
`
