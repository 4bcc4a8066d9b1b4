import type { AssetContext } from '../../shared/asset'
import type { AccountSegmentsRefresh } from '../../shared/deletion'
import type { AppFailure } from '../../shared/failure'
import type { RestoreFile, RestoreState, RestoreRun } from '../../shared/recycle-bin'
import { findRestoreDoubt } from '../../shared/restore-doubt'
import { fail, succeed, type Result } from '../../shared/result'
import { contextKey } from '../assets/asset-key'
import type { ConnectionAccess } from '../connections/connection-access'
import { accountKeyOf, workAccountOf, type OpenConnection } from '../connections/open-connection'
import type { Subsystem } from '../lifecycle'
import type { Clock, MeasurePort } from '../ports'
import { createStopLimits, type StopLimits } from '../stop-limits'
import type { BinEntry } from './bin-log'
import type { RecycleBin } from './recycle-bin'
import { RestoreRound } from './restore-round'
import { getUploadContext } from './upload-context'

export interface RestoresPorts {
  readonly bin: RecycleBin
  readonly measure: MeasurePort['measure']
  readonly clock: Pick<Clock, 'elapsed' | 'after'>
  readonly connections: ConnectionAccess
  /** False for a read-only connection. Checked before each upload. */
  readonly canWrite: (open: OpenConnection) => boolean
  readonly onChange: () => void
  readonly onRefresh: (refresh: AccountSegmentsRefresh) => void
  /** Called once for each file in its final state. */
  readonly onRestored: (entry: BinEntry, outcome: RestoreState) => void
}

/** Copies per round: few enough that the first listing is not stale when the last copy is sent. */
const maxCopiesPerRound = 10

/**
 * Restores copies, one restore at a time. A listing verifies the outcome of each file. A restore stays on the connection
 * that it started on, even if the user opens another one.
 */
export class Restores implements Subsystem {
  readonly name = 'restores'
  private view: RestoreRun | null = null
  private running: Promise<void> = Promise.resolve()
  private stopController = new AbortController()
  private limits: StopLimits
  private runningOn: OpenConnection | null = null
  private suspendCount = 0
  /** The app is about to quit: no restore starts. */
  private isClosing = false

  constructor(private readonly ports: RestoresPorts) {
    this.limits = createStopLimits(ports.clock)
  }

  currentRestore(): RestoreRun | null {
    return this.view
  }

  isRunning(): boolean {
    return this.view !== null && !this.view.isDone
  }

  /** Whether a restore of this account is running, on any connection. */
  isRunningOn(account: string): boolean {
    return this.isRunning() && this.view?.accountKey === account
  }

  /** Settles when the current restore has ended. */
  whenFinished(): Promise<void> {
    return this.running
  }

  dismissRestore(): void {
    if (this.isRunning()) return
    this.view = null
    this.ports.onChange()
  }

  /** Sends no further file. The upload in flight finishes, and sent files are listed and reported; takes at most 10 s. */
  stopRestore(): void {
    if (this.view === null || !this.isRunning()) return
    this.view = { ...this.view, stopRequested: true }
    this.stopController.abort()
    this.limits.begin()
    this.ports.onChange()
  }

  /** The computer is about to sleep: earlier listings become stale. */
  suspend(): void {
    this.suspendCount += 1
  }

  /** Stops permanently. Settles when everything in flight is reported. */
  async finish(): Promise<void> {
    this.isClosing = true
    this.stopRestore()
    await this.running
  }

  /** The user signed out of this connection: files that were not sent are reported as not restored. */
  signOut(open: OpenConnection): void {
    if (this.runningOn === open) this.stopRestore()
  }

  /** Failures: `not-connected`, `connection-read-only`, `deletion-running` (another restore), `request-invalid` (no such copy). */
  async startRestore(copyIds: readonly string[]): Promise<Result<RestoreRun>> {
    const open = this.ports.connections.current()
    if (open === null || this.isClosing) return fail({ kind: 'not-connected', retry: 'no' })
    if (!this.ports.canWrite(open)) return fail({ kind: 'connection-read-only', retry: 'no' })
    if (this.isRunning()) return fail({ kind: 'deletion-running', retry: 'later' })
    return this.ports.connections.using(open, async () => {
      const entries = await this.findEntries(copyIds)
      const refusal = this.checkEntries(entries)
      if (refusal !== null) return refusal
      const view = this.startWork(open, entries, () => this.runRounds(open, entries))
      void this.whenFinished().then(this.ports.connections.acquire(open))
      return succeed(view)
    })
  }

  /**
   * Restores copies after a deletion on this connection that should have removed what blocked them. Waits for a running
   * restore first. Copies in `stillBlocked` are reported as not replaced. The caller holds a lease until this settles.
   */
  async startAfterDeletion(
    open: OpenConnection,
    copyIds: readonly string[],
    stillBlocked: ReadonlySet<string>,
  ): Promise<void> {
    const entries = await this.findEntries(copyIds)
    while (this.isRunning()) await this.whenFinished()
    const isBlocked = ({ id }: BinEntry): boolean => stillBlocked.has(id)
    const toSend = entries.filter((entry) => !isBlocked(entry))
    this.startWork(open, entries, async () => {
      for (const entry of entries.filter(isBlocked)) this.reportState(entry, { state: 'not-replaced' })
      if (!this.isClosing && this.ports.canWrite(open)) await this.runRounds(open, toSend)
      this.reportRemaining(entries, { kind: 'stopped', retry: 'no' })
    })
    await this.whenFinished()
  }

