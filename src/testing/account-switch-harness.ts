import type { KeyOwner } from '../core/connections/bound-key'
import { Connections } from '../core/connections/connections'
import { KeyStore } from '../core/connections/key-store'
import type { OpenConnection } from '../core/connections/open-connection'
import { Deletions } from '../core/deletion/deletions'
import { RunJournals } from '../core/deletion/journal'
import { RecycleBin } from '../core/recycle-bin/recycle-bin'
import { Replacements } from '../core/recycle-bin/replacements'
import { Restores } from '../core/recycle-bin/restores'
import { defaultSettings } from '../core/settings/settings'
import { Budgets } from '../core/wordbee/budget/budgets'
import { startDemoServer, type DemoServer, type SeedSpec } from '../demo-server'
import type { Asset } from '../shared/asset'
import type { AccountSegmentsRefresh, DeletionQuestion, DeletionRun } from '../shared/deletion'
import { binContext } from './recycle-bin-harness'
import { toSelectedAsset } from '../shared/selected-asset'
import { FakeClock, FakeRandom, MemoryFiles, MemorySecretBox, nodeHash } from './memory-ports'
import { MemoryBlobs, MemoryDisk, MemoryLogFiles } from './memory-storage'
import { memoryTrustedTime } from './memory-trusted-time'
import { NodeHttpPort } from './node-http-port'

export const switchSeed: SeedSpec = {
  projects: [{ id: 7214 }],
  documents: [{ did: 1, pid: 7214 }],
  segments: [{ sid: 1, did: 1 }],
  assets: ['a', 'b', 'c', 'd'].map((name) => ({
    segmentId: 1,
    name: `${name}.txt`,
    bytes: `bytes of ${name}`,
  })),
}

/** Two servers with the same files, and connections, deletions and the recycle bin, connected as in the app. */
export class AccountSwitchHarness {
  readonly clock = new FakeClock()
  readonly files = new MemoryFiles()
  readonly keychain = new MemorySecretBox()
  /** The servers that the user was asked about for a key that names none, and the answer. */
  readonly askedKeyOwners: KeyOwner[] = []
  confirmsKeyOwner = true
  /** How often the demo server was stopped. */
  demoStops = 0
  /** Name and colour of the open connection at each reported change. */
  readonly reported: string[] = []
  readonly refreshes: AccountSegmentsRefresh[] = []
  readonly ended: DeletionRun[] = []
  readonly connections: Connections
  readonly deletions: Deletions
  readonly bin: RecycleBin
  readonly restores: Restores
  readonly replacements: Replacements
  private readonly http = new NodeHttpPort()
  private latestConnection: OpenConnection | null = null
  private notifyEnd: (run: DeletionRun) => void = () => undefined

  private constructor(
    readonly firstServer: DemoServer,
    readonly secondServer: DemoServer,
  ) {
    const { clock } = this
    const [random, disk] = [new FakeRandom(), new MemoryDisk()]
    this.connections = this.createConnections(random, disk)
    const connection = (): OpenConnection | null => this.connections.current()
    const acquire = (open: OpenConnection): (() => void) => this.connections.acquire(open)
    const onRefresh = (refresh: AccountSegmentsRefresh): void => void this.refreshes.push(refresh)
    this.bin = this.createBin(random, disk)
    this.restores = new Restores({
      bin: this.bin,
      measure: nodeHash.measure,
      clock,
      connection,
      acquire,
      onRefresh,
      canWrite: (open) => !open.connection.readOnly,
      onChange: () => undefined,
      onRestored: () => undefined,
    })
    this.deletions = new Deletions({
      clock,
      random,
      connection,
      acquire,
      onRefresh,
      copies: (open) => this.bin.backupStore(open),
      journals: new RunJournals(new MemoryLogFiles(disk, 'jobs')),
      guard: { isReadOnly: (open) => open.connection.readOnly, protects: () => false },
      limits: () => defaultSettings,
      ensureRecorded: () => Promise.resolve(),
      onRunChange: () => undefined,
      onRunEnd: (run) => {
        this.ended.push(run)
        this.replacements.runEnded(run)
        this.notifyEnd(run)
      },
    })
    const { deletions, restores, bin } = this
    this.replacements = new Replacements({ deletions, restores, bin, connection, acquire })
  }

