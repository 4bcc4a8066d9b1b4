import type { DeleteTarget } from '../assets/delete-target'
import { deleteUrl, identityParameters, maxQueryLength, queryLength, segmentPath } from './asset-url'
import { toCallFields, type CallOptions } from './budget/call-options'
import { issueDeletePermit, type DeletePermit } from './delete-permit'
import type { Exchange } from './exchange'
import { errorLimitBytes, readText } from './read-body'

export type DeleteRequest =
  | { readonly ok: true; readonly permit: DeletePermit }
  | { readonly ok: false; readonly refusal: 'unsafe-name' | 'name-too-long' }

/**
 * The finished DELETE of one asset, or why there is none (docs/rules.md#p1). The URL is parsed back by rules of its own and must name
 * exactly the target: the same path, each parameter once, each value equal. Source: `api2/delete-asset-from-segment`.
 */
export function buildDelete(root: string, target: DeleteTarget): DeleteRequest {
  const url = deleteUrl(root, target)
  if (queryLength(url) > maxQueryLength) return { ok: false, refusal: 'name-too-long' }
  if (!matchesTarget(url, root, target)) return { ok: false, refusal: 'unsafe-name' }
  return { ok: true, permit: issueDeletePermit(url) }
}

/**
 * The one door: the only function in the program that sends DELETE to an asset path. Gives the status of the answer, which
 * does not say that anything is gone: it is 200 whatever happened, only a listing proves it.
 * Throws `WordbeeError`; `facts.nothingWasDone` tells whether the answer proves that.
 */
export async function deleteAsset(
  exchange: Exchange,
  permit: DeletePermit,
  share: Omit<CallOptions, 'priority'> = {},
): Promise<number> {
  const counted = toCallFields({ ...share, priority: 'deletes' }, 'delete')
  const response = await exchange({ method: 'DELETE', url: permit.url, permit, once: true, ...counted })
  // A body that breaks off says nothing more than the status that came before it.
  await readText(response, errorLimitBytes).catch(() => '')
  return response.status
}

/** Guard (c) of docs/rules.md#p1: what a server will read out of this URL is the target, and nothing else. */
export function matchesTarget(url: string, root: string, target: DeleteTarget): boolean {
  const parsed = new URL(url)
  const path = new URL(segmentPath(root, target.context, target.segmentId))
  if (parsed.hash !== '' || parsed.origin !== path.origin || parsed.pathname !== path.pathname) return false
  if (parsed.username !== '' || parsed.password !== '') return false
  const expected = new Map(identityParameters(target))
  const sent = parsed.search.slice(1).split('&').map(splitOnce)
  if (sent.length !== expected.size || new Set(sent.map(([key]) => key)).size !== sent.length) return false
  const named = expected.get('filename') ?? ''
  return named.trim() !== '' && sent.every(([key, value]) => readsAs(value, expected.get(key)))
}

/** Both ways in which servers decode a query value, with `+` as itself and as a space, must give the same text. */
function readsAs(encoded: string, expected: string | undefined): boolean {
  if (expected === undefined || encoded.includes('+')) return false
  try {
    return decodeURIComponent(encoded) === expected
  } catch {
    return false
  }
}

function splitOnce(parameter: string): [string, string] {
  const at = parameter.indexOf('=')
  return at === -1 ? [parameter, ''] : [parameter.slice(0, at), parameter.slice(at + 1)]
}
