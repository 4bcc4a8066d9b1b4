import type { Asset, AssetContext } from '../../shared/asset'
import type { AppFailure } from '../../shared/failure'
import type { RestoreState } from '../../shared/recycle-bin'
import type { Clock, MeasurePort } from '../ports'
import { compareBytes, type BytesComparison } from '../upload/compare-bytes'
import { toSendOutcome } from '../upload/to-send-outcome'
import type { SendOutcome } from '../upload/send-outcome'
import { VerifiedUpload, type VerifiedOutcome, type FileToUpload } from '../upload/verified-upload'
import type { StopLimits } from '../stop-limits'
import type { WordbeeClient } from '../wordbee/client'
import type { UploadGate } from '../wordbee/upload-asset'
import type { BinEntry } from './bin-log'
import type { RecycleBin } from './recycle-bin'

export interface RestoreRoundPorts {
  readonly client: Pick<WordbeeClient, 'listSegments' | 'upload' | 'download' | 'hasQuota'>
  readonly bin: Pick<RecycleBin, 'findCopy' | 'readCopy' | 'isCopyIntact' | 'withPinned'>
  readonly measure: MeasurePort['measure']
  readonly clock: Pick<Clock, 'elapsed'>
  /** Number of suspends so far. */
  readonly suspendCount: () => number
  /** False once the connection is read-only: uploads stop, but what was uploaded is still verified. */
  readonly canWrite: () => boolean
  /** Aborted when the user stops: nothing more is sent and waits end. Files already sent are still listed. */
  readonly stopSignal: AbortSignal
  /** Signals that limit how long calls may take after a stop. */
  readonly limits: Pick<StopLimits, 'answer' | 'proof'>
  readonly onState: (copyId: string, state: RestoreState) => void
}

interface RestoredFile extends FileToUpload {
  readonly entry: BinEntry
}

/** Restores a few copies of one context, and compares the bytes of the restored files. */
export class RestoreRound {
  constructor(
    private readonly ports: RestoreRoundPorts,
    private readonly context: AssetContext,
    private readonly entries: readonly BinEntry[],
  ) {}

  /** Returns the closing listing, or null if there is none. Never rejects because of the server or the network. */
  async run(): Promise<readonly Asset[] | null> {
    const { client, clock, suspendCount, stopSignal, limits, canWrite, bin, onState } = this.ports
    const { context } = this
    const files = this.entries.map((entry): RestoredFile => {
      return { id: entry.id, destination: { ...entry.identity, context }, size: entry.size, entry }
    })
    const upload = new VerifiedUpload<RestoredFile>(
      {
        client,
        clock,
        suspendCount,
        stopSignal,
        canWrite,
        proof: limits.proof,
        withPinned: ({ id }, work) => bin.withPinned(id, work),
        sendFile: ({ entry }, gate) => this.sendCopy(entry, gate),
        onState: ({ id }, state) => {
          onState(id, { state })
        },
        onOutcome: async ({ entry }, outcome) => {
          onState(entry.id, await this.toRestoreState(entry, outcome))
        },
      },
      context,
      files,
    )
    return (await upload.run())?.assets ?? null
  }

  private async sendCopy(entry: BinEntry, gate: UploadGate): Promise<SendOutcome> {
    const { bin, client, stopSignal, limits } = this.ports
    const { answer } = limits
    // The copy is pinned now, but was not while the file waited in the queue.
    if ((await bin.findCopy(entry.id)) === null) return this.giveUp(entry, 'copy-gone')
    if (!(await bin.isCopyIntact(entry))) return this.giveUp(entry, 'copy-damaged')
    const { segmentId, locale, relativePath, name } = entry.identity
    const destination = { context: this.context, segmentId, locale, relativePath, name }
    try {
      const bytes = (): AsyncIterable<Uint8Array> => bin.readCopy(entry.id)
      await client.upload({ ...destination, bytes, size: entry.size, waitSignal: stopSignal, answer, gate })
      return { sent: 'accepted' }
    } catch (error) {
      return toSendOutcome(error)
    }
  }

  private giveUp(entry: BinEntry, state: 'copy-gone' | 'copy-damaged'): SendOutcome {
    this.ports.onState(entry.id, { state })
    return { sent: 'given-up' }
  }

  private async toRestoreState(entry: BinEntry, outcome: VerifiedOutcome): Promise<RestoreState> {
    switch (outcome.result) {
      case 'name-taken':
        return { state: 'name-taken', there: outcome.there }
      case 'not-sent':
        return notRestored(outcome.failure)
      case 'nowhere':
        return outcome.failure === null ? { state: 'not-listed' } : notRestored(outcome.failure)
      case 'different':
        return { state: 'came-back-different' }
      case 'not-checked':
        return { state: 'not-checked', failure: outcome.failure }
      case 'at-its-place':
      case 'elsewhere': {
        const bytes = await this.compareRestored(entry, outcome.listed)
        if (bytes === 'different') return { state: 'came-back-different' }
        if (outcome.result === 'at-its-place') return { state: 'restored', bytes }
        return { state: 'restored-elsewhere', listed: identityOf(outcome.listed), bytes }
      }
    }
  }

  /** Compares the restored bytes, whatever the setting for uploads says, unless only the reserved calls are left. */
  private async compareRestored(entry: BinEntry, listed: Asset): Promise<BytesComparison> {
    const { client, measure, clock, stopSignal: signal } = this.ports
    if (!client.hasQuota('copies')) return 'not-compared'
    return compareBytes(
      { client, measure, clock },
      { listed, sent: entry, call: { priority: 'copies', signal } },
    )
  }
}

function notRestored(failure: AppFailure): RestoreState {
  return { state: 'not-restored', failure }
}

function identityOf({ context, segmentId, locale, relativePath, name }: Asset): BinEntry['identity'] {
  return { context, segmentId, locale, relativePath, name }
}