  static async start(): Promise<AccountSwitchHarness> {
    return new AccountSwitchHarness(
      await startDemoServer({ seed: switchSeed, accountId: 'acme' }),
      await startDemoServer({ seed: switchSeed, accountId: 'acme' }),
    )
  }

  async close(): Promise<void> {
    this.http.close()
    await Promise.all([this.firstServer.close(), this.secondServer.close()])
  }

  /** Opens a connection to this server and saves it. */
  async openConnection({ url: serverUrl, accountId, apiKey }: DemoServer): Promise<OpenConnection> {
    const request = { serverUrl, accountId, apiKey, remember: true, readOnly: false }
    const opened = await this.connections.connect(request)
    const open = this.connections.current()
    if (!opened.ok || open === null) throw new Error('not connected')
    return open
  }

  /** The listing of the segment on the open connection. */
  async listAssets(): Promise<readonly Asset[]> {
    const open = this.connections.current()
    if (open === null) throw new Error('not connected')
    return (await open.client.listSegments(binContext, [1])).assets
  }

  /** Plans the deletion of these files on the open connection. */
  async createQuestion(names: readonly string[]): Promise<DeletionQuestion> {
    const chosen = (await this.listAssets()).filter(({ name }) => names.includes(name))
    const question = await this.deletions.planDeletion(chosen.map(toSelectedAsset))
    if (!question.ok) throw new Error(question.failure.kind)
    return question.value
  }

  /** Confirms a plan. `end` resolves when the run ends. */
  async startDeletion(planId: string): Promise<{ readonly end: Promise<DeletionRun> }> {
    const end = new Promise<DeletionRun>((resolve) => (this.notifyEnd = resolve))
    const started = await this.replacements.confirmQuestion(planId)
    if (!started.ok) throw new Error(started.failure.kind)
    return { end }
  }

  private createConnections(random: FakeRandom, disk: MemoryDisk): Connections {
    const { clock, files, firstServer } = this
    const budgets = new Budgets({
      files: new MemoryLogFiles(disk, 'budget'),
      clock,
      hash: nodeHash,
      allowance: () => 100_000,
      onChange: () => undefined,
    })
    return new Connections({
      http: this.http,
      clock,
      random,
      files,
      keys: new KeyStore({
        files,
        clock,
        box: this.keychain,
        hash: nodeHash,
        platform: 'linux',
        appName: 'Refshelf',
      }),
      demo: {
        start: () => Promise.resolve({ ...firstServer, serverUrl: firstServer.url }),
        reset: () => Promise.resolve(),
        stop: () => Promise.resolve(void (this.demoStops += 1)),
      },
      policy: { loopbackOnly: true },
      budgetOf: (serverKey, accountId) => budgets.open(serverKey, accountId),
      confirmKeyOwner: (owner) => {
        this.askedKeyOwners.push(owner)
        return Promise.resolve(this.confirmsKeyOwner)
      },
      onChange: () => this.recordChange(),
    })
  }

  private createBin(random: FakeRandom, disk: MemoryDisk): RecycleBin {
    const { clock } = this
    return new RecycleBin({
      blobs: new MemoryBlobs(disk, 'copies'),
      logs: new MemoryLogFiles(disk, 'bin'),
      measure: nodeHash.measure,
      clock,
      random,
      settings: () => defaultSettings,
      time: memoryTrustedTime(clock),
      isRunOpen: (runId) => this.deletions.isRunOpen(runId),
      onChange: () => undefined,
    })
  }

  private recordChange(): void {
    const open = this.connections.current()
    if (open !== null) this.reported.push(`${open.connection.name} ${open.connection.color}`)
    if (open === this.latestConnection) return
    this.latestConnection = open
    this.deletions.connectionChanged()
    this.replacements.forgetQuestions()
  }
}
