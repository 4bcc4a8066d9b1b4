import type { AssetContext } from '../../shared/asset'
import type { AccountRefresh } from '../../shared/deletion'
import type { AppFailure } from '../../shared/failure'
import type { RestoreFile, RestoreState, RestoreView } from '../../shared/recycle-bin'
import { fail, succeed, type Result } from '../../shared/result'
import { contextKey } from '../assets/asset-key'
import { accountKeyOf, originOf, type OpenConnection } from '../connections/open-connection'
import type { Clock, MeasurePort } from '../ports'
import type { BinEntry } from './bin-log'
import type { RecycleBin } from './recycle-bin'
import { RestoreRound } from './restore-round'
import { restoreDoubt, uploadContext } from './same-place'

export interface RestoresPorts {
  readonly bin: RecycleBin
  readonly measure: MeasurePort['measure']
  readonly clock: Pick<Clock, 'elapsed'>
  readonly connection: () => OpenConnection | null
  /** Keeps the session of a connection until the answer is called: it may be left while a restore of it runs. */
  readonly hold: (open: OpenConnection) => () => void
  /** False for a connection that is read-only; asked before each upload. */
  readonly mayWrite: (open: OpenConnection) => boolean
  readonly onChange: () => void
  readonly onRefresh: (refresh: AccountRefresh) => void
  /** Called once for each file in its final state. */
  readonly onRestored: (entry: BinEntry, outcome: RestoreState) => void
}

/** Copies of one round: few enough that its first listing is young when the last of them is sent. */
const copiesOfARound = 10
/** Bytes up to which what came back is downloaded and compared: a moment on most lines. */
const comparedBytes = 16 * 1024 * 1024

/**
 * Puts copies back: one restore at a time, each file with an outcome that a listing proves. It stays on the connection
 * that it was begun on, whichever is opened meanwhile.
 */
export class Restores {
  private view: RestoreView | null = null
  private running: Promise<void> = Promise.resolve()
  private stopper = new AbortController()
  private runsOn: OpenConnection | null = null
  private naps = 0
  /** The app is about to quit: nothing begins any more. */
  private isClosing = false

  constructor(private readonly ports: RestoresPorts) {}

  current(): RestoreView | null {
    return this.view
  }

  isRunning(): boolean {
    return this.view !== null && !this.view.isDone
  }

  /** Whether the restore that runs is of this account, through whichever connection. */
  isRunningOn(account: string): boolean {
    return this.isRunning() && this.view?.accountKey === account
  }

  /** Settles when nothing is under way any more. */
  finished(): Promise<void> {
    return this.running
  }

  dismiss(): void {
    if (this.isRunning()) return
    this.view = null
    this.ports.onChange()
  }

  /** Sends no further file. The one in flight is finished, and what was sent is listed and told. */
  stop(): void {
    if (this.view === null || !this.isRunning()) return
    this.view = { ...this.view, stopRequested: true }
    this.stopper.abort()
    this.ports.onChange()
  }

  /** The computer is about to sleep: what was listed before says nothing of the places after. */
  fallAsleep(): void {
    this.naps += 1
  }

  /** Stops for good, and settles when everything in flight is told. */
  async finishNow(): Promise<void> {
    this.isClosing = true
    this.stop()
    await this.running
  }

  /** The user signs out of this connection: what was not sent is told as such. */
  signedOut(open: OpenConnection): void {
    if (this.runsOn === open) this.stop()
  }

  /** Failures: `not-connected`, `connection-read-only`, `job-running` (another restore), `request-invalid` (no such copy). */
  async start(copyIds: readonly string[]): Promise<Result<RestoreView>> {
    const open = this.ports.connection()
    if (open === null || this.isClosing) return fail({ kind: 'not-connected', retry: 'no' })
    if (!this.ports.mayWrite(open)) return fail({ kind: 'connection-read-only', retry: 'no' })
    if (this.isRunning()) return fail({ kind: 'job-running', retry: 'later' })
    const letGo = this.ports.hold(open)
    try {
      const entries = await this.find(copyIds)
      const refused = this.refuse(entries)
      if (refused !== null) return refused
      const view = this.begin(open, entries, () => this.runRounds(open, entries))
      void this.finished().then(this.ports.hold(open))
      return succeed(view)
    } finally {
      letGo()
    }
  }

  /**
   * Goes on after a deletion on this connection that was to clear the places; waits for a restore that runs. Nothing is
   * sent of the copies whose place is still taken; each copy is told. The caller holds the connection until it settles.
   */
  async startCleared(
    open: OpenConnection,
    copyIds: readonly string[],
    stillTaken: ReadonlySet<string>,
  ): Promise<void> {
    const entries = await this.find(copyIds)
    while (this.isRunning()) await this.finished()
    const isKept = ({ id }: BinEntry): boolean => stillTaken.has(id)
    const toSend = entries.filter((entry) => !isKept(entry))
    this.begin(open, entries, async () => {
      for (const entry of entries.filter(isKept)) this.tell(entry, { state: 'not-replaced' })
      if (!this.isClosing && this.ports.mayWrite(open)) await this.runRounds(open, toSend)
      this.tellRest(entries, { kind: 'stopped', retry: 'no' })
    })
    await this.finished()
  }

