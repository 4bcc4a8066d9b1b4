import type { WorkAccount } from '../../../shared/connection'
import {
  isOwnProblem,
  type TransferBatch,
  type TransferKind,
  type TransferProblem,
  type TransferState,
} from '../../../shared/transfers'
import { failureText } from '../../lib/failure-text'
import { formatDuration, formatSize } from '../../lib/format'
import { t } from '../../lib/intl'

export type Tone = 'ok' | 'quiet' | 'warn' | 'bad'

export function batchName({ kind, files }: Pick<TransferBatch, 'kind' | 'files'>): string {
  return t(`transfer.name.${kind}`, { count: files })
}

/** Severity of the state of a file. Only a file verified by a listing is a success. */
export function stateTone({ state }: TransferState): Tone {
  switch (state) {
    case 'done':
      return 'ok'
    case 'failed':
      return 'bad'
    case 'name-taken':
      return 'warn'
    case 'waiting':
    case 'clearing':
    case 'receiving':
    case 'sending':
    case 'checking':
    case 'skipped':
      return 'quiet'
  }
}

function problemText(problem: TransferProblem): string {
  return isOwnProblem(problem) ? t(`transfer.problem.${problem}`) : failureText(problem)
}

/** Text of the state or outcome of a file. */
export function stateText(outcome: TransferState, kind: TransferKind, size: number | null): string {
  switch (outcome.state) {
    case 'receiving':
    case 'sending': {
      const done = formatSize(outcome.bytes)
      return size === null
        ? t(`transfer.state.${outcome.state}`, { done })
        : t(`transfer.state.${outcome.state}.of`, { done, size: formatSize(size) })
    }
    case 'done':
      if (kind === 'download') return t('transfer.state.done.download')
      return t(outcome.bytes === 'same' ? `transfer.state.done.${kind}` : `transfer.state.done.${kind}.size`)
    case 'failed':
      return outcome.differsIn === 'bytes'
        ? t('transfer.problem.came-back-different.bytes')
        : problemText(outcome.problem)
    case 'waiting':
    case 'clearing':
    case 'checking':
    case 'name-taken':
      return t(`transfer.state.${outcome.state}`)
    case 'skipped':
      return t(outcome.isAlreadyThere === true ? 'transfer.state.alreadyThere' : 'transfer.state.skipped')
  }
}

/** Files that need no further work unless the user retries or resolves them. */
export function countSettled({ counts }: Pick<TransferBatch, 'counts'>): number {
  return counts.done + counts.failed + counts.skipped + counts['name-taken']
}

/** Progress from 0 to 100, by bytes, or by files if all of them are empty. */
export function batchPercent(batch: TransferBatch): number {
  const { bytes, bytesDone, files } = batch
  const fraction = bytes > 0 ? bytesDone / bytes : files > 0 ? countSettled(batch) / files : 1
  return Math.min(100, Math.max(0, fraction * 100))
}

/** The outcomes of a batch, counted. */
export function batchSummaryText({ counts, kind, alreadyThere = 0 }: TransferBatch): string {
  const { done, failed } = counts
  const skipped = counts.skipped - alreadyThere
  const nameTaken = counts['name-taken']
  const isEmpty = done + failed + counts.skipped + nameTaken === 0
  const parts = [
    done > 0 || isEmpty ? t(`transfer.sum.done.${kind}`, { count: done }) : null,
    failed > 0 ? t('transfer.sum.failed', { count: failed }) : null,
    nameTaken > 0 ? t('transfer.sum.taken', { count: nameTaken }) : null,
    alreadyThere > 0 ? t('transfer.sum.alreadyThere', { count: alreadyThere }) : null,
    skipped > 0 ? t('transfer.sum.skipped', { count: skipped }) : null,
  ]
  return parts.filter((part) => part !== null).join(' · ')
}

export function batchTone({ counts }: TransferBatch): Tone {
  if (counts.failed > 0) return 'bad'
  if (counts['name-taken'] > 0) return 'warn'
  return counts.done > 0 ? 'ok' : 'quiet'
}

/** Files and bytes done, speed, and time left. */
export function progressText(batch: TransferBatch): string {
  const { files, bytes, bytesDone, bytesPerSecond, secondsLeft, phase } = batch
  const isMoving = phase === 'running'
  const parts = [
    t('transfer.count', { done: countSettled(batch), total: files }),
    t('transfer.bytes', { done: formatSize(bytesDone), size: formatSize(bytes) }),
    isMoving && bytesPerSecond !== null ? t('transfer.speed', { size: formatSize(bytesPerSecond) }) : null,
    isMoving && secondsLeft !== null ? t('transfer.left', { duration: formatDuration(secondsLeft) }) : null,
  ]
  return parts.filter((part) => part !== null).join(' · ')
}

/** Announcement when a batch has ended. */
export function finishedText(batch: TransferBatch): string {
  return t('transfer.ended', { name: batchName(batch), sum: batchSummaryText(batch) })
}

/** Whether the work belongs to another account than the open one. */
export function isElsewhere({ accountKey }: WorkAccount, account: string | null): boolean {
  return accountKey !== account
}
