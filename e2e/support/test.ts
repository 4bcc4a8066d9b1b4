import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, type Page } from '@playwright/test'
import { startDemoServer, type DemoServer, type DemoServerOptions } from '../../src/demo-server'
import { journeySeed } from './journey-seed'
import { displayTest } from './worker-display'
import { findSecrets, formsOf } from './secret-scan'
import { SharedApp } from './shared-app'
import { startApp, tripwireOf, type LaunchOptions, type RunningApp } from './start-app'

export { expect }
export type { LaunchOptions, RunningApp }

/** Unique, so that finding it anywhere means that it leaked. */
export const apiKey = 'KEY-canary-4f9c2d7be1a8'

/** URLs of all servers of this worker. A reused app would recognize the URL of an earlier journey's server. */
const usedUrls = new Set<string>()

interface Fixtures {
  /**
   * The window of an app that the journeys of a worker share, signed out and in the state of a first start: no saved
   * connections, deletions, transfers, copies or locks, but perhaps activity of earlier journeys. A journey uses `launch`
   * instead if it starts, quits or crashes the app, reads its files, changes main or checks the activity.
   */
  readonly page: Page
  /** The user data folder of this journey's apps. */
  readonly userData: string
  /** The servers that this journey has started. */
  readonly startedServers: DemoServer[]
  readonly startServer: (options?: DemoServerOptions) => Promise<DemoServer>
  /** A demo server with `journeySeed`. */
  readonly server: DemoServer
  /** Starts an app for this journey only. */
  readonly launch: (options?: LaunchOptions) => Promise<RunningApp>
}

/**
 * The fixtures of all journeys: the real app, and a real server on loopback. After each journey they check that no DELETE
 * without a file name was sent, and that neither the API key nor a session token is on disk or in the output.
 */
export const test = displayTest.extend<Fixtures, { readonly sharedApp: SharedApp }>({
  sharedApp: [
    // Depends on the display, because the app cannot start without one.
    async ({ ownDisplay: _ }, use) => {
      const shared = new SharedApp()
      await use(shared)
      await shared.close()
      await shared.forget()
    },
    { scope: 'worker' },
  ],

  // Depends on startServer, so that the servers are still open when the app signs out.
  page: async ({ sharedApp, startedServers, startServer: _ }, use, testInfo) => {
    const { page, userData } = await sharedApp.open()
    await use(page)
    const passed = testInfo.status === testInfo.expectedStatus
    const staysOpen = passed && (await sharedApp.reset())
    if (!staysOpen) await sharedApp.close()
    const output = sharedApp.newOutput()
    if (!passed) await testInfo.attach('output', { body: output })
    const secrets = secretsOf(startedServers)
    const [files, tripwire] = [await findSecrets(userData, secrets), await readTripwire(userData)]
    if (!staysOpen) await sharedApp.forget()
    expect(files, 'files that hold the API key or a session token').toEqual([])
    expectNoLeaks(output, { tripwire, secrets })
  },

  startedServers: async ({}, use) => {
    await use([])
  },

  userData: async ({ startedServers }, use) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'refshelf-e2e-'))
    await use(folder)
    const files = await findSecrets(folder, secretsOf(startedServers))
    expect(files, 'files that hold the API key or a session token').toEqual([])
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  },

  startServer: async ({ startedServers: servers }, use) => {
    await use(async (options) => {
      const start = () => startDemoServer({ seed: journeySeed, accountId: 'acme-loc', apiKey, ...options })
      let server = await start()
      servers.push(server)
      while (usedUrls.has(server.url) && options?.port === undefined) {
        server = await start()
        servers.push(server)
      }
      usedUrls.add(server.url)
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

  launch: async ({ userData, startedServers }, use, testInfo) => {
    const running: RunningApp[] = []
    await use(async (options) => {
      const started = await startApp(userData, options)
      running.push(started)
      return started
    })
    for (const { app } of running) await app.close().catch(() => undefined)
    const output = running.map((started) => started.output()).join('\n')
    if (testInfo.status !== testInfo.expectedStatus) await testInfo.attach('output', { body: output })
    expectNoLeaks(output, { tripwire: await readTripwire(userData), secrets: secretsOf(startedServers) })
  },
})

async function readTripwire(userData: string): Promise<string> {
  return readFile(tripwireOf(userData), 'utf8').catch(() => '')
}

/** What must be neither on disk nor in the output. */
function secretsOf(servers: readonly DemoServer[]): readonly string[] {
  return [apiKey, ...servers.flatMap((server) => server.latestTokens())]
}

function expectNoLeaks(
  output: string,
  { tripwire, secrets }: { readonly tripwire: string; readonly secrets: readonly string[] },
): void {
  expect(tripwire, 'DELETEs without a name').toBe('')
  for (const form of secrets.flatMap(formsOf))
    expect(output.includes(form.toString('utf8')), 'the key or a token in the output').toBe(false)
}
