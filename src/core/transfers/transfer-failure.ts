import type { TransferProblem } from '../../shared/transfers'
import { toStorageCause } from '../storage/storage-cause'
import { WordbeeError } from '../wordbee/wordbee-error'
import { AssetBytesError } from './stream-asset-bytes'

/** What becomes of a file whose bytes did not come, or did not reach the disk. */
export type TransferFailure =
  /** Its turn is over; nothing was wrong with it. */
  | { readonly kind: 'stopped' }
  | { readonly kind: 'offline' }
  /** `again`: `after-pause` once the server's pause is over, `at-once` for what may pass by itself. */
  | {
      readonly kind: 'failed'
      readonly problem: TransferProblem
      readonly detail?: string
      readonly retry: 'after-pause' | 'at-once' | 'no'
    }

/** The target is not the folder that was chosen: it is gone, no folder, or a link by now. */
const goneCodes = ['ENOENT', 'ENOTDIR', 'ELOOP', 'ENODEV', 'ENXIO']

/** Of anything that is thrown on the way from the server to the disk. */
export function toTransferFailure(error: unknown): TransferFailure {
  if (error instanceof AssetBytesError)
    return { kind: 'failed', problem: error.problem, retry: error.isTransient ? 'at-once' : 'no' }
  if (!(error instanceof WordbeeError))
    return { kind: 'failed', problem: isGone(error) ? 'target-gone' : toStorageCause(error), retry: 'no' }
  const { kind, detail } = error.failure
  if (kind === 'stopped') return { kind: 'stopped' }
  if (kind === 'unreachable') return { kind: 'offline' }
  const retry = kind === 'throttled' ? 'after-pause' : transientProblems.includes(kind) ? 'at-once' : 'no'
  return { kind: 'failed', problem: kind, retry, ...(detail === undefined ? {} : { detail }) }
}

const transientProblems: readonly TransferProblem[] = ['answer-cut', 'timed-out']

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && goneCodes.includes(String(error.code))
}

/** Times that a server which asks to wait is asked; each waits for the pause to end. */
const maxThrottledTries = 4
/** Times that what broke off, or came to nothing, is tried. */
const maxTries = 2

/** Does the work until it is done, or fails in a way that another try would not help. */
export async function withRetries<Value>(
  work: () => Promise<Value>,
  isStopped: () => boolean,
): Promise<{ readonly kind: 'done'; readonly value: Value } | TransferFailure> {
  const tries = { 'at-once': 0, 'after-pause': 0, no: 0 }
  for (;;) {
    if (isStopped()) return { kind: 'stopped' }
    try {
      return { kind: 'done', value: await work() }
    } catch (error) {
      const failure = toTransferFailure(error)
      if (failure.kind !== 'failed') return failure
      tries[failure.retry] += 1
      const isLast =
        failure.retry === 'no' || tries['at-once'] === maxTries || tries['after-pause'] === maxThrottledTries
      if (isLast) return isStopped() ? { kind: 'stopped' } : failure
    }
  }
}
