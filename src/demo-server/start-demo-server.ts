import { randomUUID } from 'node:crypto'
import { createCallLog } from './call-log'
import type { DemoServer, DemoServerOptions } from './demo-server'
import { createFaultPlan } from './faults/fault-plan'
import type { Platform } from './http/call-context'
import { listen } from './http/listen'
import { createMediaBook } from './media/media-book'
import { demoSeedId, demoSeed } from './seed/demo-seed'
import { createSessionBook } from './sessions/session-book'
import { createRateLimiter } from './sessions/rate-limiter'
import { openAssetStore } from './store/asset-store'
import { createClock } from './store/clock'
import { createLibrary } from './store/library'
import { seedAssets } from './store/seed-assets'
import type { SeedSpec } from './store/seed-spec'
import { createDemoStore } from './store/test-store'
import { defaultSwitches } from './switches'
import { createTripwire } from './tripwire'

interface Seed {
  /** Identifies the seed that a state on disk belongs to. */
  readonly id: string
  readonly spec: SeedSpec
}

function seedOf(seed: DemoServerOptions['seed']): Seed {
  if (seed === undefined || seed === 'demo') return { id: demoSeedId, spec: demoSeed() }
  return seed === 'none' ? { id: 'none', spec: {} } : { id: 'given', spec: seed }
}

async function createPlatform(options: DemoServerOptions, seed: Seed, origin: () => string) {
  const switches = { ...defaultSwitches, ...options.switches }
  const clock = createClock(options.now ?? (() => Date.now()))
  const credentials = { accountId: options.accountId ?? 'demo', apiKey: options.apiKey ?? randomUUID() }
  const platform: Platform = {
    switches,
    clock,
    library: createLibrary(seed.spec),
    assets: await openAssetStore({
      dataDir: options.dataDir,
      seedId: seed.id,
      seed: seedAssets(seed.spec.assets ?? []),
    }),
    media: createMediaBook(switches, clock),
    sessions: createSessionBook(credentials, clock),
    throttle: createRateLimiter(switches, clock),
    origin,
  }
  return { platform, credentials }
}

export async function startDemoServer(options: DemoServerOptions = {}): Promise<DemoServer> {
  let url = ''
  const { platform, credentials } = await createPlatform(options, seedOf(options.seed), () => url)
  const { switches, assets, media, sessions, clock } = platform
  const calls = createCallLog(options.recordsCalls ?? true)
  const faults = createFaultPlan()
  const tripwire = createTripwire(options.tripwire ?? 'armed')
  const stop = new AbortController()
  const environment = { platform, calls, faults, tripwire, stopped: stop.signal }
  const listening = await listen(environment, { port: options.port ?? 0, tls: options.tls })
  url = listening.url
  let closed: Promise<void> | undefined
  return {
    ...credentials,
    url,
    switches,
    faults,
    calls,
    tripped: tripwire.tripped,
    store: createDemoStore(assets, clock, options.dataDir !== undefined),
    latestTokens: () => sessions.latest(),
    expireTokens: () => sessions.expireAll(),
    async reset() {
      media.clear()
      await assets.reset()
    },
    close: () =>
      (closed ??= (async () => {
        stop.abort()
        faults.clear()
        await listening.close()
        await assets.close()
      })()),
  }
}
