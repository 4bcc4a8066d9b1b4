import type { TransferProblem } from '../../shared/transfers'
import { toStorageCause } from '../storage/storage-cause'
import { WordbeeError } from '../wordbee/wordbee-error'
import { AssetBytesError } from './stream-asset-bytes'

/** Why the bytes of a file did not arrive or did not reach the disk. */
export type TransferFailure =
  /** The transfer was stopped; nothing is wrong with the file. */
  | { readonly kind: 'stopped' }
  | { readonly kind: 'offline' }
  /** `retry`: `after-pause` waits for the server's throttle pause; `at-once` is for transient errors. */
  | {
      readonly kind: 'failed'
      readonly problem: TransferProblem
      readonly detail?: string
      readonly retry: 'after-pause' | 'at-once' | 'no'
    }

/** Error codes if the target is no longer the chosen folder: gone, not a folder, or a link. */
const goneCodes = ['ENOENT', 'ENOTDIR', 'ELOOP', 'ENODEV', 'ENXIO']

/** Maps any error that is thrown between the server and the disk. */
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

/** Attempts against a throttling server; each waits for the pause to end. */
const maxThrottledTries = 4
/** Attempts after a transient error. */
const maxTries = 2

/** Repeats the work until it succeeds, or fails in a way that a retry cannot fix. The count begins again after progress. */
export async function withRetries<Value>(
  work: () => Promise<Value>,
  isStopped: () => boolean,
  withProgress: () => boolean = () => false,
): Promise<{ readonly kind: 'done'; readonly value: Value } | TransferFailure> {
  const tries = { 'at-once': 0, 'after-pause': 0, no: 0 }
  for (;;) {
    if (isStopped()) return { kind: 'stopped' }
    try {
      return { kind: 'done', value: await work() }
    } catch (error) {
      const failure = toTransferFailure(error)
      if (failure.kind !== 'failed') return failure
      if (failure.retry === 'at-once' && withProgress()) {
        tries['at-once'] = 0
        continue
      }
      tries[failure.retry] += 1
      const isLast =
        failure.retry === 'no' || tries['at-once'] === maxTries || tries['after-pause'] === maxThrottledTries
      if (isLast) return isStopped() ? { kind: 'stopped' } : failure
    }
  }
}
