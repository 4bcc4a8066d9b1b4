import type { AssetKey } from '../../shared/asset'
import type { ListingMonitor } from './listing-monitor'
import { toStop, type RunRecord } from './run-record'
import type { RunRequest } from './run-request'
import * as state from './run-state'
import type { DeleteAnswer } from './run-state'
import type { Snapshot } from './snapshot'

export interface Verification {
  readonly request: Pick<RunRequest, 'plan' | 'onRefresh'>
  /** Holds why the job stopped, or null. */
  readonly record: RunRecord
  readonly listings: ListingMonitor
  readonly answers: ReadonlyMap<AssetKey, DeleteAnswer>
}

/** One closing listing decides; without it nothing that was asked counts as gone. Never rejects. */
export async function verifyRun(job: Verification): Promise<void> {
  const { request, record, listings, answers } = job
  record.update({ phase: 'verifying' })
  const reason = record.view.stop?.reason
  const unreadable = reason === 'listing-failed' || reason === 'listing-suspicious'
  const after = unreadable ? null : await closingSnapshot(job)
  if (after === null) {
    const { stop } = record.view
    record.update(
      state.withOutcomes(record.view, (file) => state.settleUnchecked(file, answers.has(file.key), stop)),
    )
    return
  }
  const closing = { before: listings.confirmed, after, answers, stop: record.view.stop }
  record.update(state.withOutcomes(record.view, (file) => state.settleAtEnd(file, closing)))
  request.onRefresh({ ...request.plan.touched, assets: [...after.values()] })
}

async function closingSnapshot({ record, listings, answers }: Verification): Promise<Snapshot | null> {
  if (answers.size === 0 && record.view.vanished.length === 0) return listings.before
  try {
    return await listings.takeClosingSnapshot()
  } catch (error) {
    record.update({ stop: toStop(error) })
    return null
  }
}
