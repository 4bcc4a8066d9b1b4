import type { OpenConnection } from '../core/connections/open-connection'
import type { HttpTimeouts } from '../core/ports'
import { RecycleBin } from '../core/recycle-bin/recycle-bin'
import { createClient, type WordbeeClient } from '../core/wordbee/client'
import { startDemoServer, type DemoServer, type SeedSpec, type Switches } from '../demo-server'
import type { Asset, AssetContext } from '../shared/asset'
import { memoryBudget } from './memory-budget'
import { FakeClock, FakeRandom, MemoryFiles, nodeHash } from './memory-ports'
import { MemoryBlobs, MemoryDisk, MemoryLogFiles } from './memory-storage'
import { memoryTrustedTime } from './memory-trusted-time'
import { NodeHttpPort } from './node-http-port'

export const binContext: AssetContext = { family: 'classic', scope: 'pr7214' }

const seed: SeedSpec = {
  projects: [{ id: 7214 }],
  documents: [
    { did: 1, pid: 7214 },
    { did: 2, pid: 7214, flexId: '19914' },
  ],
  segments: [
    { sid: 1, did: 1 },
    { sid: 2, did: 1 },
    { sid: 3, did: 2 },
  ],
  jobs: [{ id: 's773', pid: 7214 }],
  assets: [
    { segmentId: 1, name: 'a.txt', bytes: 'a'.repeat(5_000) },
    { segmentId: 1, locale: 'de', relativePath: 'ui/menu', name: '#1 100%.png', bytes: 'picture' },
    { segmentId: 2, name: 'empty.txt', bytes: '' },
    { segmentId: 2, name: 'b.txt', bytes: 'b'.repeat(200_000) },
    { segmentId: 3, name: 'flex.txt', locale: 'fr', relativePath: 'x/y', bytes: 'flex' },
  ],
}

/** Short, since many tests wait for a timeout. */
const shortTimeouts: HttpTimeouts = { connectMs: 2_000, firstByteMs: 400, idleMs: 400 }

/** A recycle bin on an in-memory disk, with a demo server on loopback as the source of its copies. */
export class RecycleBinHarness {
  readonly clock = new FakeClock()
  readonly openRuns = new Set<string>()
  limits = { binDays: 30, binBytes: 2 * 1024 ** 3, keepCopies: true }
  /** Allowed calls per hour. Unlimited in effect, unless a test lowers it. */
  hourlyAllowance = 1_000_000
  disk = new MemoryDisk()
  /** Stores trusted time. */
  readonly timeFiles = new MemoryFiles()
  bin: RecycleBin
  readonly client: WordbeeClient
  readonly open: OpenConnection

  private constructor(
    readonly server: DemoServer,
    private readonly http: NodeHttpPort,
    timeouts: HttpTimeouts,
  ) {
    const { url, accountId, apiKey } = server
    this.client = createClient({
      http,
      clock: this.clock,
      random: new FakeRandom(),
      serverUrl: url,
      credentials: { accountId, apiKey },
      budget: memoryBudget(this.clock, () => this.hourlyAllowance),
      timeouts,
    })
    this.open = {
      connection: {
        id: 'a',
        name: 'Acme',
        color: 'blue',
        kind: 'server',
        key: 'session-only',
        host: new URL(url).host,
        accountId,
        readOnly: false,
      },
      client: this.client,
      serverKey: url,
    }
    this.bin = this.createBin()
  }

  static async start(switches: Partial<Switches> = {}, timeouts = shortTimeouts): Promise<RecycleBinHarness> {
    return new RecycleBinHarness(await startDemoServer({ seed, switches }), new NodeHttpPort(), timeouts)
  }

  async close(): Promise<void> {
    this.http.close()
    await this.server.close()
  }

  /** Restarts the app on the same disk. */
  restart(): void {
    this.disk = this.disk.crash()
    this.bin = this.createBin()
  }

  async findAsset(name: string, context: AssetContext = binContext): Promise<Asset> {
    const { assets } = await this.client.listSegments(context, [1, 2, 3])
    const asset = assets.find((listed) => listed.name === name)
    if (asset === undefined) throw new Error(`not listed: ${name}`)
    return asset
  }

  /** Lists a file and backs it up for a run. Returns the id of the copy, or `failed: ` and the failure. */
  async backUp(name: string, runId = 'job-1', context: AssetContext = binContext): Promise<string> {
    const backup = await this.bin.backUp(await this.findAsset(name, context), {
      open: this.open,
      runId,
      why: 'to-delete',
    })
    return backup.ok ? (backup.copyId ?? 'none') : `failed: ${backup.failure}`
  }

  countDownloads(): number {
    return this.server.calls.count({ method: 'GET', path: /\/assets\/\d+\?.*filename=/ })
  }

  /** Paths of the blobs on disk, including partial ones. */
  blobPaths(): string[] {
    return [...this.disk.files.keys()].filter((path) => path.startsWith('copies/'))
  }

  private createBin(): RecycleBin {
    return new RecycleBin({
      blobs: new MemoryBlobs(this.disk, 'copies'),
      logs: new MemoryLogFiles(this.disk, 'bin'),
      measure: nodeHash.measure,
      clock: this.clock,
      random: new FakeRandom(),
      time: memoryTrustedTime(this.clock, this.timeFiles),
      settings: () => this.limits,
      isRunOpen: (runId) => this.openRuns.has(runId),
      onChange: () => undefined,
    })
  }
}
