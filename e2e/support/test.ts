import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { _electron, expect, type ElectronApplication, type Page } from '@playwright/test'
import { startDemoServer, type DemoServer, type DemoServerOptions } from '../../src/demo-server'
import { journeySeed } from './journey-seed'
import { displayTest } from './worker-display'
import { findSecret, formsOf } from './secret-scan'

export { expect }

const root = path.join(__dirname, '../..')

/** Long and odd, so that finding it anywhere means that it leaked. */
export const apiKey = 'KEY-canary-4f9c2d7be1a8'

export interface LaunchOptions {
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly executablePath?: string
  /** Of the switch `--lang`; null leaves the choice to the app. English, the language of the contract, unless it says so. */
  readonly language?: string | null
}

export interface RunningApp {
  readonly app: ElectronApplication
  readonly page: Page
  /** All that the app wrote to its terminal so far. */
  readonly output: () => string
}

interface Fixtures {
  /** A folder of this journey's own; everything of its runs is kept there. */
  readonly userData: string
  readonly startServer: (options?: DemoServerOptions) => Promise<DemoServer>
  /** A platform with the small journey seed. */
  readonly server: DemoServer
  readonly launch: (options?: LaunchOptions) => Promise<RunningApp>
}

/**
 * One fixture for all journeys: the real app, a folder of its own, a real server on loopback. After each, whatever it was
 * about: no DELETE without a name, and the key nowhere on disk nor in the output.
 */
export const test = displayTest.extend<Fixtures>({
  userData: async ({}, use) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'refshelf-e2e-'))
    await use(folder)
    expect(await findSecret(folder, apiKey), 'files that hold the API key').toEqual([])
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  },

  startServer: async ({}, use) => {
    const servers: DemoServer[] = []
    await use(async (options) => {
      const server = await startDemoServer({ seed: journeySeed, accountId: 'acme-loc', apiKey, ...options })
      servers.push(server)
      return server
    })
    await Promise.all(servers.map((server) => server.close()))
    expect(
      servers.flatMap((server) => server.tripped),
      'DELETEs without a name',
    ).toEqual([])
  },

  server: async ({ startServer }, use) => {
    await use(await startServer())
  },

  launch: async ({ userData }, use, testInfo) => {
    const running: RunningApp[] = []
    const tripwire = path.join(userData, 'tripwire.log')
    await use(async (options = {}) => {
      const started = await start(userData, tripwire, options)
      running.push(started)
      return started
    })
    for (const { app } of running) await app.close().catch(() => undefined)
    const output = running.map((each) => each.output()).join('\n')
    if (testInfo.status !== testInfo.expectedStatus) await testInfo.attach('output', { body: output })
    expect(await readFile(tripwire, 'utf8').catch(() => ''), 'DELETEs without a name').toBe('')
    for (const form of formsOf(apiKey))
      expect(output.includes(form.toString('utf8')), 'the key in the output').toBe(false)
  },
})

async function start(userData: string, tripwire: string, options: LaunchOptions): Promise<RunningApp> {
  const { args = [], env = {}, executablePath, language = 'en' } = options
  const switches = language === null ? args : [`--lang=${language}`, ...args]
  let output = ''
  const app = await _electron.launch({
    args: [root, `--user-data-dir=${userData}`, '--force-device-scale-factor=1', ...switches],
    env: { ...ownEnvironment(), REFSHELF_TRIPWIRE_FILE: tripwire, ...env },
    timeout: 60_000,
    ...(executablePath === undefined ? {} : { executablePath }),
  })
  const keep = (chunk: Buffer): void => {
    output += chunk.toString('utf8')
  }
  app.process().stdout?.on('data', keep)
  app.process().stderr?.on('data', keep)
  boundClose(app)
  const page = await app.firstWindow({ timeout: 60_000 })
  return { app, page, output: () => output }
}

/** How long the runtime may take to leave once it is told to, milliseconds. */
const leavingMs = 20_000

/** Chromium with a keyring was seen to hang at its very end, with everything of ours done: what does not leave is ended with its group. */
function boundClose(app: ElectronApplication): void {
  const close = app.close.bind(app)
  app.close = async () => {
    const timer = setTimeout(() => {
      const { pid } = app.process()
      if (pid !== undefined) process.kill(-pid, 'SIGKILL')
    }, leavingMs)
    await close().finally(() => clearTimeout(timer))
  }
}

/** The tests' own environment without what would reach into the app. */
function ownEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !entry[0].startsWith('REFSHELF_'),
  )
  return Object.fromEntries(entries)
}
