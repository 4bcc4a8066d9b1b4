import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, type Page } from '@playwright/test'
import { startDemoServer, type DemoServer, type DemoServerOptions } from '../../src/demo-server'
import { journeySeed } from './journey-seed'
import { displayTest } from './worker-display'
import { findSecret, formsOf } from './secret-scan'
import { SharedApp } from './shared-app'
import { startApp, tripwireOf, type LaunchOptions, type RunningApp } from './start-app'

export { expect }
export type { LaunchOptions, RunningApp }

/** Long and odd, so that finding it anywhere means that it leaked. */
export const apiKey = 'KEY-canary-4f9c2d7be1a8'

/** Of all servers of this worker: by its address an app that is used again would know a server of an earlier journey. */
const usedUrls = new Set<string>()

interface Fixtures {
  /**
   * The window of an app that journeys of this worker share, signed out, as after a first start: no connection is saved, and
   * there are no jobs, transfers, copies or locks. Only the activity may have entries of earlier journeys. A journey that
   * starts, quits or crashes the app, reads its files, changes its main process or looks at the activity uses `launch`.
   */
  readonly page: Page
  /** A folder of this journey's own; everything of its runs is kept there. */
  readonly userData: string
  readonly startServer: (options?: DemoServerOptions) => Promise<DemoServer>
  /** A platform with the small journey seed. */
  readonly server: DemoServer
  /** Starts an app that is this journey's own. */
  readonly launch: (options?: LaunchOptions) => Promise<RunningApp>
}

/**
 * One fixture for all journeys: the real app, a real server on loopback. After each, whatever it was about: no DELETE without
 * a name, and the key nowhere on disk nor in the output.
 */
export const test = displayTest.extend<Fixtures, { readonly sharedApp: SharedApp }>({
  sharedApp: [
    // The display first: an app cannot be started without.
    async ({ ownDisplay: _ }, use) => {
      const shared = new SharedApp()
      await use(shared)
      await shared.close()
      await shared.forget()
    },
    { scope: 'worker' },
  ],

  // The servers are closed after this: the token is given back to one that is still there.
  page: async ({ sharedApp, startServer: _ }, use, testInfo) => {
    const { page, userData } = await sharedApp.open()
    await use(page)
    const passed = testInfo.status === testInfo.expectedStatus
    const staysOpen = passed && (await sharedApp.reset())
    if (!staysOpen) await sharedApp.close()
    const output = sharedApp.newOutput()
    if (!passed) await testInfo.attach('output', { body: output })
    const [files, tripwire] = [await findSecret(userData, apiKey), await readTripwire(userData)]
    if (!staysOpen) await sharedApp.forget()
    expect(files, 'files that hold the API key').toEqual([])
    expectDiscreet(output, tripwire)
  },

  userData: async ({}, use) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'refshelf-e2e-'))
    await use(folder)
    expect(await findSecret(folder, apiKey), 'files that hold the API key').toEqual([])
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  },

  startServer: async ({}, use) => {
    const servers: DemoServer[] = []
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

  launch: async ({ userData }, use, testInfo) => {
    const running: RunningApp[] = []
    await use(async (options) => {
      const started = await startApp(userData, options)
      running.push(started)
      return started
    })
    for (const { app } of running) await app.close().catch(() => undefined)
    const output = running.map((each) => each.output()).join('\n')
    if (testInfo.status !== testInfo.expectedStatus) await testInfo.attach('output', { body: output })
    expectDiscreet(output, await readTripwire(userData))
  },
})

async function readTripwire(userData: string): Promise<string> {
  return readFile(tripwireOf(userData), 'utf8').catch(() => '')
}

function expectDiscreet(output: string, tripwire: string): void {
  expect(tripwire, 'DELETEs without a name').toBe('')
  for (const form of formsOf(apiKey))
    expect(output.includes(form.toString('utf8')), 'the key in the output').toBe(false)
}
