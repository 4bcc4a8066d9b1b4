import type { OpenConnection } from '../core/connections/open-connection'
import type { LogFilesPort } from '../core/ports'
import type {
  NewFile,
  QueuedBatch,
  QueuedFile,
  RunEnd,
  TransferRun,
  TransferRunner,
} from '../core/transfers/ports'
import { Transfers } from '../core/transfers/transfers'
import { createClient } from '../core/wordbee/client'
import { createThrottle, type Throttle } from '../core/wordbee/throttle'
import type { TransferBatch, TransferKind, TransferState } from '../shared/transfers'
import { inAWhile } from './gate'
import { memoryBudget } from './memory-budget'
import { FakeClock, FakeRandom } from './memory-ports'
import { MemoryDisk, MemoryLogFiles } from './memory-storage'
import { ScriptedHttp } from './scripted-http'

const context = { family: 'classic', scope: 'pr7214' } as const

export const doneState: TransferState = { state: 'done', sha256: 'a'.repeat(64), as: null }

/** A file of 1,000 bytes for segment 1. */
export function newFile(name: string, change: Partial<NewFile> = {}): NewFile {
  return {
    identity: { context, segmentId: 1, locale: 'de', relativePath: 'ui', name },
    size: 1_000,
    source: { kind: 'file', file: { path: `/given/${name}`, size: 1_000, modifiedMs: 5 } },
    state: 'waiting',
    ...change,
  }
}

/** A run in the hands of a test: it does what the test says, and ends when its stop is asked for, unless it is stubborn. */
export class HandRun {
  readonly held: QueuedFile[] = []
  isOver = false

  constructor(
    readonly run: TransferRun,
    private readonly answer: (end: RunEnd) => void,
    isStubborn: boolean,
  ) {
    run.stop.addEventListener('abort', () => {
      if (!isStubborn) this.end()
    })
  }

  take(): QueuedFile {
    const file = this.run.take()
    if (file === null) throw new Error('nothing waits')
    this.held.push(file)
    return file
  }

  async finish(file: QueuedFile, state: TransferState = doneState): Promise<void> {
    this.letGo(file)
    await this.run.tell(file.id, state)
  }

  putBack(file: QueuedFile): void {
    this.letGo(file)
    this.run.putBack(file.id)
  }

  /** Puts back what it holds, and ends. */
  end(end: RunEnd = 'ended'): void {
    if (this.isOver) return
    this.isOver = true
    for (const file of this.held.splice(0)) this.run.putBack(file.id)
    this.answer(end)
  }

  private letGo(file: QueuedFile): void {
    this.held.splice(this.held.indexOf(file), 1)
  }
}

/** A runner that does what a test writes down; by default each of its runs is left in the hands of the test. */
export class ScriptedRunner implements TransferRunner {
  readonly runs: HandRun[] = []
  readonly cleaned: { readonly name: string; readonly intent: string | null }[] = []
  isStubborn = false
  /** Called in the place of all that, where a test sets it. */
  work: ((run: TransferRun) => Promise<RunEnd>) | null = null
  onCleanUp: () => Promise<void> = () => Promise.resolve()

  run(run: TransferRun): Promise<RunEnd> {
    if (this.work !== null) return this.work(run)
    return new Promise((resolve) => this.runs.push(new HandRun(run, resolve, this.isStubborn)))
  }

  async cleanUp(_batch: QueuedBatch, { identity, intent }: QueuedFile): Promise<void> {
    this.cleaned.push({ name: identity.name, intent })
    await this.onCleanUp()
  }

  /** The run that is under way. */
  hand(): HandRun {
    const hand = this.runs.at(-1)
    if (hand === undefined || hand.isOver) throw new Error('no run')
    return hand
  }
}

/** Sends all that waits: an intent, some bytes, a listing, and the end that a test names. */
export function sendAll(
  endOf: (file: QueuedFile) => TransferState = () => doneState,
): (run: TransferRun) => Promise<RunEnd> {
  return async (run) => {
    for (let file = run.take(); file !== null; file = run.take()) {
      await run.intend(file.id, `part of ${file.identity.name}`)
      await run.tell(file.id, { state: 'sending', bytes: (file.size ?? 0) / 2 })
      await run.tell(file.id, { state: 'checking' })
      await run.tell(file.id, endOf(file))
    }
    return 'ended'
  }
}

