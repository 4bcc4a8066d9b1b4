import type { DemoServer } from '../demo-server'
import type { DemoPort } from '../core/ports'

/** The only access to the demo server. Starts it on first use, with its files in `folder`. */
export function createDemoMode(folder: string): DemoPort {
  let starting: Promise<DemoServer> | null = null
  /** A server must be closed before the next one opens its files. */
  let stopped: Promise<void> = Promise.resolve()

  function start(): Promise<DemoServer> {
    if (starting !== null) return starting
    const server = stopped.then(async () => {
      // Its code and sample files are a third of main's, and only the demo needs them.
      const { startDemoServer } = await import('../demo-server')
      return startDemoServer({ dataDir: folder, seed: 'demo', accountId: 'demo', recordsCalls: false })
    })
    starting = server
    // Forget a failed start, so that the next one tries again.
    server.catch(() => {
      if (starting === server) starting = null
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
      const server = starting
      starting = null
      if (server !== null)
        stopped = server.then(
          (running) => running.close(),
          () => undefined,
        )
      await stopped
    },
  }
}
