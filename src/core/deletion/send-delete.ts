import type { AssetIdentity } from '../../shared/asset'
import type { AppFailure } from '../../shared/failure'
import { checkDeleteTarget } from '../assets/delete-target'
import { WordbeeError } from '../wordbee/wordbee-error'
import type { DeleteAnswer } from './run-state'
import type { DeletionClient } from './ports'

/** The name cannot be sent safely, or the server refused its length; nothing was done. */
export type Refusal = { readonly kind: 'unsafe-name' | 'name-too-long' }

export function isRefusal(answer: DeleteAnswer | Refusal): answer is Refusal {
  return answer.kind === 'unsafe-name' || answer.kind === 'name-too-long'
}

/**
 * Whether a copy failed because the query of its download is too long, as that of the DELETE would be. `detail`: that of the
 * failure; an error page of the web server has only its status.
 */
export function isTooLongToCopy(
  client: Pick<DeletionClient, 'buildDelete'>,
  asset: AssetIdentity,
  detail: string | undefined,
): boolean {
  const target = checkDeleteTarget(asset)
  const request = target === null ? null : client.buildDelete(target)
  return request?.ok === true && request.isLong && (detail === 'HTTP 404' || detail === 'HTTP 414')
}

/**
 * Sends one DELETE, once, and classifies the response by what it proves. Never retries (docs/rules.md#p1). `refuse` is called
 * after all waits for quota and throttles, and can still prevent the call.
 */
export async function sendDelete(
  client: DeletionClient,
  asset: AssetIdentity,
  refuse: () => AppFailure | null,
): Promise<DeleteAnswer | Refusal> {
  const target = checkDeleteTarget(asset)
  if (target === null) return { kind: 'unsafe-name' }
  const request = client.buildDelete(target)
  if (!request.ok) return { kind: request.refusal }
  try {
    const status = await client.deleteAsset(request.permit, { refuse })
    return { kind: 'answered', responseText: String(status) }
  } catch (error) {
    if (!(error instanceof WordbeeError)) throw error
    return request.isLong && isTooLong(error) ? { kind: 'name-too-long' } : toAnswer(error)
  }
}

/** Web servers respond so to a query over their limit, before anything reads it (docs/platform-api.md#query-parameters). */
function isTooLong({ facts: { status } }: WordbeeError): boolean {
  return status === 404 || status === 414
}

function toAnswer({ failure, facts }: WordbeeError): DeleteAnswer {
  const { kind, detail } = failure
  const responseText = [facts.status === null ? kind : String(facts.status), detail ?? ''].join(' ').trim()
  const optionalDetail = detail === undefined ? {} : { detail }
  if (kind === 'throttled') return { kind: 'throttled', responseText, wasSent: facts.status !== null }
  if (facts.nothingWasDone) return { kind: 'not-run', responseText }
  if (kind === 'forbidden') return { kind: 'forbidden', responseText, ...optionalDetail }
  if (kind === 'server-refused') return { kind: 'refused', responseText, ...optionalDetail }
  return { kind: 'unclear', responseText }
}
