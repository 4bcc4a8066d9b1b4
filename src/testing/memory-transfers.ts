import { workAccountOf, type OpenConnection } from '../core/connections/open-connection'
import type {
  LocalFile,
  LocalFileStat,
  LocalFilesPort,
  NewTransferBatch,
  QueuedBatch,
  QueuedFile,
  RunOutcome,
  ConflictResolution,
  TransferQueue,
  TransferRunner,
} from '../core/transfers/ports'
import type { TransferState, TransferStateName } from '../shared/transfers'

interface Entry {
  file: QueuedFile
  outcome: TransferState
  isTaken: boolean
}

interface Batch {
  readonly batch: QueuedBatch
  readonly entries: Entry[]
}

let ids = 0

/** An in-memory queue that records reported states, and runs a batch when the test says so. */
export class MemoryTransfers implements TransferQueue {
  /** Every reported state, as `id state`. */
  readonly reported: string[] = []
  /** Awaited before each intent and each added batch. Rejects to simulate a failing disk. */
  disk: () => Promise<void> = () => Promise.resolve()
  private readonly batches = new Map<string, Batch>()
  private generation = 0

  async addBatch(
    added: NewTransferBatch,
  ): Promise<{ readonly batchId: string; readonly fileIds: readonly string[] }> {
    await this.disk()
    const id = `batch-${String((ids += 1))}`
    const { kind, target, context, folder, open } = added
    const entries = added.files.map(({ state, isAlreadyThere, ...file }): Entry => {
      const isEqual = state === 'skipped' && isAlreadyThere === true
      const replaced = state === 'clearing' ? ({ replaces: true } as const) : {}
      const queued = { ...file, ...replaced, id: `file-${String((ids += 1))}`, intent: null }
      return { file: queued, outcome: isEqual ? { state, isAlreadyThere } : { state }, isTaken: false }
    })
    const batch = { id, kind, target, context, folder, ...workAccountOf(open), serverKey: open.serverKey }
    this.batches.set(id, { batch: { ...batch, beganAt: 0 }, entries })
    return { batchId: id, fileIds: entries.map(({ file }) => file.id) }
  }

  resolveConflicts(batchId: string, resolutions: ReadonlyMap<string, ConflictResolution>): Promise<void> {
    for (const entry of this.entries(batchId)) {
      const resolution = resolutions.get(entry.file.id)
      if (resolution === undefined || !['clearing', 'name-taken'].includes(entry.outcome.state)) continue
      if (resolution.state === 'waiting' && resolution.name !== undefined) {
        entry.file = { ...entry.file, identity: { ...entry.file.identity, name: resolution.name } }
      }
      if (resolution.state === 'clearing') entry.file = { ...entry.file, replaces: true }
      entry.outcome = resolution.state === 'waiting' ? { state: 'waiting' } : resolution
      entry.isTaken = false
    }
    return Promise.resolve()
  }

  findBatch(batchId: string): ReturnType<TransferQueue['findBatch']> {
    const record = this.batches.get(batchId)
    return record === undefined ? null : { batch: record.batch, files: record.entries }
  }

  /** Runs the waiting files of a batch on this connection. Aborting `stop` pauses the batch. */
  runBatch(
    runner: TransferRunner,
    batchId: string,
    {
      open,
      stop = new AbortController(),
    }: { readonly open: OpenConnection; readonly stop?: AbortController },
  ): Promise<RunOutcome> {
    const { batch, entries } = this.batches.get(batchId) ?? missing()
    const generation = this.generation
    const ensureSameGeneration = async (): Promise<void> => {
      if (generation !== this.generation) await new Promise<never>(() => undefined)
    }
    const entryOf = (id: string): Entry => entries.find(({ file }) => file.id === id) ?? missing()
    return runner.run({
      batch,
      open,
      stopSignal: stop.signal,
      takeFile: () => {
        const next = entries.find(({ outcome, isTaken }) => outcome.state === 'waiting' && !isTaken)
        if (next === undefined || stop.signal.aborted || generation !== this.generation) return null
        next.isTaken = true
        return next.file
      },
      countWaiting: () => entries.filter(({ outcome }) => outcome.state === 'waiting').length,
      reportState: async (id, state) => {
        await ensureSameGeneration()
        this.reported.push(`${id} ${state.state}`)
        entryOf(id).outcome = state
      },
      recordIntent: async (id, intent) => {
        await ensureSameGeneration()
        await this.disk()
        entryOf(id).file = { ...entryOf(id).file, intent }
      },
      requeue: (id) => {
        if (generation !== this.generation) return
        Object.assign(entryOf(id), { outcome: { state: 'waiting' }, isTaken: false })
      },
    })
  }

  /** Simulates a crash and a restart: files in progress wait again, with their recorded intents. */
  restart(): void {
    this.generation += 1
    const isSettled = (state: TransferStateName): boolean =>
      ['done', 'failed', 'skipped', 'name-taken', 'clearing'].includes(state)
    for (const { entries } of this.batches.values()) {
      for (const entry of entries) {
        entry.isTaken = false
        if (!isSettled(entry.outcome.state)) entry.outcome = { state: 'waiting' }
      }
    }
  }

  /** Lets failed files wait again, with their recorded intents. */
  retryFailed(batchId: string): void {
    for (const entry of this.entries(batchId)) {
      if (entry.outcome.state === 'failed')
        Object.assign(entry, { outcome: { state: 'waiting' }, isTaken: false })
    }
  }

  outcomes(batchId: string): TransferState[] {
    return this.entries(batchId).map(({ outcome }) => outcome)
  }

  private entries(batchId: string): Entry[] {
    return (this.batches.get(batchId) ?? missing()).entries
  }
}

interface MemoryFile {
  bytes: Uint8Array
  modifiedMs: number
}

/** In-memory local files, which a test can change or remove at any time. */
export class MemoryLocalFiles implements LocalFilesPort {
  /** Called before each chunk that is read. */
  onRead: (path: string, offset: number) => void | Promise<void> = () => undefined
  unreadable = false
  private readonly files = new Map<string, MemoryFile>()

  put(path: string, text: string | Uint8Array, modifiedMs = 1): LocalFile {
    const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
    this.files.set(path, { bytes, modifiedMs })
    return { path, size: bytes.byteLength, modifiedMs }
  }

  remove(path: string): void {
    this.files.delete(path)
  }

  stat(file: LocalFile): Promise<LocalFileStat> {
    const stored = this.files.get(file.path)
    if (stored === undefined) return Promise.resolve('vanished')
    if (this.unreadable) return Promise.resolve('unreadable')
    const isSame = stored.bytes.byteLength === file.size && stored.modifiedMs === file.modifiedMs
    return Promise.resolve(isSame ? 'same' : 'changed')
  }

  async *readFile(file: LocalFile): AsyncGenerator<Uint8Array> {
    for (let offset = 0; ; offset += chunkBytes) {
      await this.onRead(file.path, offset)
      const stored = this.files.get(file.path)
      if (stored === undefined) throw new Error('the file is gone')
      if (offset >= stored.bytes.byteLength) return
      yield stored.bytes.subarray(offset, offset + chunkBytes)
    }
  }
}

const chunkBytes = 16 * 1024

function missing(): never {
  throw new Error('unknown id')
}
