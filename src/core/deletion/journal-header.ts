import type { OpenConnection } from '../connections/open-connection'
import type { JournalHeader } from './journal-entry'
import { startRun } from './run-state'
import type { DeletionPlan } from './plan'

/** The first line of a run's journal: what was confirmed, on which server and account. */
export function journalHeaderOf(
  plan: DeletionPlan,
  run: { readonly id: string; readonly startedAt: number; readonly open: OpenConnection },
): JournalHeader {
  const { connectionName, connectionColor, host, accountId, kind, keepsCopies, bytes } = plan.question
  const view = startRun(plan, run.id)
  return {
    jobId: run.id,
    connectionName,
    connectionColor,
    host,
    accountId,
    kind,
    keepsCopies,
    bytes,
    startedAt: run.startedAt,
    serverKey: run.open.serverKey,
    context: plan.touched.context,
    segmentIds: [...plan.touched.segmentIds],
    files: plan.question.files.map(({ asset }, n) => {
      const { segmentId, locale, relativePath, name, size, modifiedDate } = asset
      const outcome = view.files[n]?.outcome ?? { state: 'waiting' }
      return { segmentId, locale, relativePath, name, size, modifiedDate, outcome }
    }),
  }
}
