import type { OpenConnection } from '../core/connections/open-connection'
import { Deletions } from '../core/deletion/deletions'
import { RunJournals } from '../core/deletion/journal'
import { noBackups, type DeletionLimits, type DeletionsPorts } from '../core/deletion/ports'
import { defaultSettings } from '../core/settings/settings'
import type { HttpPort, HttpRequest, HttpResponse } from '../core/ports'
import { createClient, type WordbeeClient } from '../core/wordbee/client'
import type { Asset, AssetContext, AssetIdentity } from '../shared/asset'
import type { DeletionQuestion, DeletionRun, SegmentsRefresh } from '../shared/deletion'
import { toSelectedAsset } from '../shared/selected-asset'
import { describeOutcome } from './client-deletion-harness'
import { memoryBudget } from './memory-budget'
import { FakeClock, FakeRandom } from './memory-ports'
import { MemoryPlatform, type PlatformFile } from './memory-platform'
import { MemoryDisk, MemoryLogFiles } from './memory-storage'
import { accessTo } from './fixed-access'

export const harnessContext: AssetContext = { family: 'classic', scope: 'pr7214' }

/** Deletions on an in-memory platform. Records everything that a window would receive. */
export class DeletionHarness {
  readonly clock = new FakeClock()
  readonly ended: DeletionRun[] = []
  /** Runs that ended before a restart, as recorded in the activity afterwards. */
  readonly recorded: DeletionRun[] = []
  readonly client: WordbeeClient
  readonly deletions: Deletions
  readonly refreshes: SegmentsRefresh[] = []
  readonly phases: string[] = []
  /** Allowed calls per hour. Unlimited in effect, unless a test lowers it. */
  hourlyAllowance = 1_000_000
  readonly limits: { -readonly [Name in keyof DeletionLimits]: DeletionLimits[Name] } = { ...defaultSettings }
  isReadOnly = false
  canRecord = true
  protects: (asset: AssetIdentity) => boolean = () => false
  /** Called with each state of the run that a window would receive. */
  onReport: (run: DeletionRun) => void = () => undefined
  onEnd: (run: DeletionRun) => void = () => undefined
  private notifyEnd: () => void = () => undefined

  /** Carries requests to the platform. */
  network: HttpPort
  private connection: OpenConnection | null = null
  private isDead = false

  constructor(
    readonly platform: MemoryPlatform,
    readonly disk: MemoryDisk,
    copies: DeletionsPorts['copies'] = () => noBackups,
  ) {
    const { clock } = this
    this.network = platform
    const random = new FakeRandom()
    const http = { send: (request: HttpRequest) => this.sendWhileAlive(request) }
    this.client = createClient({
      http,
      clock,
      random,
      serverUrl: 'https://platform.example',
      credentials: { accountId: 'acme', apiKey: 'key-of-the-harness' },
      budget: memoryBudget(clock, () => this.hourlyAllowance),
    })
    this.deletions = new Deletions({
      clock,
      random,
      copies,
      journals: new RunJournals(new MemoryLogFiles(disk, 'jobs')),
      connections: accessTo(() => this.connection),
      guard: { isReadOnly: () => this.isReadOnly, protects: (_open, asset) => this.protects(asset) },
      limits: () => this.limits,
      ensureRecorded: (view) => this.noteRecorded(view),
      onRunChange: () => this.recordPhase(),
      onRunEnd: (view) => {
        this.ended.push(view)
        this.onEnd(view)
        this.notifyEnd()
      },
      onRefresh: (refresh) => this.refreshes.push(refresh),
    })
  }

  static overFiles(files: readonly PlatformFile[]): DeletionHarness {
    return new DeletionHarness(new MemoryPlatform(files), new MemoryDisk())
  }

