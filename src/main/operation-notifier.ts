import type { Clock } from '../core/ports'
import type { DeletionRun } from '../shared/deletion'
import type { MessageKey } from '../shared/messages/catalogue'
import type { RestoreRun } from '../shared/recycle-bin'
import type { TransferBatch } from '../shared/transfers'

/** What the system tells in the name of the app: numbers, and never a file's name. */
export interface Notice {
  readonly title: MessageKey
  readonly body: MessageKey
  readonly numbers: Readonly<Record<string, number>>
}

/** What the herald asks of the desktop. */
export interface DesktopNotifications {
  /** Whether the window is in front: what it shows need not be told then. */
  readonly isInFront: () => boolean
  /** Tells it by the system; pressed, it leads to the job. */
  readonly notify: (notice: Notice) => void
  /** How far the job is, 0 to 1, on the dock or the taskbar; null clears it. */
  readonly showProgress: (fraction: number | null) => void
}

/** A job is worth a notice from so many milliseconds or files on: a short one was watched. */
const longMs = 10_000
const manyFiles = 25

/** What is known of a job while it runs. */
interface WatchedOperation {
  readonly id: string
  readonly since: number
  /** That files vanished is told when it is seen, and once. */
  hasAlarmed: boolean
}

/** Tells of long jobs while the window is in the background, and shows on the taskbar how far they are. */
export class OperationNotifier {
  private deletion: WatchedOperation | null = null
  private restore: WatchedOperation | null = null
  private shown: number | null = null
  private readonly fractions = {
    deletion: null as number | null,
    restore: null as number | null,
    transfers: null as number | null,
  }

  constructor(
    private readonly desktop: DesktopNotifications,
    private readonly clock: Pick<Clock, 'elapsed' | 'now'>,
  ) {}

  /** To be told of each change of the job, now and then. */
  runChanged(job: DeletionRun): void {
    const isOver = job.phase === 'done' || job.phase === 'interrupted'
    if (!isOver && this.deletion?.id !== job.id) this.deletion = this.watch(job.id)
    const watched = this.deletion
    if (watched?.id !== job.id) return
    this.fractions.deletion = isOver
      ? null
      : fractionOf(job.files.map(({ outcome }) => isSettled(outcome.state)))
    this.showProgress()
    if (job.vanished.length > 0 && !watched.hasAlarmed) {
      watched.hasAlarmed = true
      this.notify({
        title: 'notice.vanished.title',
        body: 'notice.vanished',
        numbers: { count: job.vanished.length },
      })
    } else if (isOver && this.isLong(watched, job.files.length) && !watched.hasAlarmed) {
      this.notify(noticeOf(job))
    }
    if (isOver) this.deletion = null
  }

  onRestoreChange(restore: RestoreRun | null): void {
    const watched = this.restore
    if (restore !== null && !restore.isDone) {
      this.restore ??= this.watch('restore')
      this.fractions.restore = fractionOf(restore.files.map(({ outcome }) => isSent(outcome.state)))
    } else {
      this.restore = null
      this.fractions.restore = null
    }
    this.showProgress()
    if (restore?.isDone === true && watched !== null && this.isLong(watched, restore.files.length))
      this.notify(restoreNotice(restore))
  }

  /** To be told of all transfers, now and then. */
  onTransferProgress(batches: readonly TransferBatch[]): void {
    this.fractions.transfers = fractionMoved(batches.filter(({ phase }) => phase === 'running'))
    this.showProgress()
  }

  onBatchEnd(batch: TransferBatch): void {
    const { files, beganAt } = batch
    if (files > manyFiles || this.clock.now() - beganAt > longMs) this.notify(transferNotice(batch))
  }

  private watch(id: string): WatchedOperation {
    return { id, since: this.clock.elapsed(), hasAlarmed: false }
  }

  private isLong({ since }: WatchedOperation, files: number): boolean {
    return files > manyFiles || this.clock.elapsed() - since > longMs
  }

  private notify(notice: Notice): void {
    if (!this.desktop.isInFront()) this.desktop.notify(notice)
  }

  private showProgress(): void {
    const fraction = this.fractions.deletion ?? this.fractions.restore ?? this.fractions.transfers
    if (fraction === this.shown) return
    this.shown = fraction
    this.desktop.showProgress(fraction)
  }
}

function fractionOf(ends: readonly boolean[]): number {
  return ends.length === 0 ? 0 : ends.filter(Boolean).length / ends.length
}

function isSettled(state: DeletionRun['files'][number]['outcome']['state']): boolean {
  return state !== 'waiting' && state !== 'asking' && state !== 'unknown'
}

function isSent(state: RestoreRun['files'][number]['outcome']['state']): boolean {
  return state !== 'waiting' && state !== 'sending'
}

/** Only what a listing proved counts as deleted. */
function noticeOf({ files, phase, stop }: DeletionRun): Notice {
  const done = files.filter(({ outcome }) => outcome.state === 'deleted-and-verified').length
  const numbers = { done, total: files.length }
  if (phase === 'interrupted')
    return { title: 'notice.interrupted.title', body: 'notice.interrupted', numbers }
  if (stop !== null) return { title: 'notice.stopped.title', body: 'notice.part', numbers }
  return { title: 'notice.ended.title', body: done === files.length ? 'notice.all' : 'notice.part', numbers }
}

function restoreNotice({ files }: RestoreRun): Notice {
  const done = files.filter(({ outcome }) => outcome.state === 'restored').length
  const numbers = { done, total: files.length }
  const isWhole = done === files.length
  return {
    title: 'notice.restored.title',
    body: isWhole ? 'notice.restored.all' : 'notice.restored.part',
    numbers,
  }
}

/** By bytes, or by files where no size is known; null where nothing runs. */
function fractionMoved(batches: readonly TransferBatch[]): number | null {
  if (batches.length === 0) return null
  const sum = (of: (batch: TransferBatch) => number): number =>
    batches.reduce((whole, batch) => whole + of(batch), 0)
  const [bytes, files] = [sum((batch) => batch.bytes), sum((batch) => batch.files)]
  if (bytes > 0) return Math.min(1, sum((batch) => batch.bytesDone) / bytes)
  return files === 0 ? 0 : sum(({ counts }) => counts.done) / files
}

/** Only what is whole and proven counts. */
function transferNotice({ kind, files, counts }: TransferBatch): Notice {
  const isWhole = counts.done === files
  return {
    title: `notice.${kind}.title`,
    body: isWhole ? 'notice.moved.all' : 'notice.moved.part',
    numbers: { done: counts.done, total: files },
  }
}