  private async find(copyIds: readonly string[]): Promise<BinEntry[]> {
    const found = await Promise.all([...new Set(copyIds)].map((id) => this.ports.bin.find(id)))
    return found.filter((entry) => entry !== null)
  }

  /** Failures: `request-invalid` (no such copy), `job-running` (another restore began meanwhile). */
  private refuse(entries: readonly BinEntry[]): ReturnType<typeof fail> | null {
    if (entries.length === 0) return fail({ kind: 'request-invalid', retry: 'no' })
    return this.isRunning() ? fail({ kind: 'job-running', retry: 'later' }) : null
  }

  private begin(open: OpenConnection, entries: readonly BinEntry[], work: () => Promise<void>): RestoreView {
    const view = {
      ...originOf(open),
      ...{ files: entries.map(toFile), isDone: false, stopRequested: false },
    }
    this.stopper = new AbortController()
    this.runsOn = open
    this.view = view
    this.ports.onChange()
    this.running = this.run(entries, work).catch(() => undefined)
    return view
  }

  private async run(entries: readonly BinEntry[], work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } finally {
      // Whatever broke: what was not told is not restored, and the next restore can start.
      this.tellRest(entries, { kind: 'internal', retry: 'no' })
      if (this.view !== null) this.view = { ...this.view, isDone: true }
      this.ports.onChange()
    }
  }

  private async runRounds(open: OpenConnection, entries: readonly BinEntry[]): Promise<void> {
    const { serverKey, connection } = open
    const isHere = (entry: BinEntry): boolean =>
      entry.serverKey === serverKey && entry.accountId === connection.accountId
    for (const entry of entries) if (!isHere(entry)) this.tell(entry, { state: 'other-connection' })
    for (const round of roundsOf(entries.filter(isHere))) await this.runRound(open, round)
  }

  private tellRest(entries: readonly BinEntry[], failure: AppFailure): void {
    for (const { copyId, outcome } of this.view?.files ?? []) {
      const entry = entries.find(({ id }) => id === copyId)
      if (entry !== undefined && !isFinal(outcome)) this.tell(entry, { state: 'not-restored', failure })
    }
  }

  private async runRound(open: OpenConnection, round: Round): Promise<void> {
    const { bin, measure, clock, mayWrite, onRefresh } = this.ports
    const byId = new Map(round.entries.map((entry) => [entry.id, entry]))
    const run = new RestoreRound(
      {
        ...{ client: open.client, bin, measure, clock },
        mayWrite: () => mayWrite(open),
        naps: () => this.naps,
        stop: this.stopper.signal,
        // Nobody waits for it: only with room that leaves the reserve alone.
        mayCompare: (bytes) => bytes <= comparedBytes && open.client.hasRoom('previews'),
        onState: (id, state) => {
          const entry = byId.get(id)
          if (entry !== undefined) this.tell(entry, state)
        },
      },
      round.context,
      round.entries,
    )
    const assets = await run.run()
    if (assets === null) return
    const segmentIds = [...new Set(round.entries.map(({ identity }) => identity.segmentId))]
    onRefresh({ accountKey: accountKeyOf(open), context: round.context, segmentIds, assets })
  }

  private tell(entry: BinEntry, outcome: RestoreState): void {
    if (this.view === null) return
    const files = this.view.files.map((file) => (file.copyId === entry.id ? { ...file, outcome } : file))
    this.view = { ...this.view, files }
    if (isFinal(outcome)) this.ports.onRestored(entry, outcome)
    if (outcome.state === 'restored' || outcome.state === 'restored-elsewhere') {
      // Only a mark in the list: a disk that does not take it changes nothing about what came back.
      void this.ports.bin.noteRestored(entry.id).catch(() => undefined)
    }
    this.ports.onChange()
  }
}

function isFinal({ state }: RestoreState): boolean {
  return state !== 'waiting' && state !== 'sending' && state !== 'checking'
}

function toFile(entry: BinEntry): RestoreFile {
  return {
    copyId: entry.id,
    identity: entry.identity,
    outcome: { state: 'waiting' },
    doubt: restoreDoubt(entry),
  }
}

interface Round {
  readonly context: AssetContext
  readonly entries: readonly BinEntry[]
}

function roundsOf(entries: readonly BinEntry[]): Round[] {
  const byContext = new Map<string, { context: AssetContext; entries: BinEntry[] }>()
  for (const entry of entries) {
    const context = uploadContext(entry)
    const known = byContext.get(contextKey(context))
    if (known === undefined) byContext.set(contextKey(context), { context, entries: [entry] })
    else known.entries.push(entry)
  }
  return [...byContext.values()].flatMap(({ context, entries: all }) =>
    Array.from({ length: Math.ceil(all.length / copiesOfARound) }, (_, round) => ({
      context,
      entries: all.slice(round * copiesOfARound, (round + 1) * copiesOfARound),
    })),
  )
}
