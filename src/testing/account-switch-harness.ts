import { createApp, type App } from '../core/app'
import type { KeyOwner } from '../core/connections/bound-key'
import type { OpenConnection } from '../core/connections/open-connection'
import type { SettingsStore } from '../core/settings/settings'
import { startDemoServer, type DemoServer, type SeedSpec } from '../demo-server'
import type { Asset } from '../shared/asset'
import type { AccountSegmentsRefresh, DeletionQuestion, DeletionRun } from '../shared/deletion'
import { toSelectedAsset } from '../shared/selected-asset'
import { generousSettings, memoryAppPorts } from './memory-app-ports'
import { FakeClock, MemoryFiles, MemorySecretBox } from './memory-ports'
import { NodeHttpPort } from './node-http-port'
import { binContext } from './recycle-bin-harness'

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

/** The app with two servers that have the same files. */
export class AccountSwitchHarness {
  readonly app: App
  /** Name and colour of the open connection at each reported change. */
  readonly reported: string[] = []
  readonly refreshes: AccountSegmentsRefresh[] = []
  readonly ended: DeletionRun[] = []
  private notifyEnd: (run: DeletionRun) => void = () => undefined

  private constructor(
    readonly firstServer: DemoServer,
    readonly secondServer: DemoServer,
    private readonly ports: HarnessPorts,
  ) {
    this.app = createApp(
      memoryAppPorts({
        clock: ports.clock,
        files: ports.files,
        keychain: ports.keychain,
        settings: ports.settings,
        network: {
          http: ports.http,
          demo: {
            start: () => Promise.resolve({ ...firstServer, serverUrl: firstServer.url }),
            reset: () => Promise.resolve(),
            stop: () => Promise.resolve(void (ports.demoStops += 1)),
          },
        },
        confirmKeyOwner: (owner) => {
          ports.askedKeyOwners.push(owner)
          return Promise.resolve(ports.confirmsKeyOwner)
        },
      }),
    )
    const { events, access } = this.app
    events.on('segmentsChanged', (refresh) => this.refreshes.push(refresh))
    events.on('connectionsChanged', () => {
      const open = access.current()
      if (open !== null) this.reported.push(`${open.connection.name} ${open.connection.color}`)
    })
    events.on('runEnded', (run) => {
      this.ended.push(run)
      this.notifyEnd(run)
    })
  }

  static async start(): Promise<AccountSwitchHarness> {
    const harness = new AccountSwitchHarness(
      await startDemoServer({ seed: switchSeed, accountId: 'acme' }),
      await startDemoServer({ seed: switchSeed, accountId: 'acme' }),
      new HarnessPorts(await generousSettings()),
    )
    await harness.app.lifecycle.load()
    return harness
  }

  get clock(): FakeClock {
    return this.ports.clock
  }

  get files(): MemoryFiles {
    return this.ports.files
  }

  get keychain(): MemorySecretBox {
    return this.ports.keychain
  }

  /** How often the demo server was stopped. */
  get demoStops(): number {
    return this.ports.demoStops
  }

  /** The servers that the user was asked about for a key that names none. */
  get askedKeyOwners(): readonly KeyOwner[] {
    return this.ports.askedKeyOwners
  }

  /** The answer of the user to that question. */
  set confirmsKeyOwner(answer: boolean) {
    this.ports.confirmsKeyOwner = answer
  }

  get connections(): App['connections'] {
    return this.app.connections
  }

  get deletions(): App['deletions'] {
    return this.app.deletions
  }

  get replacements(): App['copyReplacements'] {
    return this.app.copyReplacements
  }

  get bin(): App['recycleBin']['bin'] {
    return this.app.recycleBin.bin
  }

  get restores(): App['recycleBin']['restores'] {
    return this.app.recycleBin.restores
  }

  async close(): Promise<void> {
    this.ports.http.close()
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
    const started = await this.deletions.confirmPlan(planId)
    if (!started.ok) throw new Error(started.failure.kind)
    return { end }
  }
}

/** The ports of this harness that its tests look at. */
class HarnessPorts {
  readonly clock = new FakeClock()
  readonly files = new MemoryFiles()
  readonly keychain = new MemorySecretBox()
  readonly http = new NodeHttpPort()
  readonly askedKeyOwners: KeyOwner[] = []
  confirmsKeyOwner = true
  demoStops = 0

  constructor(readonly settings: SettingsStore) {}
}
