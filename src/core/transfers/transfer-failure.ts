import type { TransferProblem } from '../../shared/transfers'
import { toStorageCause } from '../storage/storage-cause'
import type { Clock } from '../ports'
import { AssetSizeError, TooManyBytesError } from '../download/asset-stream'
import { WordbeeError } from '../wordbee/wordbee-error'
import { AssetBytesError } from './stream-asset-bytes'

/** Why the bytes of a file did not arrive or did not reach the disk. */
export type TransferFailure =
  /** The transfer was stopped; nothing is wrong with the file. */
  | { readonly kind: 'stopped' }
  | { readonly kind: 'offline' }
  /** `retry`: `after-pause` waits for the server's throttle pause; `soon` is for transient errors. */
  | {
      readonly kind: 'failed'
      readonly problem: TransferProblem
      readonly detail?: string
      readonly retry: 'after-pause' | 'soon' | 'no'
    }

/** Error codes if the target is no longer the chosen folder: gone, not a folder, or a link. */
const goneCodes = ['ENOENT', 'ENOTDIR', 'ELOOP', 'ENODEV', 'ENXIO']

/** Maps any error that is thrown between the server and the disk. */
export function toTransferFailure(error: unknown): TransferFailure {
  if (error instanceof AssetBytesError)
    return { kind: 'failed', problem: error.problem, retry: error.isTransient ? 'soon' : 'no' }
  if (error instanceof AssetSizeError) return toSizeFailure(error)
  if (error instanceof TooManyBytesError) return { kind: 'failed', problem: 'answer-too-large', retry: 'no' }
  if (!(error instanceof WordbeeError))
    return { kind: 'failed', problem: isGone(error) ? 'target-gone' : toStorageCause(error), retry: 'no' }
  const { kind, detail } = error.failure
  if (kind === 'stopped') return { kind: 'stopped' }
  if (kind === 'unreachable') return { kind: 'offline' }
  const retry = kind === 'throttled' ? 'after-pause' : transientProblems.includes(kind) ? 'soon' : 'no'
  return { kind: 'failed', problem: kind, retry, ...(detail === undefined ? {} : { detail }) }
}

/** Another size than listed is a change, unless the server sent the bytes in a coded form, or may not have sent them all. */
function toSizeFailure({ difference, isEncoded, isComplete }: AssetSizeError): TransferFailure {
  if (isEncoded) return { kind: 'failed', problem: 'answer-encoded', retry: 'no' }
  return difference === 'shorter' && !isComplete
    ? { kind: 'failed', problem: 'answer-cut', retry: 'soon' }
    : { kind: 'failed', problem: 'changed-on-server', retry: 'no' }
}

const transientProblems: readonly TransferProblem[] = ['answer-cut', 'timed-out']

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && goneCodes.includes(String(error.code))
}

/** Attempts against a throttling server; each waits for the pause to end. */
const maxThrottledTries = 4
/** Attempts after a transient error. */
const maxTries = 2

/** Pause before the work is repeated after a transient error, in ms: what cut the answer may still be there. */
const retryPauseMs = 2_000

interface RetryOptions {
  readonly clock: Pick<Clock, 'sleep'>
  /** Ends a pause. */
  readonly signal: AbortSignal
  /** Whether the last attempt got further than those before: the count of attempts then begins again. */
  readonly hasProgressed?: () => boolean
}

/** Repeats the work until it succeeds, or fails in a way that a retry cannot fix. */
export async function withRetries<Value>(
  work: () => Promise<Value>,
  { clock, signal, hasProgressed = () => false }: RetryOptions,
): Promise<{ readonly kind: 'done'; readonly value: Value } | TransferFailure> {
  const isStopped = (): boolean => signal.aborted
  const tries = { soon: 0, 'after-pause': 0, no: 0 }
  for (;;) {
    if (isStopped()) return { kind: 'stopped' }
    try {
      return { kind: 'done', value: await work() }
    } catch (error) {
      const failure = toTransferFailure(error)
      if (failure.kind !== 'failed') return failure
      if (failure.retry === 'soon' && hasProgressed()) tries.soon = 0
      else tries[failure.retry] += 1
      const isLast =
        failure.retry === 'no' || tries['soon'] === maxTries || tries['after-pause'] === maxThrottledTries
      if (isLast) return isStopped() ? { kind: 'stopped' } : failure
      if (failure.retry === 'soon') await clock.sleep(retryPauseMs, signal)
    }
  }
}
