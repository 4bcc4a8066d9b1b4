import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inRoot } from '../lib/paths.mjs'
import { readSource } from './read-source.mjs'

/**
 * Parts of Electron and of the platform that the app must never use: they open files and addresses in other programs, load code
 * or pages from elsewhere, report to a server, or weaken the walls around pages (docs/threat-model.md#closed-doors).
 */

/** What may be imported from Electron, types included. Add a name only after reading what it can do. */
const electronNames = new Set(
  [
    ['app', 'BrowserWindow', 'clipboard', 'ClipboardItem', 'ClientRequest', 'contextBridge', 'dialog'],
    ['IncomingMessage', 'ipcMain', 'IpcMainInvokeEvent', 'ipcRenderer', 'Menu'],
    ['MenuItemConstructorOptions', 'nativeImage', 'nativeTheme', 'net', 'Notification'],
    ['OnBeforeRequestListenerDetails', 'OpenDialogOptions', 'powerMonitor', 'powerSaveBlocker', 'protocol'],
    ['ProxyConfig', 'Rectangle', 'safeStorage', 'SaveDialogOptions', 'screen', 'session', 'Session'],
    ['WebContents', 'webUtils'],
  ].flat(),
)

/**
 * Forbidden in the source and in the bundle, where a minifier writes `!0` for true and `!1` for false.
 * @type {readonly (readonly [string, RegExp])[]}
 */
const doors = [
  ['opens a file or an address in another program', /\b(openExternal|openPath|showItemInFolder|trashItem)\b/],
  ['changes how the system starts programs', /\bset(AsDefaultProtocolClient|LoginItemSettings)\b/],
  ['updates the app', /\b(autoUpdater|electron-updater|update-electron-app|setFeedURL)\b/],
  ['reports crashes or use', /\b(crashReporter|contentTracing|netLog)\b/],
  [
    'is a telemetry service',
    /\b(sentry|bugsnag|rollbar|mixpanel|posthog|amplitude|datadoghq|newrelic)\.(io|com)\b/i,
  ],
  ['is a telemetry service', /\b(google-analytics|googletagmanager|applicationinsights|hotjar)\.\w/i],
  ['embeds a page', /<webview\b|\bwebviewTag:\s*(true|!0)|\b(BrowserView|WebContentsView)\b/],
  ['gives a page the objects of main', /@electron\/remote|\b(enableRemoteModule|electron\.remote)\b/],
  [
    'is an old form of a protocol, which needs no check of its response',
    /\b(register|intercept)(File|Http|String|Buffer|Stream)Protocol\b/,
  ],
  [
    'weakens a page',
    /\b(nodeIntegration\w*|allowRunningInsecureContent|experimentalFeatures|enableBlinkFeatures):\s*(true|!0)/,
  ],
  ['weakens a page', /\b(contextIsolation|sandbox|webSecurity):\s*(false|!1)/],
  ['runs code in a page', /\b(executeJavaScript\w*|insertCSS|openDevTools|loadExtension)\b/],
  ['accepts a certificate', /['"`]certificate-error['"`]/],
  ['answers a question of a proxy or a server', /\.on\(\s*['"`](login|select-client-certificate)['"`]/],
  [
    'runs a text as code',
    /(?<![.\w])eval\s*\(|\bsetTimeout\(\s*['"`]|\b(runInThisContext|runInNewContext)\b/,
  ],
]

const judgesCertificate = /\b(setCertificateVerifyProc|rejectUnauthorized)\b/

/** The only files that judge certificates: one notes the verdict of Chromium, the other one asks for it. */
const certificateFiles = new Set([
  'src/main/adapters/kept-connection.ts',
  'src/main/adapters/verified-certificates.ts',
])

/**
 * Forbidden in the source only: libraries in the bundle have some, which the policy of the pages forbids.
 * @type {readonly (readonly [string, RegExp])[]}
 */
const sourceDoors = [
  ['judges a certificate', judgesCertificate],
  ['runs a text as code', /\bFunction\s*\(\s*['"`]|\bnew\s+Function\b|['"`]node:vm['"`]|\bimportScripts\b/],
  ['writes markup', /\b(innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML)\b/],
  ['connects from a page', /\b(sendBeacon|EventSource|WebSocket|WebTransport|RTCPeerConnection)\s*\(/],
]

/** Hosts that the source may name: placeholders, this computer, and the identifier of a document type. */
const knownHosts = /^(server\.invalid|127\.0\.0\.1|www\.apple\.com)?$/

/**
 * @param {string} text
 * @param {readonly (readonly [string, RegExp])[]} patterns
 */
function findPatterns(text, patterns) {
  return patterns.flatMap(([reason, pattern]) => {
    const found = pattern.exec(text)
    return found === null ? [] : [`${found[0].trim()}: ${reason}`]
  })
}

function isAllowedIn(file, pattern) {
  return pattern === judgesCertificate && certificateFiles.has(file)
}

/** Open doors of one source file. Comments are ignored. */
export function findOpenDoors(file, source) {
  const code = withoutComments(file, source)
  const imports = [...code.matchAll(/(?:import|export)\s+([^;'"]*?)\s+from\s+['"]electron['"]/g)]
  const names = imports.flatMap(([, clause = '']) => namesOf(clause))
  const unknown = names.filter((name) => !electronNames.has(name))
  const indirect = /(?:require|import)\(\s*['"]electron(\/\w+)?['"]|from\s+['"]electron\/\w+['"]/.exec(code)
  const hosts = [...code.matchAll(/\b(?:https?|wss?|ftp):\/\/([\w.-]*)/g)].map(([, host = '']) => host)
  return [
    ...unknown.map((name) => `${name}: is a part of Electron that was not checked`),
    ...(indirect === null ? [] : [`${indirect[0]}: hides what is used of Electron`]),
    ...hosts.filter((host) => !knownHosts.test(host)).map((host) => `${host}: is a host`),
    ...findPatterns(code, [...doors, ...sourceDoors.filter(([, pattern]) => !isAllowedIn(file, pattern))]),
  ]
}

/** Open doors of a built file, whatever a library brought with it. */
export function findBundledDoors(text) {
  return findPatterns(text, doors)
}

/** Built files with an open door, as `path: reason`. */
export function scanBundle() {
  return filesBelow(inRoot('out'))
    .filter((path) => /\.(js|mjs|html)$/.test(path))
    .flatMap((path) => findBundledDoors(readFileSync(path, 'utf8')).map((door) => `${path}: ${door}`))
}

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesBelow(path) : [path]
  })
}

/** Names of an import clause; a namespace or default import is its own name, which is never allowed. */
function namesOf(clause) {
  const inBraces = /\{([^}]*)\}/.exec(clause)
  const outside = clause
    .replace(/\{[^}]*\}/, '')
    .replace(/^type\b/, '')
    .replaceAll(',', ' ')
    .trim()
  const listed = (inBraces?.[1] ?? '').split(',').map((name) => name.trim().replace(/^type\s+/, ''))
  return [...listed.map((name) => name.split(/\s+as\s+/)[0] ?? ''), outside].filter((name) => name !== '')
}

function withoutComments(file, source) {
  let code = source
  for (const { kind, start, text } of readSource(file, source))
    if (kind === 'comment')
      code = code.slice(0, start) + ' '.repeat(text.length) + code.slice(start + text.length)
  return code
}
