import { readFileSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import { inRoot } from '../lib/paths.mjs'
import { findBundledDoors, findOpenDoors } from './closed-doors.mjs'
import { textFiles } from './text-files.mjs'

test('the source opens no door', () => {
  const files = textFiles().filter(
    (file) => /^src\/.*\.tsx?$/.test(file) && !/\.test\.tsx?$|^src\/(testing|demo-server)\//.test(file),
  )
  expect(files.length).toBeGreaterThan(300)
  const open = files.flatMap((file) =>
    findOpenDoors(file, readFileSync(inRoot(file), 'utf8')).map((door) => `${file}: ${door}`),
  )
  expect(open).toEqual([])
}, 60_000)

describe('a door', () => {
  it.each([
    "import { shell } from 'electron'",
    "import { app, autoUpdater } from 'electron'",
    "import { type BrowserView } from 'electron'",
    "import { crashReporter as reporter } from 'electron'",
    "import * as electron from 'electron'",
    "import electron from 'electron'",
    "import electron, { app } from 'electron'",
    "export { shell } from 'electron'",
    "import { shell } from 'electron/common'",
    "const { shell } = require('electron')",
    "const electron = await import('electron')",
    'void parts.shell.openPath(file)',
    "app.setAsDefaultProtocolClient('x')",
    "session.protocol.registerFileProtocol('x', open)",
    "protocol.interceptHttpProtocol('http', open)",
    'const page = <webview src={url} />',
    'const options = { webviewTag: true }',
    'const options = { nodeIntegrationInWorker: true }',
    'const options = { contextIsolation: false }',
    'const options = { sandbox: false }',
    "app.on('certificate-error', accept)",
    "app.on('login', answer)",
    'void contents.executeJavaScript(text)',
    'eval(text)',
    "const run = new Function('return 1')",
    "const run = Function('return 1')",
    "setTimeout('run()', 1)",
    'element.innerHTML = text',
    "new WebSocket('wss:')",
    "const reportTo = 'https://telemetry.example/v1'",
    "const host = 'o1.ingest.sentry.io'",
    "import { remote } from '@electron/remote'",
  ])('is found in %s', (source) => {
    expect(findOpenDoors('src/main/a.tsx', source)).not.toEqual([])
  })

  it.each([
    "import { app, type Session } from 'electron'",
    "import type { WebContents } from 'electron'",
    '// shell.openPath would open any file: https://example.com',
    '/** Never `eval(text)`. */\nexport const evaluate = (text: string) => read(text)',
    "const placeholder = 'https://'",
    'const options = { sandbox: true, webviewTag: false }',
    'value.eval()',
  ])('is not seen in %s', (source) => {
    expect(findOpenDoors('src/main/a.ts', source)).toEqual([])
  })

  it.each([
    'a.shell.openExternal(b)',
    'x={webviewTag:!0}',
    'x={sandbox:!1}',
    'y.registerHttpProtocol(z)',
    '<webview src=x>',
    'b=eval("1")',
  ])('is found in the bundle: %s', (text) => {
    expect(findBundledDoors(text)).not.toEqual([])
  })
})
