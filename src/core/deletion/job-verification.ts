import type { AssetKey } from '../../shared/asset'
import type { JobEyes } from './job-eyes'
import { toStop, type JobRecord } from './job-record'
import type { JobRequest } from './job-request'
import * as state from './job-state'
import type { DeleteAnswer } from './job-state'
import type { Snapshot } from './snapshot'

export interface Verification {
  readonly request: Pick<JobRequest, 'plan' | 'onRefresh'>
  /** Holds why the job stopped, or null. */
  readonly record: JobRecord
  readonly eyes: JobEyes
  readonly answers: ReadonlyMap<AssetKey, DeleteAnswer>
}

/** One closing listing decides; without it nothing that was asked counts as gone. Never rejects. */
export async function verifyJob(job: Verification): Promise<void> {
  const { request, record, eyes, answers } = job
  record.show({ phase: 'verifying' })
  const reason = record.view.stop?.reason
  const unreadable = reason === 'listing-failed' || reason === 'listing-suspicious'
  const after = unreadable ? null : await closingSnapshot(job)
  if (after === null) {
    const { stop } = record.view
    record.show(
      state.withOutcomes(record.view, (file) => state.settleUnchecked(file, answers.has(file.key), stop)),
    )
    return
  }
  const closing = { before: eyes.confirmed, after, answers, stop: record.view.stop }
  record.show(state.withOutcomes(record.view, (file) => state.settleAtEnd(file, closing)))
  request.onRefresh({ ...request.plan.touched, assets: [...after.values()] })
}

async function closingSnapshot({ record, eyes, answers }: Verification): Promise<Snapshot | null> {
  if (answers.size === 0 && record.view.vanished.length === 0) return eyes.before
  try {
    return await eyes.lookAtAll()
  } catch (error) {
    record.show({ stop: toStop(error) })
    return null
  }
}