  private async findEntries(copyIds: readonly string[]): Promise<BinEntry[]> {
    const entries = await Promise.all([...new Set(copyIds)].map((id) => this.ports.bin.findCopy(id)))
    return entries.filter((entry) => entry !== null)
  }

  /** Failures: `request-invalid` (no such copy), `deletion-running` (another restore has started). */
  private checkEntries(entries: readonly BinEntry[]): ReturnType<typeof fail> | null {
    if (entries.length === 0) return fail({ kind: 'request-invalid', retry: 'no' })
    return this.isRunning() ? fail({ kind: 'deletion-running', retry: 'later' }) : null
  }

  private startWork(
    open: OpenConnection,
    entries: readonly BinEntry[],
    work: () => Promise<void>,
  ): RestoreRun {
    const view = {
      ...workAccountOf(open),
      files: entries.map(toRestoreFile),
      isDone: false,
      stopRequested: false,
    }
    this.stopController = new AbortController()
    this.limits = createStopLimits(this.ports.clock)
    this.runningOn = open
    this.view = view
    this.ports.onChange()
    this.running = this.runWork(entries, work).catch(() => undefined)
    return view
  }

  private async runWork(entries: readonly BinEntry[], work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } finally {
      this.limits.end()
      // After any error, report the remaining files and let the next restore start.
      this.reportRemaining(entries, { kind: 'internal', retry: 'no' })
      if (this.view !== null) this.view = { ...this.view, isDone: true }
      this.ports.onChange()
    }
  }

  private async runRounds(open: OpenConnection, entries: readonly BinEntry[]): Promise<void> {
    const { serverKey, connection } = open
    const isSameAccount = (entry: BinEntry): boolean =>
      entry.serverKey === serverKey && entry.accountId === connection.accountId
    for (const entry of entries)
      if (!isSameAccount(entry)) this.reportState(entry, { state: 'other-connection' })
    for (const round of toRounds(entries.filter(isSameAccount))) await this.runRound(open, round)
  }

  private reportRemaining(entries: readonly BinEntry[], failure: AppFailure): void {
    for (const { copyId, outcome } of this.view?.files ?? []) {
      const entry = entries.find(({ id }) => id === copyId)
      if (entry !== undefined && !isFinal(outcome))
        this.reportState(entry, { state: 'not-restored', failure })
    }
  }

  private async runRound(open: OpenConnection, round: Round): Promise<void> {
    const { bin, measure, clock, canWrite, onRefresh } = this.ports
    const byId = new Map(round.entries.map((entry) => [entry.id, entry]))
    const restoreRound = new RestoreRound(
      {
        client: open.client,
        bin,
        measure,
        clock,
        canWrite: () => canWrite(open),
        suspendCount: () => this.suspendCount,
        stopSignal: this.stopController.signal,
        limits: this.limits,
        onState: (id, state) => {
          const entry = byId.get(id)
          if (entry !== undefined) this.reportState(entry, state)
        },
      },
      round.context,
      round.entries,
    )
    const assets = await restoreRound.run()
    if (assets === null) return
    const segmentIds = [...new Set(round.entries.map(({ identity }) => identity.segmentId))]
    onRefresh({ accountKey: accountKeyOf(open), context: round.context, segmentIds, assets })
  }

  private reportState(entry: BinEntry, outcome: RestoreState): void {
    if (this.view === null) return
    const files = this.view.files.map((file) => (file.copyId === entry.id ? { ...file, outcome } : file))
    this.view = { ...this.view, files }
    if (isFinal(outcome)) this.ports.onRestored(entry, outcome)
    if (outcome.state === 'restored' || outcome.state === 'restored-elsewhere') {
      // Only a mark in the list of copies. If it cannot be saved, the file is restored nevertheless.
      void this.ports.bin.markRestored(entry.id).catch(() => undefined)
    }
    this.ports.onChange()
  }
}

function isFinal({ state }: RestoreState): boolean {
  return state !== 'waiting' && state !== 'sending' && state !== 'checking'
}

function toRestoreFile(entry: BinEntry): RestoreFile {
  return {
    copyId: entry.id,
    identity: entry.identity,
    outcome: { state: 'waiting' },
    doubt: findRestoreDoubt({
      context: entry.identity.context,
      projectId: entry.projectId,
      size: entry.size,
    }),
  }
}

interface Round {
  readonly context: AssetContext
  readonly entries: readonly BinEntry[]
}

function toRounds(entries: readonly BinEntry[]): Round[] {
  const byContext = new Map<string, { context: AssetContext; entries: BinEntry[] }>()
  for (const entry of entries) {
    const context = getUploadContext(entry)
    const group = byContext.get(contextKey(context))
    if (group === undefined) byContext.set(contextKey(context), { context, entries: [entry] })
    else group.entries.push(entry)
  }
  return [...byContext.values()].flatMap(({ context, entries: all }) =>
    Array.from({ length: Math.ceil(all.length / maxCopiesPerRound) }, (_, round) => ({
      context,
      entries: all.slice(round * maxCopiesPerRound, (round + 1) * maxCopiesPerRound),
    })),
  )
}
