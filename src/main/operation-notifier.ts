import type { Clock } from '../core/ports'
import type { DeletionRun } from '../shared/deletion'
import type { MessageKey } from '../shared/messages/catalogue'
import type { RestoreRun } from '../shared/recycle-bin'
import type { TransferBatch } from '../shared/transfers'

/** Content of a system notification: numbers, never file names. */
export interface Notice {
  readonly title: MessageKey
  readonly body: MessageKey
  readonly numbers: Readonly<Record<string, number>>
}

/** Access to the desktop of the operating system. */
export interface DesktopNotifications {
  /** Whether the window is in front, so that no notification is needed. */
  readonly isInFront: () => boolean
  /** Shows a system notification; a click opens the list of operations. */
  readonly notify: (notice: Notice) => void
  /** Shows progress from 0 to 1 on the dock or taskbar; null clears it. */
  readonly showProgress: (fraction: number | null) => void
}

/** Only operations above one of these limits are reported; users watch shorter ones. */
const minNoticeMs = 10_000
const minNoticeFiles = 25

/** State of a running operation. */
interface WatchedOperation {
  readonly id: string
  readonly since: number
  /** Vanished files are reported immediately, and only once. */
  hasWarned: boolean
}

/** Reports long operations while the window is in the background, and shows their progress on the taskbar. */
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

  /** Called with the current state of the run after changes. */
  runChanged(run: DeletionRun): void {
    const isOver = run.phase === 'done' || run.phase === 'interrupted'
    if (!isOver && this.deletion?.id !== run.id) this.deletion = this.startWatching(run.id)
    const watched = this.deletion
    if (watched?.id !== run.id) return
    this.fractions.deletion = isOver
      ? null
      : fractionOf(run.files.map(({ outcome }) => isSettled(outcome.state)))
    this.showProgress()
    if (run.vanished.length > 0 && !watched.hasWarned) {
      watched.hasWarned = true
      this.notify({
        title: 'notice.vanished.title',
        body: 'notice.vanished',
        numbers: { count: run.vanished.length },
      })
    } else if (isOver && this.isLong(watched, run.files.length) && !watched.hasWarned) {
      this.notify(noticeOf(run))
    }
    if (isOver) this.deletion = null
  }

  onRestoreChange(restore: RestoreRun | null): void {
    const watched = this.restore
    if (restore !== null && !restore.isDone) {
      this.restore ??= this.startWatching('restore')
      this.fractions.restore = fractionOf(restore.files.map(({ outcome }) => isSent(outcome.state)))
    } else {
      this.restore = null
      this.fractions.restore = null
    }
    this.showProgress()
    if (restore?.isDone === true && watched !== null && this.isLong(watched, restore.files.length))
      this.notify(restoreNotice(restore))
  }

  /** Called with the current state of all transfers after changes. */
  onTransferProgress(batches: readonly TransferBatch[]): void {
    this.fractions.transfers = transferredFraction(batches.filter(({ phase }) => phase === 'running'))
    this.showProgress()
  }

  onBatchEnd(batch: TransferBatch): void {
    const { files, beganAt } = batch
    // A start in the future means that the clock was set back, perhaps between two sessions of the app.
    const isLong = Math.abs(this.clock.now() - beganAt) > minNoticeMs
    if (files > minNoticeFiles || isLong) this.notify(transferNotice(batch))
  }

  private startWatching(id: string): WatchedOperation {
    return { id, since: this.clock.elapsed(), hasWarned: false }
  }

  private isLong({ since }: WatchedOperation, files: number): boolean {
    return files > minNoticeFiles || this.clock.elapsed() - since > minNoticeMs
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

/** Counts only verified deletions. */
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

/** In bytes, or in files if no size is known; null if nothing runs. */
function transferredFraction(batches: readonly TransferBatch[]): number | null {
  if (batches.length === 0) return null
  const sum = (valueOf: (batch: TransferBatch) => number): number =>
    batches.reduce((whole, batch) => whole + valueOf(batch), 0)
  const [bytes, files] = [sum((batch) => batch.bytes), sum((batch) => batch.files)]
  if (bytes > 0) return Math.min(1, sum((batch) => batch.bytesDone) / bytes)
  return files === 0 ? 0 : sum(({ counts }) => counts.done) / files
}

/** Counts only complete, verified files. */
function transferNotice({ kind, files, counts }: TransferBatch): Notice {
  const isWhole = counts.done === files
  return {
    title: `notice.${kind}.title`,
    body: isWhole ? 'notice.moved.all' : 'notice.moved.part',
    numbers: { done: counts.done, total: files },
  }
}
