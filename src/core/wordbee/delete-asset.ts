import type { DeleteTarget } from '../assets/delete-target'
import { deleteUrl, identityParameters, maxQueryLength, queryLength, segmentPath } from './asset-url'
import { toCallFields, type CallOptions } from './budget/call-options'
import { issueDeletePermit, type DeletePermit } from './delete-permit'
import type { Exchange } from './exchange'
import { errorLimitBytes, readText } from './read-body'

export type DeleteRequest =
  /** `isLong`: the server may refuse the query for its length. A 404 or 414 then proves that nothing was deleted. */
  | { readonly ok: true; readonly permit: DeletePermit; readonly isLong: boolean }
  | { readonly ok: false; readonly refusal: 'unsafe-name' | 'name-too-long' }

/**
 * The longest query that is tried. A name of 255 characters, the limit of Windows, can take 2,295. The rest of the query must
 * fit what every server accepts.
 */
const maxTriedQueryLength = 8_000
const maxLengthBesidesName = 1_000

/**
 * Builds the DELETE of one asset, or returns why it must not be sent (docs/rules.md#p1). The finished URL is parsed by
 * separate code and must name exactly the target: the same path, each parameter once, each value equal.
 * Source: `api2/delete-asset-from-segment`.
 */
export function buildDelete(root: string, target: DeleteTarget): DeleteRequest {
  const url = deleteUrl(root, target)
  const isLong = queryLength(url) > maxQueryLength
  if (isLong && !canBeTried(url, target)) return { ok: false, refusal: 'name-too-long' }
  if (!matchesTarget(url, root, target)) return { ok: false, refusal: 'unsafe-name' }
  return { ok: true, permit: issueDeletePermit(url), isLong }
}

/** Only a long name is tried: it comes last in the query, so that language and folder reach the server in any case. */
function canBeTried(url: string, { name }: DeleteTarget): boolean {
  const length = queryLength(url)
  return length <= maxTriedQueryLength && length - encodeURIComponent(name).length <= maxLengthBesidesName
}

/**
 * The one door: the only function that sends DELETE to an asset path. Returns the HTTP status, which proves nothing: it is 200
 * even if nothing was deleted, so only a listing can confirm the deletion.
 * Throws `WordbeeError`; `facts.nothingWasDone` is true if the response proves that nothing was deleted.
 */
export async function deleteAsset(
  exchange: Exchange,
  permit: DeletePermit,
  options: Omit<CallOptions, 'priority'> = {},
): Promise<number> {
  const fields = toCallFields({ ...options, priority: 'deletes' }, 'delete')
  const response = await exchange({ method: 'DELETE', url: permit.url, permit, once: true, ...fields })
  // The status is enough, even if the body is truncated.
  await readText(response, errorLimitBytes).catch(() => '')
  return response.status
}

/** Guard (c) of P1: whether a server parses exactly the target from this URL. */
export function matchesTarget(url: string, root: string, target: DeleteTarget): boolean {
  const parsed = new URL(url)
  const path = new URL(segmentPath(root, target.context, target.segmentId))
  if (parsed.hash !== '' || parsed.origin !== path.origin || parsed.pathname !== path.pathname) return false
  if (parsed.username !== '' || parsed.password !== '') return false
  const expected = new Map(identityParameters(target))
  const sent = parsed.search.slice(1).split('&').map(splitOnce)
  if (sent.length !== expected.size || new Set(sent.map(([key]) => key)).size !== sent.length) return false
  const fileName = expected.get('filename') ?? ''
  return fileName.trim() !== '' && sent.every(([key, value]) => decodesTo(value, expected.get(key)))
}

/** Whether a query value decodes to this text, both on servers that keep a `+` and on those that read it as a space. */
function decodesTo(encoded: string, expected: string | undefined): boolean {
  if (expected === undefined || encoded.includes('+')) return false
  try {
    return decodeURIComponent(encoded) === expected
  } catch {
    return false
  }
}

function splitOnce(parameter: string): [string, string] {
  const index = parameter.indexOf('=')
  return index === -1 ? [parameter, ''] : [parameter.slice(0, index), parameter.slice(index + 1)]
}
