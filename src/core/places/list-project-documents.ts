import type { DocumentList } from '../../shared/place'
import { fail, succeed, type Result } from '../../shared/result'
import type { WordbeeClient } from '../wordbee/client'
import type { DocumentsProgress } from '../wordbee/list-documents'
import { toFailure } from '../wordbee/wordbee-error'
import { CallCounter, NotApprovedError, type CallCounterPorts } from './call-counter'

interface ListProjectDocumentsRequest extends Pick<CallCounterPorts, 'onCost'> {
  readonly client: Pick<WordbeeClient, 'listDocuments' | 'estimateWaitMs'>
  readonly projectId: number
  readonly signal: AbortSignal
  /** Called after each page. */
  readonly onFound: (found: number, expected: number | null) => void
}

/** Lists all documents of a project. Many small pages are reported as a cost. Failures: `stopped` and the client's. */
export async function listProjectDocuments(
  request: ListProjectDocumentsRequest,
): Promise<Result<DocumentList>> {
  const { client, projectId, signal, onFound, onCost } = request
  const counter = new CallCounter({ estimateWaitMs: (calls) => client.estimateWaitMs(calls), onCost })
  counter.count()
  try {
    const list = await client.listDocuments(projectId, {
      signal,
      async onPage(progress) {
        const found = progress.documents.length
        onFound(found, progress.total)
        await counter.confirmCost({ calls: pagesLeft(progress), segments: progress.total ?? found })
        counter.count()
      },
    })
    return succeed(list)
  } catch (error) {
    if (error instanceof NotApprovedError) return fail({ kind: 'stopped', retry: 'now' })
    return fail(toFailure(error))
  }
}

/** Number of remaining pages, if they have the size of the latest one; at least one. */
export function pagesLeft({ documents, total, pageSize }: DocumentsProgress): number {
  const left = Math.max(0, (total ?? 0) - documents.length)
  return pageSize === 0 ? 1 : Math.max(1, Math.ceil(left / pageSize))
}
