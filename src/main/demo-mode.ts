import { startDemoServer, type DemoServer } from '../demo-server'
import type { DemoPort } from '../core/ports'

/** The only access to the demo server. Starts it on first use, with its files in `folder`. */
export function createDemoMode(folder: string): DemoPort {
  let starting: Promise<DemoServer> | null = null

  function start(): Promise<DemoServer> {
    if (starting !== null) return starting
    const server = startDemoServer({ dataDir: folder, seed: 'demo', accountId: 'demo' })
    starting = server
    // Forget a failed start, so that the next one tries again.
    server.catch(() => {
      starting = null
    })
    return server
  }

  return {
    async start() {
      const server = await start()
      return { serverUrl: server.url, accountId: server.accountId, apiKey: server.apiKey }
    },
    async reset() {
      await (await start()).reset()
    },
    async stop() {
      await (await starting)?.close()
      starting = null
    },
  }
}
