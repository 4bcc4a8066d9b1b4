import type { OpenConnection } from '../core/connections/open-connection'
import type { LogFilesPort } from '../core/ports'
import type {
  NewTransferFile,
  QueuedBatch,
  QueuedFile,
  RunOutcome,
  TransferRun,
  TransferRunner,
} from '../core/transfers/ports'
import { Transfers } from '../core/transfers/transfers'
import { createClient } from '../core/wordbee/client'
import { createThrottle, type Throttle } from '../core/wordbee/throttle'
import type { TransferBatch, TransferKind, TransferState } from '../shared/transfers'
import { flushEventLoop } from './gate'
import { memoryBudget } from './memory-budget'
import { FakeClock, FakeRandom } from './memory-ports'
import { MemoryDisk, MemoryLogFiles } from './memory-storage'
import { ScriptedHttp } from './scripted-http'
import { accessTo } from './fixed-access'

const context = { family: 'classic', scope: 'pr7214' } as const

export const doneState: TransferState = { state: 'done', sha256: 'a'.repeat(64), as: null }

/** A file of 1,000 bytes for segment 1. */
export function sampleNewFile(name: string, overrides: Partial<NewTransferFile> = {}): NewTransferFile {
  return {
    identity: { context, segmentId: 1, locale: 'de', relativePath: 'ui', name },
    size: 1_000,
    source: { kind: 'file', file: { path: `/given/${name}`, size: 1_000, modifiedMs: 5 } },
    state: 'waiting',
    ...overrides,
  }
}

/** A run controlled by the test. It ends when it is aborted, unless it is stubborn. */
export class ManualRun {
  readonly takenFiles: QueuedFile[] = []
  isFinished = false

  constructor(
    readonly run: TransferRun,
    private readonly onEnd: (outcome: RunOutcome) => void,
    isStubborn: boolean,
  ) {
    run.stopSignal.addEventListener('abort', () => {
      if (!isStubborn) this.end()
    })
  }

  takeFile(): QueuedFile {
    const file = this.run.takeFile()
    if (file === null) throw new Error('no file is waiting')
    this.takenFiles.push(file)
    return file
  }

  async finishFile(file: QueuedFile, state: TransferState = doneState): Promise<void> {
    this.release(file)
    await this.run.reportState(file.id, state)
  }

  requeue(file: QueuedFile): void {
    this.release(file)
    this.run.requeue(file.id)
  }

  /** Requeues the taken files, and ends. */
  end(outcome: RunOutcome = 'ended'): void {
    if (this.isFinished) return
    this.isFinished = true
    for (const file of this.takenFiles.splice(0)) this.run.requeue(file.id)
    this.onEnd(outcome)
  }

  private release(file: QueuedFile): void {
    this.takenFiles.splice(this.takenFiles.indexOf(file), 1)
  }
}

/** A runner controlled by the test: its runs are `ManualRun`s, unless the test sets `work`. */
export class ScriptedRunner implements TransferRunner {
  readonly runs: ManualRun[] = []
  readonly cleaned: { readonly name: string; readonly intent: string | null }[] = []
  isStubborn = false
  /** Carries out the runs instead, if set. */
  work: ((run: TransferRun) => Promise<RunOutcome>) | null = null
  onCleanUp: () => Promise<void> = () => Promise.resolve()

  run(run: TransferRun): Promise<RunOutcome> {
    if (this.work !== null) return this.work(run)
    return new Promise((resolve) => this.runs.push(new ManualRun(run, resolve, this.isStubborn)))
  }

  async cleanUp(_batch: QueuedBatch, { identity, intent }: QueuedFile): Promise<void> {
    this.cleaned.push({ name: identity.name, intent })
    await this.onCleanUp()
  }

  /** The latest run, which must not have ended. */
  currentRun(): ManualRun {
    const run = this.runs.at(-1)
    if (run === undefined || run.isFinished) throw new Error('no run')
    return run
  }
}

/** Transfers all waiting files: records an intent, reports progress, then the end state that the test specifies. */
export function transferAll(
  endOf: (file: QueuedFile) => TransferState = () => doneState,
): (run: TransferRun) => Promise<RunOutcome> {
  return async (run) => {
    for (let file = run.takeFile(); file !== null; file = run.takeFile()) {
      await run.recordIntent(file.id, `part of ${file.identity.name}`)
      await run.reportState(file.id, { state: 'sending', bytes: (file.size ?? 0) / 2 })
      await run.reportState(file.id, { state: 'checking' })
      await run.reportState(file.id, endOf(file))
    }
    return 'ended'
  }
}

