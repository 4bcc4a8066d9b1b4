import type { AssetKey } from '../../shared/asset'
import type { ListingMonitor } from './listing-monitor'
import { toStop, type RunRecord } from './run-record'
import type { RunRequest } from './run-request'
import * as state from './run-state'
import type { DeleteAnswer } from './run-state'
import type { Snapshot } from './snapshot'

export interface Verification {
  readonly request: Pick<RunRequest, 'plan' | 'onRefresh'>
  /** Contains the reason why the run stopped, or null. */
  readonly record: RunRecord
  readonly listings: ListingMonitor
  readonly answers: ReadonlyMap<AssetKey, DeleteAnswer>
}

/** Settles all files by one closing listing. Without it no file counts as deleted. Never rejects. */
export async function verifyRun(verification: Verification): Promise<void> {
  const { request, record, listings, answers } = verification
  record.update({ phase: 'verifying' })
  const reason = record.facts.stop?.reason
  const hasListingFailed = reason === 'listing-failed' || reason === 'listing-suspicious'
  const after = hasListingFailed ? null : await takeClosingSnapshot(verification)
  if (after === null) {
    const { stop } = record.facts
    record.settleAll((file) => state.settleUnchecked(file, answers.has(file.key), stop))
    return
  }
  const closing = { before: listings.confirmed, after, answers, stop: record.facts.stop }
  record.settleAll((file) => state.settleAtEnd(file, closing))
  request.onRefresh({ ...request.plan.touched, assets: [...after.values()] })
}

async function takeClosingSnapshot({ record, listings, answers }: Verification): Promise<Snapshot | null> {
  if (answers.size === 0 && record.facts.vanished.length === 0) return listings.before
  try {
    return await listings.takeClosingSnapshot()
  } catch (error) {
    record.update({ stop: toStop(error) })
    return null
  }
}
