import { LazyValue } from '../core/lib/lazy-value'
import type { DemoPort } from '../core/ports'

/** The only access to the demo server. Starts it on first use, with its files in `folder`. */
export function createDemoMode(folder: string): DemoPort {
  /** A server must be closed before the next one opens its files. */
  let stopped: Promise<void> = Promise.resolve()
  const server = new LazyValue(async () => {
    await stopped
    // Its code and sample files are a third of main's, and only the demo needs them.
    const { startDemoServer } = await import('../demo-server')
    return startDemoServer({ dataDir: folder, seed: 'demo', accountId: 'demo', recordsCalls: false })
  })

  return {
    async start() {
      const { url, accountId, apiKey } = await server.get()
      return { serverUrl: url, accountId, apiKey }
    },
    async reset() {
      await (await server.get()).reset()
    },
    async stop() {
      const starting = server.peek()
      server.reset()
      if (starting !== null)
        stopped = starting.then(
          (running) => running.close(),
          () => undefined,
        )
      await stopped
    },
  }
}