/** The transfer queue with scripted runners, an in-memory disk and two accounts. */
export class TransferHarness {
  readonly clock = new FakeClock()
  readonly runners = {
    upload: new ScriptedRunner(),
    copy: new ScriptedRunner(),
    download: new ScriptedRunner(),
  }
  readonly ended: TransferBatch[] = []
  /** Ended uploads that the queue itself reported. */
  readonly uploaded: string[] = []
  readonly throttle: Throttle
  readonly transfers: Transfers
  changes = 0
  leases = 0
  isReadOnly = false
  isReachable = true
  private readonly accounts: Readonly<Record<'acme' | 'other', OpenConnection>>
  private connection: OpenConnection | null = null

  constructor(
    readonly disk = new MemoryDisk(),
    files: LogFilesPort = new MemoryLogFiles(disk, 'transfers'),
  ) {
    const { clock } = this
    const random = new FakeRandom()
    clock.isFrozen = true
    this.throttle = createThrottle({ clock, random, onChange: () => undefined })
    this.accounts = { acme: this.createAccount('acme'), other: this.createAccount('other') }
    this.transfers = new Transfers({
      files,
      clock,
      random,
      runners: this.runners,
      connections: accessTo(
        () => this.connection,
        () => {
          this.leases += 1
          return () => void (this.leases -= 1)
        },
      ),
      canWrite: () => !this.isReadOnly,
      isReachable: () => this.isReachable,
      onChange: () => void (this.changes += 1),
      onBatchEnded: (batch) => void this.ended.push(batch),
      onUploadEnded: (_, { identity }, { outcome }) => {
        this.uploaded.push(
          `${identity.name}: ${outcome.state === 'failed' ? outcome.problem : outcome.state}`,
        )
      },
    })
  }

  /** Loads the queue and connects. */
  static async start(disk?: MemoryDisk, files?: LogFilesPort): Promise<TransferHarness> {
    const harness = new TransferHarness(disk, files)
    await harness.transfers.loadQueue()
    harness.connect('acme')
    return harness
  }

  /** Crashes the app and restarts it with the durable part of the disk. */
  restart(keep?: Parameters<MemoryDisk['crash']>[0]): Promise<TransferHarness> {
    return TransferHarness.start(this.disk.crash(keep))
  }

  connect(account: 'acme' | 'other' | null): OpenConnection | null {
    this.connection = account === null ? null : this.accounts[account]
    this.transfers.connectionChanged()
    return this.connection
  }

  getAccount(name: 'acme' | 'other'): OpenConnection {
    return this.accounts[name]
  }

  /** Adds a batch of these files on an account, and returns its id. */
  async addBatch(
    files: readonly (string | NewTransferFile)[],
    {
      kind = 'upload',
      getAccount: account = 'acme',
    }: { kind?: TransferKind; getAccount?: 'acme' | 'other' } = {},
  ): Promise<string> {
    const isDownload = kind === 'download'
    const { batchId } = await this.transfers.addBatch({
      kind,
      open: this.accounts[account],
      context: isDownload ? null : context,
      target: isDownload
        ? { kind: 'folder', name: 'Downloads' }
        : { kind: 'segment', segmentId: 1, locale: 'de', folder: 'ui' },
      folder: isDownload ? '/home/me/Downloads' : null,
      files: files.map((file) => (typeof file === 'string' ? sampleNewFile(file) : file)),
    })
    await flushEventLoop()
    return batchId
  }

  getBatch(batchId: string): TransferBatch {
    const batch = this.transfers.snapshot().batches.find(({ id }) => id === batchId)
    if (batch === undefined) throw new Error('no such batch')
    return batch
  }

  /** The state of each file, by name. */
  fileStates(batchId: string): Record<string, string> {
    const files = this.transfers.findBatch(batchId)?.files ?? []
    return Object.fromEntries(
      files.map(({ file, outcome }) => [
        file.identity.name,
        outcome.state === 'failed' ? `failed: ${outcome.problem}` : outcome.state,
      ]),
    )
  }

  fileId(batchId: string, name: string): string {
    const files = this.transfers.findBatch(batchId)?.files ?? []
    const id = files.find(({ file }) => file.identity.name === name)?.file.id
    if (id === undefined) throw new Error('no such file')
    return id
  }

  private createAccount(accountId: string): OpenConnection {
    const { clock, throttle } = this
    const client = createClient({
      http: new ScriptedHttp(() => ({})),
      clock,
      random: new FakeRandom(),
      throttle,
      serverUrl: 'https://platform.example',
      credentials: { accountId, apiKey: 'key-of-the-harness' },
      budget: memoryBudget(clock),
    })
    return {
      connection: {
        id: accountId,
        name: accountId,
        color: 'blue',
        kind: 'server',
        host: 'platform.example',
        accountId,
        readOnly: false,
        key: 'session-only',
      },
      client,
      serverKey: 'https://platform.example',
    }
  }
}