  /** Crashes the app and restarts it with the same server and the durable part of the disk. */
  async restart(
    keep?: Parameters<MemoryDisk['crash']>[0],
    overrides: Partial<Pick<DeletionHarness, 'canRecord'>> = {},
  ): Promise<DeletionHarness> {
    const next = Object.assign(new DeletionHarness(this.platform, this.kill(keep)), overrides)
    await next.deletions.load()
    return next
  }

  /** Crashes the app and returns the durable part of its disk. */
  kill(keep?: Parameters<MemoryDisk['crash']>[0]): MemoryDisk {
    this.isDead = true
    return this.disk.crash(keep)
  }

  connect(serverKey?: string): void {
    this.connectSilently(serverKey)
    this.deletions.onConnectionChanged()
  }

  /** Opens a connection without notifying the deletions. */
  connectSilently(serverKey = 'https://platform.example'): void {
    this.connection = {
      connection: {
        id: 'a',
        name: 'Acme',
        color: 'blue',
        kind: 'server',
        key: 'session-only',
        host: 'platform.example',
        accountId: 'acme',
        readOnly: false,
      },
      client: this.client,
      serverKey,
    }
  }

  disconnect(): void {
    this.connection = null
    this.deletions.onConnectionChanged()
  }

  /** Connects if necessary, and lists the assets that a window would show. */
  async listAssets(segmentIds: readonly number[]): Promise<readonly Asset[]> {
    if (this.connection === null) this.connect()
    return (await this.client.listSegments(harnessContext, segmentIds)).assets
  }

  async planDeletion(assets: readonly Asset[]): Promise<DeletionQuestion> {
    const question = await this.deletions.planDeletion(assets.map(toSelectedAsset))
    if (!question.ok) throw new Error(`no question: ${question.failure.kind}`)
    return question.value
  }

  /** Resolves when the next run ends. */
  whenEnded(): Promise<void> {
    return new Promise((resolve) => (this.notifyEnd = resolve))
  }

  /** Confirms and waits for the end. */
  async runDeletion(question: DeletionQuestion): Promise<DeletionRun> {
    const ended = this.whenEnded()
    const started = await this.deletions.confirmPlan(question.planId)
    if (!started.ok) throw new Error(`not started: ${started.failure.kind}`)
    await ended
    const run = this.deletions.currentRun()
    if (run === null) throw new Error('the run is gone')
    return run
  }

  /** Lists, plans and deletes all files with these names, until the run ends. */
  async deleteFiles(
    names: readonly string[],
    segmentIds: readonly number[] = [1, 2, 3],
  ): Promise<DeletionRun> {
    const assets = await this.listAssets(segmentIds)
    return this.runDeletion(await this.planDeletion(assets.filter((asset) => names.includes(asset.name))))
  }

  private noteRecorded(view: DeletionRun): Promise<void> {
    if (!this.canRecord) return Promise.reject(new Error('the activity log cannot be written'))
    this.recorded.push(view)
    return Promise.resolve()
  }

  private recordPhase(): void {
    const run = this.deletions.currentRun()
    if (run === null) return
    if (this.phases.at(-1) !== run.phase) this.phases.push(run.phase)
    this.onReport(run)
  }

  /** Requests of a crashed process are not sent, and their responses do not arrive. */
  private async sendWhileAlive(request: HttpRequest): Promise<HttpResponse> {
    const pending = new Promise<HttpResponse>(() => undefined)
    if (this.hasDied()) return pending
    const response = await this.network.send(request)
    return this.hasDied() ? pending : response
  }

  private hasDied(): boolean {
    return this.isDead
  }
}

export function storedFile(name: string, overrides: Partial<PlatformFile> = {}): PlatformFile {
  const modifiedDate = '2026-03-04T06:06:00.0000000Z'
  return { segmentId: 1, locale: null, relativePath: '', name, size: 100, modifiedDate, ...overrides }
}

/** The outcome of each file as a short text, by name. */
export function outcomesByName(run: DeletionRun): Record<string, string> {
  return Object.fromEntries(
    run.files.map(({ identity, outcome }) => [identity.name, describeOutcome(outcome)]),
  )
}
