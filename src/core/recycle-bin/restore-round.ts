import type { Asset, AssetContext } from '../../shared/asset'
import type { AppFailure } from '../../shared/failure'
import type { ComparedBytes, RestoreState } from '../../shared/recycle-bin'
import type { Clock, MeasurePort } from '../ports'
import { endOfFailed } from '../sending/end-of-failed'
import type { SendEnd } from '../sending/send-end'
import { SendRound, type RoundEnd, type RoundFile } from '../sending/send-round'
import type { WordbeeClient } from '../wordbee/client'
import type { UploadGate } from '../wordbee/upload-asset'
import type { BinEntry } from './bin-log'
import type { RecycleBin } from './recycle-bin'

export interface RestoreRoundPorts {
  readonly client: Pick<WordbeeClient, 'listSegments' | 'upload' | 'download'>
  readonly bin: Pick<RecycleBin, 'find' | 'read' | 'isIntact' | 'using'>
  readonly measure: MeasurePort['measure']
  readonly clock: Pick<Clock, 'elapsed'>
  /** How often the computer fell asleep so far. */
  readonly naps: () => number
  /** False once the connection is read-only: nothing more is uploaded, what was is still checked. */
  readonly mayWrite: () => boolean
  /** Aborted when the user stops: no further file is sent, and none waits any longer. What was sent is listed. */
  readonly stop: AbortSignal
  /** Whether bytes that came back are downloaded and compared. */
  readonly mayCompare: (bytes: number) => boolean
  readonly onState: (copyId: string, state: RestoreState) => void
}

interface RestoredFile extends RoundFile {
  readonly entry: BinEntry
}

/** Puts a few copies of one context back, and compares the bytes of what came back. */
export class RestoreRound {
  constructor(
    private readonly ports: RestoreRoundPorts,
    private readonly context: AssetContext,
    private readonly entries: readonly BinEntry[],
  ) {}

  /** Gives the closing listing, or null where there is none. Never rejects for what a server or the network does. */
  async run(): Promise<readonly Asset[] | null> {
    const { client, clock, naps, stop, mayWrite, bin, onState } = this.ports
    const { context } = this
    const files = this.entries.map((entry): RestoredFile => {
      return { id: entry.id, place: { ...entry.identity, context }, size: entry.size, entry }
    })
    const round = new SendRound<RestoredFile>(
      {
        ...{ client, clock, naps, stop, mayWrite },
        keeping: ({ id }, work) => bin.using(id, work),
        send: ({ entry }, gate) => this.send(entry, gate),
        onState: ({ id }, state) => {
          onState(id, { state })
        },
        onEnd: async ({ entry }, end) => {
          onState(entry.id, await this.stateOf(entry, end))
        },
      },
      context,
      files,
    )
    return (await round.run())?.assets ?? null
  }

  private async send(entry: BinEntry, gate: UploadGate): Promise<SendEnd> {
    const { bin, client, stop } = this.ports
    // Nobody held it while it waited for its turn; from here on it is held.
    if ((await bin.find(entry.id)) === null) return this.giveUp(entry, 'copy-gone')
    if (!(await bin.isIntact(entry))) return this.giveUp(entry, 'copy-damaged')
    const { segmentId, locale, relativePath, name } = entry.identity
    const place = { context: this.context, segmentId, locale, relativePath, name }
    try {
      const bytes = (): AsyncIterable<Uint8Array> => bin.read(entry.id)
      await client.upload({ ...place, bytes, size: entry.size, waiting: stop, gate })
      return { sent: 'accepted' }
    } catch (error) {
      return endOfFailed(error)
    }
  }

  private giveUp(entry: BinEntry, state: 'copy-gone' | 'copy-damaged'): SendEnd {
    this.ports.onState(entry.id, { state })
    return { sent: 'given-up' }
  }

  private async stateOf(entry: BinEntry, end: RoundEnd): Promise<RestoreState> {
    switch (end.end) {
      case 'name-taken':
        return { state: 'name-taken', there: end.there }
      case 'not-sent':
        return notRestored(end.failure)
      case 'nowhere':
        return end.failure === null ? { state: 'not-listed' } : notRestored(end.failure)
      case 'different':
        return { state: 'came-back-different' }
      case 'not-checked':
        return { state: 'not-checked', failure: end.failure }
      case 'at-its-place':
      case 'elsewhere': {
        const bytes = await this.compare(entry, end.listed)
        if (bytes === null) return { state: 'came-back-different' }
        if (end.end === 'at-its-place') return { state: 'restored', bytes }
        return { state: 'restored-elsewhere', listed: identityOf(end.listed), bytes }
      }
    }
  }

  /** Null where the bytes that came back are others. A download that fails compares nothing. */
  private async compare(entry: BinEntry, listed: Asset): Promise<ComparedBytes | null> {
    const { client, mayCompare, stop } = this.ports
    if (stop.aborted || !mayCompare(entry.size)) return 'not-compared'
    try {
      const response = await client.download({ asset: listed, lane: 'previews', waiting: stop })
      const found = await this.ports.measure(response.body)
      if (found.sha256 === entry.sha256) return 'same'
      return found.size === entry.size ? null : 'not-compared'
    } catch {
      // It is listed with its size: what is missing is only this proof, and the outcome says so.
      return 'not-compared'
    }
  }
}

function notRestored(failure: AppFailure): RestoreState {
  return { state: 'not-restored', failure }
}

function identityOf({ context, segmentId, locale, relativePath, name }: Asset): BinEntry['identity'] {
  return { context, segmentId, locale, relativePath, name }
}
