import type { HttpTimeouts } from '../core/ports'
import type { ActivityFact } from '../core/activity/recorder'
import { toUploadFact, type UploadEndedListener } from '../core/transfers/upload-fact'
import { UploadRunner } from '../core/transfers/upload-runner'
import type { PreparedCopy } from '../core/transfers/file-uploader'
import type { QueuedFile, RunOutcome } from '../core/transfers/ports'
import type { StoredFile, Switches } from '../demo-server'
import type { AssetContext } from '../shared/asset'
import type { AccountSegmentsRefresh } from '../shared/deletion'
import type { TransferState } from '../shared/transfers'
import { RecycleBinHarness, binContext } from './recycle-bin-harness'
import { nodeHash } from './memory-ports'
import { MemoryLocalFiles, MemoryTransfers } from './memory-transfers'

/** Media uploads of one file. */
export const mediaCalls = { method: 'POST', path: /media\/upload(?!\/multi)/ } as const
/** Media uploads of several files. */
export const jointCalls = { method: 'POST', path: /media\/upload\/multi/ } as const
export const attachCalls = { method: 'POST', path: /\/assets\/\d+/ } as const
export const listingCalls = { method: 'GET', path: /\/assets\/list/ } as const

export interface UploadFileSpec {
  readonly name: string
  readonly text?: string | Uint8Array
  readonly locale?: string | null
  readonly folder?: string
}

/** Uploads from an in-memory queue and in-memory files to a demo server. */
export class UploadHarness {
  readonly queue = new MemoryTransfers()
  readonly local = new MemoryLocalFiles()
  readonly refreshes: AccountSegmentsRefresh[] = []
  readonly facts: ActivityFact[] = []
  readonly runner: UploadRunner
  readonly onUploadEnded: UploadEndedListener = (...ended) => void this.facts.push(toUploadFact(...ended))
  isReadOnly = false
  /** The setting. */
  comparesBytes = false
  /** Provides the bytes of assets that are copied. */
  prepareCopy: (file: QueuedFile) => Promise<PreparedCopy> = () =>
    Promise.reject(new Error('no copy expected'))

  constructor(readonly binHarness: RecycleBinHarness) {
    this.runner = new UploadRunner({
      clock: binHarness.clock,
      hash: nodeHash,
      measure: (chunks) => nodeHash.measure(chunks),
      comparesBytes: () => this.comparesBytes,
      files: this.local,
      copies: { prepareCopy: (_, file) => this.prepareCopy(file) },
      canWrite: () => !this.isReadOnly,
      onRefresh: (refresh) => void this.refreshes.push(refresh),
      onUploadEnded: this.onUploadEnded,
    })
  }

  static async start(switches: Partial<Switches> = {}, timeouts?: HttpTimeouts): Promise<UploadHarness> {
    return new UploadHarness(await RecycleBinHarness.start(switches, timeouts))
  }

  /** Creates local files and queues their upload to segment 2. Returns the id of the batch. */
  async addFiles(specs: readonly UploadFileSpec[], context: AssetContext = binContext): Promise<string> {
    const files = specs.map(({ name, text = `text of ${name}`, locale = null, folder = '' }) => {
      const file = this.local.put(`/home/me/${folder}/${name}`, text)
      const identity = { context, segmentId: 2, locale, relativePath: folder, name }
      return { identity, size: file.size, source: { kind: 'file', file }, state: 'waiting' } as const
    })
    const added = await this.queue.addBatch({
      kind: 'upload',
      context,
      folder: null,
      open: this.binHarness.open,
      files,
      target: { kind: 'segment', segmentId: 2, locale: null, folder: '' },
    })
    return added.batchId
  }

  runBatch(batchId: string, stop?: AbortController): Promise<RunOutcome> {
    const open = this.binHarness.open
    return this.queue.runBatch(this.runner, batchId, stop === undefined ? { open } : { open, stop })
  }

  /** Uploads files and returns their outcomes. */
  async uploadFiles(specs: readonly UploadFileSpec[], context?: AssetContext): Promise<TransferState[]> {
    const batchId = await this.addFiles(specs, context)
    await this.runBatch(batchId)
    return this.queue.outcomes(batchId)
  }

  /** The content that the server stores under this name, or null. */
  async readStored(name: string, location: Partial<StoredFile> = {}): Promise<string | null> {
    const identity = { segmentId: 2, name, ...location }
    if (this.binHarness.server.store.find(identity) === undefined) return null
    return new TextDecoder().decode(await this.binHarness.server.store.readBytes(identity))
  }

  /** Another user uploads a file. */
  async putAsOther(name: string, bytes: string): Promise<void> {
    await this.binHarness.server.store.put({ segmentId: 2, name, bytes })
  }
}

export function toStates(outcomes: readonly TransferState[]): string[] {
  return outcomes.map((outcome) => (outcome.state === 'failed' ? outcome.problem : outcome.state))
}
