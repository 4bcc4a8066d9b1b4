import type { HttpTimeouts } from '../core/ports'
import type { ActivityFact } from '../core/activity/recorder'
import { uploadFact, type UploadEnded } from '../core/transfers/upload-fact'
import { UploadRunner } from '../core/transfers/upload-runner'
import type { PreparedCopy } from '../core/transfers/upload-sender'
import type { QueuedFile, RunEnd } from '../core/transfers/ports'
import type { StoredFile, Switches } from '../demo-server'
import type { AssetContext } from '../shared/asset'
import type { AccountRefresh } from '../shared/deletion'
import type { TransferState } from '../shared/transfers'
import { BinBench, binContext } from './bin-bench'
import { nodeHash } from './memory-ports'
import { MemoryLocalFiles, MemoryTransfers } from './memory-transfers'

export const mediaCalls = { method: 'POST', path: /media\/upload/ } as const
export const attachCalls = { method: 'POST', path: /\/assets\/\d+/ } as const
export const listingCalls = { method: 'GET', path: /\/assets\/list/ } as const

export interface FileWish {
  readonly name: string
  readonly text?: string | Uint8Array
  readonly locale?: string | null
  readonly folder?: string
}

/** A queue and files in memory, and a real demo server that they are sent to. */
export class UploadBench {
  readonly queue = new MemoryTransfers()
  readonly local = new MemoryLocalFiles()
  readonly refreshes: AccountRefresh[] = []
  readonly facts: ActivityFact[] = []
  readonly runner: UploadRunner
  readonly onUploaded: UploadEnded = (...ended) => void this.facts.push(uploadFact(...ended))
  isReadOnly = false
  /** What gives the bytes of assets that are copied. */
  prepare: (file: QueuedFile) => Promise<PreparedCopy> = () => Promise.reject(new Error('nothing is copied'))

  constructor(readonly bench: BinBench) {
    this.runner = new UploadRunner({
      ...{ clock: bench.clock, hash: nodeHash, files: this.local },
      copies: { prepare: (_, file) => this.prepare(file) },
      mayWrite: () => !this.isReadOnly,
      onRefresh: (refresh) => void this.refreshes.push(refresh),
      onUploaded: this.onUploaded,
    })
  }

  static async start(switches: Partial<Switches> = {}, timeouts?: HttpTimeouts): Promise<UploadBench> {
    return new UploadBench(await BinBench.start(switches, timeouts))
  }

  /** Puts files on this computer and into the queue, for segment 2. */
  async add(wishes: readonly FileWish[], context: AssetContext = binContext): Promise<string> {
    const files = wishes.map(({ name, text = `text of ${name}`, locale = null, folder = '' }) => {
      const file = this.local.put(`/home/me/${folder}/${name}`, text)
      const identity = { context, segmentId: 2, locale, relativePath: folder, name }
      return { identity, size: file.size, source: { kind: 'file', file }, state: 'waiting' } as const
    })
    const added = await this.queue.add({
      ...{ kind: 'upload', context, folder: null, open: this.bench.origin, files },
      target: { kind: 'segment', segmentId: 2, locale: null, folder: '' },
    })
    return added.batchId
  }

  run(batchId: string, stop?: AbortController): Promise<RunEnd> {
    const open = this.bench.origin
    return this.queue.run(this.runner, batchId, stop === undefined ? { open } : { open, stop })
  }

  /** Uploads files, and gives what became of them. */
  async upload(wishes: readonly FileWish[], context?: AssetContext): Promise<TransferState[]> {
    const batchId = await this.add(wishes, context)
    await this.run(batchId)
    return this.queue.outcomes(batchId)
  }

  /** What is stored under this name, or null. */
  async stored(name: string, place: Partial<StoredFile> = {}): Promise<string | null> {
    const where = { segmentId: 2, name, ...place }
    if (this.bench.server.store.find(where) === undefined) return null
    return new TextDecoder().decode(await this.bench.server.store.readBytes(where))
  }

  /** Somebody else puts a file there. */
  async intrude(name: string, bytes: string): Promise<void> {
    await this.bench.server.store.put({ segmentId: 2, name, bytes })
  }
}

export function statesOf(outcomes: readonly TransferState[]): string[] {
  return outcomes.map((outcome) => (outcome.state === 'failed' ? outcome.problem : outcome.state))
}
