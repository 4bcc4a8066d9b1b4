import type { Asset, AssetContext, AssetKey } from '../../shared/asset'
import type { SelectedAsset } from '../../shared/deletion'
import type { AppFailure } from '../../shared/failure'
import type { ComparedBytes, RestoreState } from '../../shared/recycle-bin'
import { assetKey } from '../assets/asset-key'
import type { WordbeeClient } from '../wordbee/client'
import { toFailure, withDetail, WordbeeError } from '../wordbee/wordbee-error'
import type { MeasurePort } from '../ports'
import type { BinEntry } from './bin-log'
import { lookFor, type Sending, type Sighting } from './judge-restore'
import type { RecycleBin } from './recycle-bin'
import { mayBeSamePlace } from './same-place'

export interface RestoreRoundPorts {
  readonly client: Pick<WordbeeClient, 'listSegments' | 'upload' | 'download'>
  readonly bin: Pick<RecycleBin, 'read' | 'isIntact' | 'using'>
  readonly measure: MeasurePort['measure']
  /** False once the connection is read-only: nothing more is uploaded, what was is still checked. */
  readonly mayWrite: () => boolean
  /** Aborted when the user stops: no further file is sent, and none waits any longer. What was sent is listed. */
  readonly stop: AbortSignal
  /** Whether bytes that came back are downloaded and compared. */
  readonly mayCompare: (bytes: number) => boolean
  readonly onState: (copyId: string, state: RestoreState) => void
}

/** Times that something a server refused with 429 is asked for; each waits for the pause to end. */
const tries = 4

const stopped: AppFailure = { kind: 'stopped', retry: 'now' }

/** Puts a few copies of one context back: one listing before, the uploads one by one, one listing that proves them. */
export class RestoreRound {
  private readonly sent = new Map<string, Sending>()
  /** Copies of a place that an earlier one of this round was sent to: the closing listing tells what is there. */
  private readonly behind: BinEntry[] = []
  private before: readonly Asset[] = []

  constructor(
    private readonly ports: RestoreRoundPorts,
    private readonly context: AssetContext,
    private readonly entries: readonly BinEntry[],
  ) {}

  /** Gives the closing listing, or null where there is none. Never rejects for what a server or the network does. */
  async run(): Promise<readonly Asset[] | null> {
    const before = await this.list(this.ports.stop)
    if (!before.ok) {
      this.tellAll(this.entries, { state: 'not-restored', failure: before.failure })
      return null
    }
    this.before = before.assets
    for (const entry of this.entries) await this.send(entry)
    const open = this.entries.filter((entry) => this.sent.has(entry.id))
    if (open.length === 0) return null
    this.tellAll(open, { state: 'checking' })
    const after = await this.list()
    if (!after.ok) {
      this.tellAll(open, { state: 'not-checked', failure: after.failure })
      this.tellAll(this.behind, { state: 'not-restored', failure: after.failure })
      return null
    }
    const taken = new Set<AssetKey>(open.map((entry) => assetKey(this.placeOf(entry))))
    for (const entry of open) await this.judge(entry, after.assets, taken)
    for (const { id, identity } of this.behind) {
      const there = whatIsThere(after.assets, identity)
      this.ports.onState(id, there ?? { state: 'not-restored', failure: stopped })
    }
    return after.assets
  }

  private async send(entry: BinEntry): Promise<void> {
    const state = await this.ports.bin.using(entry.id, () => this.trySending(entry))
    if (state !== null) this.ports.onState(entry.id, state)
  }

  /** Null where the listing must tell. */
  private async trySending(entry: BinEntry): Promise<RestoreState | null> {
    const { bin, onState, stop } = this.ports
    if (stop.aborted) return { state: 'not-restored', failure: stopped }
    if (this.isBehindAnother(entry)) {
      this.behind.push(entry)
      return null
    }
    const there = whatIsThere(this.before, entry.identity)
    if (there !== null) return there
    onState(entry.id, { state: 'sending' })
    if (!(await bin.isIntact(entry))) return { state: 'copy-damaged' }
    for (let tried = 1; ; tried += 1) {
      const failure = await this.upload(entry)
      if (failure === null) return null
      if (failure.kind !== 'throttled' || tried === tries) return { state: 'not-restored', failure }
      // The pause may have been long: somebody else may have put a file there meanwhile.
      const taken = await this.lookAgain(entry)
      if (taken !== null) return taken
    }
  }

