import { Connections } from '../core/connections/connections'
import { KeyStore } from '../core/connections/key-store'
import type { OpenConnection } from '../core/connections/open-connection'
import { Deletions } from '../core/deletion/deletions'
import { JobJournals } from '../core/deletion/journal'
import { RecycleBin } from '../core/recycle-bin/recycle-bin'
import { Replacements } from '../core/recycle-bin/replacements'
import { Restores } from '../core/recycle-bin/restores'
import { defaultSettings } from '../core/settings/settings'
import { Budgets } from '../core/wordbee/budget/budgets'
import { startDemoServer, type DemoServer, type SeedSpec } from '../demo-server'
import type { Asset } from '../shared/asset'
import type { AccountRefresh, DeletionQuestion, JobView } from '../shared/deletion'
import { binContext } from './bin-bench'
import { toSelected } from './deletion-desk'
import { FakeClock, FakeRandom, MemoryFiles, MemorySecretBox, nodeHash } from './memory-ports'
import { MemoryBlobs, MemoryDisk, MemoryLogFiles } from './memory-storage'
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

/** Two servers with the same places on them, and connections, deletions and the bin as the app wires them. */
export class SwitchBench {
  readonly clock = new FakeClock()
  readonly files = new MemoryFiles()
  /** The keychain. */
  readonly box = new MemorySecretBox()
  /** Names and colours of the open connection, each time that anything was told. */
  readonly told: string[] = []
  readonly refreshes: AccountRefresh[] = []
  readonly ended: JobView[] = []
  readonly connections: Connections
  readonly deletions: Deletions
  readonly bin: RecycleBin
  readonly restores: Restores
  readonly replacements: Replacements
  private readonly http = new NodeHttpPort()
  private known: OpenConnection | null = null
  private tellEnd: (job: JobView) => void = () => undefined

  private constructor(
    readonly one: DemoServer,
    readonly two: DemoServer,
  ) {
    const { clock, files, box } = this
    const [random, disk] = [new FakeRandom(), new MemoryDisk()]
    const budgets = new Budgets({
      ...{ files: new MemoryLogFiles(disk, 'budget'), clock, hash: nodeHash },
      ...{ allowance: () => 100_000, onChange: () => undefined },
    })
    this.connections = new Connections({
      ...{ http: this.http, clock, random, files },
      keys: new KeyStore({ files, clock, box, hash: nodeHash, platform: 'linux', appName: 'Refshelf' }),
      demo: {
        start: () => Promise.resolve({ ...one, serverUrl: one.url }),
        ...{ reset: () => Promise.resolve(), stop: () => Promise.resolve() },
      },
      policy: { loopbackOnly: true },
      budgetOf: (serverKey, accountId) => budgets.open(serverKey, accountId),
      onChange: () => this.noteChange(),
    })
    const connection = (): OpenConnection | null => this.connections.current()
    const hold = (open: OpenConnection): (() => void) => this.connections.hold(open)
    const onRefresh = (refresh: AccountRefresh): void => void this.refreshes.push(refresh)
    this.bin = new RecycleBin({
      ...{ blobs: new MemoryBlobs(disk, 'copies'), logs: new MemoryLogFiles(disk, 'bin') },
      ...{ measure: nodeHash.measure, clock, random, settings: () => defaultSettings },
      ...{ isJobOpen: (jobId) => this.deletions.isOpen(jobId), onChange: () => undefined },
    })
    this.restores = new Restores({
      ...{ bin: this.bin, measure: nodeHash.measure, clock, connection, hold, onRefresh },
      mayWrite: (open) => !open.connection.readOnly,
      ...{ onChange: () => undefined, onRestored: () => undefined },
    })
    this.deletions = new Deletions({
      ...{ clock, random, connection, hold, onRefresh, copies: (open) => this.bin.keeper(open) },
      journals: new JobJournals(new MemoryLogFiles(disk, 'jobs')),
      guard: { isReadOnly: (open) => open.connection.readOnly, protects: () => false },
      limits: () => defaultSettings,
      ensureRecorded: () => Promise.resolve(),
      onJobChange: () => undefined,
      onJobEnd: (job) => {
        this.ended.push(job)
        this.replacements.jobEnded(job)
        this.tellEnd(job)
      },
    })
    const { deletions, restores, bin } = this
    this.replacements = new Replacements({ deletions, restores, bin, connection, hold })
  }

  static async start(): Promise<SwitchBench> {
    const [one, two] = [
      await startDemoServer({ seed: switchSeed, accountId: 'acme' }),
      await startDemoServer({ seed: switchSeed, accountId: 'acme' }),
    ]
    return new SwitchBench(one, two)
  }

  async close(): Promise<void> {
    this.http.close()
    await Promise.all([this.one.close(), this.two.close()])
  }

  /** Opens a connection to this server, remembered. */
  async open({ url: serverUrl, accountId, apiKey }: DemoServer): Promise<OpenConnection> {
    const request = { serverUrl, accountId, apiKey, remember: true, readOnly: false }
    const opened = await this.connections.connect(request)
    const open = this.connections.current()
    if (!opened.ok || open === null) throw new Error('not connected')
    return open
  }

  /** What the open connection lists of the one segment. */
  async list(): Promise<readonly Asset[]> {
    const open = this.connections.current()
    if (open === null) throw new Error('not connected')
    return (await open.client.listSegments(binContext, [1])).assets
  }

  /** The question about these files on the open connection. */
  async ask(names: readonly string[]): Promise<DeletionQuestion> {
    const chosen = (await this.list()).filter(({ name }) => names.includes(name))
    const question = await this.deletions.plan(chosen.map(toSelected))
    if (!question.ok) throw new Error(question.failure.kind)
    return question.value
  }

  /** Confirms, and answers with the end of the job. */
  async begin(planId: string): Promise<{ readonly end: Promise<JobView> }> {
    const end = new Promise<JobView>((resolve) => (this.tellEnd = resolve))
    const started = await this.replacements.confirm(planId)
    if (!started.ok) throw new Error(started.failure.kind)
    return { end }
  }

  private noteChange(): void {
    const open = this.connections.current()
    if (open !== null) this.told.push(`${open.connection.name} ${open.connection.color}`)
    if (open === this.known) return
    this.known = open
    this.deletions.connectionChanged()
    this.replacements.forgetQuestions()
  }
}