/** The queue over scripted runners, on a disk in memory, with two accounts to open. */
export class TransferBench {
  readonly clock = new FakeClock()
  readonly runners = {
    upload: new ScriptedRunner(),
    copy: new ScriptedRunner(),
    download: new ScriptedRunner(),
  }
  readonly ended: TransferBatch[] = []
  /** Uploads that the queue itself told the end of. */
  readonly uploaded: string[] = []
  readonly throttle: Throttle
  readonly transfers: Transfers
  changes = 0
  holds = 0
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
    clock.held = true
    this.throttle = createThrottle({ clock, random, onChange: () => undefined })
    this.accounts = { acme: this.accountOf('acme'), other: this.accountOf('other') }
    this.transfers = new Transfers({
      ...{ files, clock, random, runners: this.runners },
      connection: () => this.connection,
      hold: () => {
        this.holds += 1
        return () => void (this.holds -= 1)
      },
      mayWrite: () => !this.isReadOnly,
      isReachable: () => this.isReachable,
      onChange: () => void (this.changes += 1),
      onEnded: (batch) => void this.ended.push(batch),
      onUploaded: (_, { identity }, { outcome }) => {
        this.uploaded.push(
          `${identity.name}: ${outcome.state === 'failed' ? outcome.problem : outcome.state}`,
        )
      },
    })
  }

  /** Loaded, and connected. */
  static async start(disk?: MemoryDisk, files?: LogFilesPort): Promise<TransferBench> {
    const bench = new TransferBench(disk, files)
    await bench.transfers.load()
    bench.connect('acme')
    return bench
  }

  /** The process dies; the next start finds of the disk what had reached it. */
  restart(keep?: Parameters<MemoryDisk['crash']>[0]): Promise<TransferBench> {
    return TransferBench.start(this.disk.crash(keep))
  }

  connect(account: 'acme' | 'other' | null): OpenConnection | null {
    this.connection = account === null ? null : this.accounts[account]
    this.transfers.connectionChanged()
    return this.connection
  }

  account(name: 'acme' | 'other'): OpenConnection {
    return this.accounts[name]
  }

  /** Adds a batch of these files on this account; its id. */
  async add(
    files: readonly (string | NewFile)[],
    { kind = 'upload', account = 'acme' }: { kind?: TransferKind; account?: 'acme' | 'other' } = {},
  ): Promise<string> {
    const isDownload = kind === 'download'
    const { batchId } = await this.transfers.add({
      ...{ kind, open: this.accounts[account], context: isDownload ? null : context },
      target: isDownload
        ? { kind: 'folder', name: 'Downloads' }
        : { kind: 'segment', segmentId: 1, locale: 'de', folder: 'ui' },
      folder: isDownload ? '/home/me/Downloads' : null,
      files: files.map((file) => (typeof file === 'string' ? newFile(file) : file)),
    })
    await inAWhile()
    return batchId
  }

  batch(batchId: string): TransferBatch {
    const batch = this.transfers.news().batches.find(({ id }) => id === batchId)
    if (batch === undefined) throw new Error('no such batch')
    return batch
  }

  /** Each file by its name: what it is in. */
  states(batchId: string): Record<string, string> {
    const files = this.transfers.find(batchId)?.files ?? []
    return Object.fromEntries(
      files.map(({ file, outcome }) => [
        file.identity.name,
        outcome.state === 'failed' ? `failed: ${outcome.problem}` : outcome.state,
      ]),
    )
  }

  fileId(batchId: string, name: string): string {
    const files = this.transfers.find(batchId)?.files ?? []
    const id = files.find(({ file }) => file.identity.name === name)?.file.id
    if (id === undefined) throw new Error('no such file')
    return id
  }

  private accountOf(accountId: string): OpenConnection {
    const { clock, throttle } = this
    const client = createClient({
      ...{ http: new ScriptedHttp(() => ({})), clock, random: new FakeRandom(), throttle },
      serverUrl: 'https://platform.example',
      credentials: { accountId, apiKey: 'key-of-the-bench' },
      budget: memoryBudget(clock),
    })
    const shown = { id: accountId, name: accountId, color: 'blue', kind: 'server' } as const
    return {
      connection: { ...shown, host: 'platform.example', accountId, readOnly: false, key: 'session-only' },
      client,
      serverKey: 'https://platform.example',
    }
  }
}
