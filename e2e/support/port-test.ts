import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { _electron, type ElectronApplication } from '@playwright/test'
import { build } from 'vite'
import { startDemoServer, type DemoServer, type DemoServerOptions } from '../../src/demo-server'
import { journeySeed } from './journey-seed'
import { displayTest } from './worker-display'

/** Runs only the HTTP adapter, in the real runtime against a real server: only there Chromium's network stack is used. */

const root = path.join(__dirname, '../..')

interface PortFixtures {
  /** The home folder of Electron, in which Chromium looks for trusted certificates; null is that of the tests. */
  readonly home: string | null
  /** Electron with only the HTTP port. */
  readonly electron: ElectronApplication
  readonly platform: (options?: DemoServerOptions) => Promise<Platform>
}

/** A demo server, and the headers that authenticate a call to it. */
export interface Platform {
  readonly server: DemoServer
  readonly headers: Readonly<Record<string, string>>
}

export const portTest = displayTest.extend<PortFixtures>({
  home: async ({}, use) => {
    await use(null)
  },

  electron: async ({ home }, use) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'refshelf-net-'))
    await buildAdapter(folder)
    const app = await _electron.launch({
      args: [folder, `--user-data-dir=${path.join(folder, 'profile')}`],
      env: { ...process.env, ...(home === null ? {} : { HOME: home }) },
    })
    await use(app)
    await app.close()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  },

  platform: async ({}, use) => {
    const servers: DemoServer[] = []
    await use(async (options) => {
      const server = await startDemoServer({ seed: journeySeed, ...options })
      servers.push(server)
      return { server, headers: await signInHeaders(server) }
    })
    for (const server of servers) await server.close()
  },
})

export async function signInHeaders(server: DemoServer): Promise<Record<string, string>> {
  const response = await fetch(`${server.url}/api/auth/token`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ accountid: server.accountId, key: server.apiKey }),
  })
  return { 'X-Auth-Token': String(await response.json()), 'X-Auth-AccountId': server.accountId }
}

/** Bundles the adapter separately, because journeys import no code of the app. */
async function buildAdapter(folder: string): Promise<void> {
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: {
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      target: 'node18',
      lib: {
        entry: path.join(root, 'src/main/adapters/net-http-port.ts'),
        formats: ['cjs'],
        fileName: () => 'port.cjs',
      },
      rolldownOptions: { external: ['electron', /^node:/] },
    },
  })
  await writeFile(path.join(folder, 'package.json'), '{"name":"adapter","main":"main.cjs"}')
  await writeFile(path.join(folder, 'main.cjs'), mainSource)
}

/** Starts like the app, with HTTP/2 off. Uncaught errors are collected instead of opening a dialog. */
const mainSource = `
const { app, session } = require('electron')
app.commandLine.appendSwitch('disable-http2')
const { NetHttpPort } = require('./port.cjs')
const uncaught = []
process.on('uncaughtException', (error) => uncaught.push(String(error)))
process.on('unhandledRejection', (error) => uncaught.push(String(error)))
globalThis.harness = { uncaught, require, port: app.whenReady().then(() => {
  const open = (name) => session.fromPartition(name, { cache: false })
  return new NetHttpPort({ general: open('general'), once: open('once') })
}) }
`

/** What `mainSource` puts on `globalThis`. */
export interface PortGlobals {
  readonly harness: {
    readonly uncaught: readonly string[]
    readonly require: NodeJS.Require
    readonly port: Promise<{
      readonly send: (request: object) => Promise<{
        readonly status: number
        readonly body: AsyncIterable<Uint8Array>
      }>
    }>
  }
}
