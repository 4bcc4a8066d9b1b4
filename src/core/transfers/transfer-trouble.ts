import type { TransferProblem } from '../../shared/transfers'
import { storageCause } from '../storage/storage-cause'
import { WordbeeError } from '../wordbee/wordbee-error'
import { AssetBytesError } from './asset-bytes'

/** What becomes of a file whose bytes did not come, or did not reach the disk. */
export type Trouble =
  /** Its turn is over; nothing was wrong with it. */
  | { readonly kind: 'stopped' }
  | { readonly kind: 'offline' }
  /** `again`: `after-pause` once the server's pause is over, `at-once` for what may pass by itself. */
  | {
      readonly kind: 'failed'
      readonly problem: TransferProblem
      readonly detail?: string
      readonly again: 'after-pause' | 'at-once' | 'no'
    }

/** The target is not the folder that was chosen: it is gone, no folder, or a link by now. */
const goneCodes = ['ENOENT', 'ENOTDIR', 'ELOOP', 'ENODEV', 'ENXIO']

/** Of anything that is thrown on the way from the server to the disk. */
export function troubleOf(error: unknown): Trouble {
  if (error instanceof AssetBytesError)
    return { kind: 'failed', problem: error.problem, again: error.mayPass ? 'at-once' : 'no' }
  if (!(error instanceof WordbeeError))
    return { kind: 'failed', problem: isGone(error) ? 'target-gone' : storageCause(error), again: 'no' }
  const { kind, detail } = error.failure
  if (kind === 'stopped') return { kind: 'stopped' }
  if (kind === 'unreachable') return { kind: 'offline' }
  const again = kind === 'throttled' ? 'after-pause' : mayPass.includes(kind) ? 'at-once' : 'no'
  return { kind: 'failed', problem: kind, again, ...(detail === undefined ? {} : { detail }) }
}

const mayPass: readonly TransferProblem[] = ['answer-cut', 'timed-out']

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && goneCodes.includes(String(error.code))
}

/** Times that a server which asks to wait is asked; each waits for the pause to end. */
const triesWhileThrottled = 4
/** Times that what broke off, or came to nothing, is tried. */
const triesOfOne = 2

/** Does the work until it is done, or fails in a way that another try would not help. */
export async function withRetries<Value>(
  work: () => Promise<Value>,
  isStopped: () => boolean,
): Promise<{ readonly kind: 'done'; readonly value: Value } | Trouble> {
  const tries = { 'at-once': 0, 'after-pause': 0, no: 0 }
  for (;;) {
    if (isStopped()) return { kind: 'stopped' }
    try {
      return { kind: 'done', value: await work() }
    } catch (error) {
      const trouble = troubleOf(error)
      if (trouble.kind !== 'failed') return trouble
      tries[trouble.again] += 1
      const isLast =
        trouble.again === 'no' ||
        tries['at-once'] === triesOfOne ||
        tries['after-pause'] === triesWhileThrottled
      if (isLast) return isStopped() ? { kind: 'stopped' } : trouble
    }
  }
}