  /** Null where something may have been stored; else why certainly nothing was. */
  private async upload(entry: BinEntry): Promise<AppFailure | null> {
    if (!this.ports.mayWrite()) return { kind: 'connection-read-only', retry: 'no' }
    const { segmentId, locale, relativePath, name } = entry.identity
    const place = { context: this.context, segmentId, locale, relativePath, name }
    try {
      const { bin, client, stop } = this.ports
      await client.upload({ ...place, bytes: () => bin.read(entry.id), waiting: stop })
      this.sent.set(entry.id, { sent: 'accepted' })
      return null
    } catch (error) {
      const failure = toFailure(error)
      if (!(error instanceof WordbeeError)) return failure
      const { status, nothingWasDone } = error.facts
      if (nothingWasDone || (status !== null && status >= 400 && status < 500)) return failure
      this.sent.set(entry.id, { sent: 'unclear', failure })
      return null
    }
  }

  private async lookAgain(entry: BinEntry): Promise<RestoreState | null> {
    const listing = await this.list(this.ports.stop)
    if (!listing.ok) return { state: 'not-restored', failure: listing.failure }
    const mine = new Set(
      this.entries.filter(({ id }) => this.sent.has(id)).map((sent) => assetKey(this.placeOf(sent))),
    )
    this.before = listing.assets.filter((asset) => !mine.has(asset.key))
    return whatIsThere(listing.assets, entry.identity)
  }

  private isBehindAnother({ identity }: BinEntry): boolean {
    return this.entries.some((other) => this.sent.has(other.id) && mayBeSamePlace(other.identity, identity))
  }

  private async judge(entry: BinEntry, after: readonly Asset[], taken: ReadonlySet<AssetKey>): Promise<void> {
    const { context, before } = this
    const others = new Set([...taken].filter((key) => key !== assetKey(this.placeOf(entry))))
    const sighting = lookFor(entry, { context, before, after, taken: others })
    this.ports.onState(entry.id, await this.stateOf(entry, sighting))
  }

  private async stateOf(entry: BinEntry, sighting: Sighting): Promise<RestoreState> {
    const sending = this.sent.get(entry.id)
    switch (sighting.seen) {
      case 'nowhere':
        return sending?.sent === 'unclear'
          ? { state: 'not-restored', failure: sending.failure }
          : { state: 'not-listed' }
      case 'different':
        return { state: 'came-back-different' }
      case 'at-its-place':
      case 'elsewhere': {
        const { listed, seen } = sighting
        const bytes = await this.compare(entry, listed)
        if (bytes === null) return { state: 'came-back-different' }
        if (seen === 'at-its-place') return { state: 'restored', bytes }
        return { state: 'restored-elsewhere', listed: identityOf(listed), bytes }
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

  /** The closing listing is made after a stop too: what was sent must be told. */
  private async list(
    signal?: AbortSignal,
  ): Promise<
    | { readonly ok: true; readonly assets: readonly Asset[] }
    | { readonly ok: false; readonly failure: AppFailure }
  > {
    const segmentIds = [...new Set(this.entries.map(({ identity }) => identity.segmentId))]
    for (let tried = 1; ; tried += 1) {
      if (signal?.aborted === true) return { ok: false, failure: stopped }
      try {
        const options = signal === undefined ? {} : { signal }
        const { assets, rejected } = await this.ports.client.listSegments(this.context, segmentIds, options)
        const [first] = rejected
        if (first === undefined) return { ok: true, assets }
        return { ok: false, failure: withDetail('server-refused', first.detail) }
      } catch (error) {
        const failure = toFailure(error)
        if (failure.kind !== 'throttled' || tried === tries) return { ok: false, failure }
      }
    }
  }

  private placeOf({ identity }: BinEntry): BinEntry['identity'] {
    return { ...identity, context: this.context }
  }

  private tellAll(entries: readonly BinEntry[], state: RestoreState): void {
    for (const { id } of entries) this.ports.onState(id, state)
  }
}

/** Every file that an upload to this place may land on, or null. */
function whatIsThere(assets: readonly Asset[], place: BinEntry['identity']): RestoreState | null {
  const there = assets.filter((asset) => mayBeSamePlace(asset, place)).map(toSelected)
  return there.length === 0 ? null : { state: 'name-taken', there }
}

function toSelected(asset: Asset): SelectedAsset {
  return { ...identityOf(asset), size: asset.size, modifiedDate: asset.modifiedDate }
}

function identityOf({ context, segmentId, locale, relativePath, name }: Asset): BinEntry['identity'] {
  return { context, segmentId, locale, relativePath, name }
}
