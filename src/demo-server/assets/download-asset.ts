import type { Handler } from '../http/call-context'
import { fileMissing, invalidParameter } from '../http/error-bodies'
import { percentEncode } from '../http/encode-query'
import { bytesReply } from '../http/reply'
import { matches } from '../store/asset-matching'
import type { Asset } from '../store/model'
import type { ContextReader } from './asset-context'
import { readSegmentId } from './list-assets'
import { rangeReply, validatorsOf } from './range-reply'
import { matchRules, readAssetRequest, resolveTarget } from './resolve-target'

/** The name in ASCII, followed by the encoded name as RFC 6266 encodes it if they differ. */
export function contentDisposition(name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\]/g, '_')
  const encoded = ascii === name ? '' : `; filename*=UTF-8''${percentEncode(name)}`
  return `inline; filename="${ascii}"${encoded}`
}

/** Prefers the neutral file when a name matches several. */
const neutralFirst = (a: Asset, b: Asset) => Number(a.locale !== null) - Number(b.locale !== null)

/** Flex responses may be cached for 30 days. See docs/platform-api.md#downloading-a-file. */
export const downloadAsset =
  (contextOf: ContextReader): Handler =>
  (call) => {
    const { switches, assets } = call.platform
    const context = contextOf(call)
    const request = readAssetRequest(call.query, readSegmentId(call))
    if (request.filename.trim() === '') throw invalidParameter('filename', 'File name is not valid.')
    const target = resolveTarget(request, context, switches)
    const found =
      target === null || context.segment(request.segmentId) === undefined
        ? []
        : assets
            .ofSegment(request.segmentId)
            .filter((candidate) => matches(candidate, target, matchRules(switches)))
    const [asset] = found.sort(neutralFirst)
    if (asset === undefined) throw fileMissing(switches.missingDownload)
    const whole = bytesReply(asset.bytes, {
      'Content-Type': asset.contentType,
      'Content-Disposition': contentDisposition(asset.name),
      ...validatorsOf(asset, switches),
      ...(context.family === 'flex' ? { 'Cache-Control': 'max-age=2592000' } : {}),
    })
    return rangeReply(whole, call.incoming, switches)
  }
