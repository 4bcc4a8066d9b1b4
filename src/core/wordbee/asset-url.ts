import type { AssetContext, AssetIdentity } from '../../shared/asset'

/**
 * Builds all asset URLs. Values are sent exactly as listed, encoded by `encodeURIComponent`; a space becomes `%20`, because a
 * strict decoder would keep a `+`. An empty folder or locale is left out.
 * Source: `api2/project-assets`, `api2/flex-project-assets`, docs/platform-api.md#query-parameters.
 */

/** Maximum length of the encoded query, without the `?`. IIS responds with 404 to more than 2,048 characters. */
export const maxQueryLength = 2_000

export function listSegmentUrl(root: string, context: AssetContext, segmentId: number): string {
  return join(`${segmentPath(root, context, segmentId)}/list`, scopeParameters(context))
}

export function listSegmentsUrl(root: string, context: AssetContext, segmentIds: readonly number[]): string {
  return join(`${assetsPath(root, context)}/list`, [
    ...scopeParameters(context),
    ['segmentIds', segmentIds.join(',')],
  ])
}

export function attachUrl(root: string, context: AssetContext, segmentId: number): string {
  return join(segmentPath(root, context, segmentId), scopeParameters(context))
}

export function downloadUrl(root: string, asset: AssetIdentity): string {
  return join(segmentPath(root, asset.context, asset.segmentId), identityParameters(asset))
}

/**
 * URL to DELETE one asset. Only for `delete-asset.ts`, which verifies the result before it is sent. In a query over the usual
 * limit the name comes last: if anything cut the query, the DELETE would still not lose its language and folder.
 */
export function deleteUrl(root: string, asset: AssetIdentity): string {
  const path = segmentPath(root, asset.context, asset.segmentId)
  const parameters = identityParameters(asset)
  const url = join(path, parameters)
  if (queryLength(url) <= maxQueryLength) return url
  const isName = ([key]: [string, string]): boolean => key === 'filename'
  return join(path, [...parameters.filter((parameter) => !isName(parameter)), ...parameters.filter(isName)])
}

export function mediaUploadUrl(root: string, fileName: string): string {
  return join(`${root}/media/upload`, [['filename', fileName]])
}

export function jointUploadUrl(root: string): string {
  return `${root}/media/upload/multi`
}

/** URL of one segment's assets without a query, to build a URL and to verify a finished one. */
export function segmentPath(root: string, context: AssetContext, segmentId: number): string {
  return `${assetsPath(root, context)}/${String(segmentId)}`
}

/** The query parameters that identify one asset, each once, unencoded. */
export function identityParameters(asset: AssetIdentity): [string, string][] {
  const parameters: [string, string][] = [...scopeParameters(asset.context), ['filename', asset.name]]
  if (asset.locale !== null && asset.locale !== '') parameters.push(['locale', asset.locale])
  if (asset.relativePath !== '') parameters.push(['relativePath', asset.relativePath])
  return parameters
}

/** How many of these ids fit into one listing call; at least one. */
export function countIdsThatFit(context: AssetContext, segmentIds: readonly number[], limit: number): number {
  let length = queryOf([...scopeParameters(context), ['segmentIds', '']]).length
  let count = 0
  for (const id of segmentIds.slice(0, limit)) {
    length += String(id).length + (count === 0 ? 0 : '%2C'.length)
    if (count > 0 && length > limit) break
    count += 1
  }
  return count
}

/** Number of calls that listing these segments takes. */
export function countListings(context: AssetContext, segmentIds: readonly number[]): number {
  let calls = 0
  for (let from = 0; from < segmentIds.length; calls += 1) {
    from += countIdsThatFit(context, segmentIds.slice(from), maxQueryLength)
  }
  return calls
}

export function queryLength(url: string): number {
  const start = url.indexOf('?')
  return start === -1 ? 0 : url.length - start - 1
}

function assetsPath(root: string, context: AssetContext): string {
  if (context.family === 'classic') return `${root}/resources/assets`
  return `${root}/apps/wbflex/documents/${encodeURIComponent(context.documentId)}/assets`
}

function scopeParameters(context: AssetContext): [string, string][] {
  return context.family === 'classic' ? [['scope', context.scope]] : []
}

function join(path: string, parameters: readonly (readonly [string, string])[]): string {
  return parameters.length === 0 ? path : `${path}?${queryOf(parameters)}`
}

function queryOf(parameters: readonly (readonly [string, string])[]): string {
  return parameters.map(([key, value]) => `${key}=${encodeText(value)}`).join('&')
}

/** Refuses a value that is missing at runtime, which `encodeURIComponent` would turn into the word `undefined` or `null`. */
function encodeText(value: unknown): string {
  if (typeof value !== 'string') throw new TypeError('a query value is missing')
  return encodeURIComponent(value)
}
