import type { CallContext, Handler } from '../http/call-context'
import { ApiError, invalidParameter } from '../http/error-bodies'
import { emptyReply } from '../http/reply'
import { matches } from '../store/asset-matching'
import type { Asset } from '../store/model'
import type { Fault } from '../faults/fault'
import type { AssetContext, ContextReader } from './asset-context'
import { readSegmentId } from './list-assets'
import { matchRules, readAssetRequest, resolveTarget } from './resolve-target'

function refuseWithoutRight({ platform }: CallContext): void {
  const { deleteRight } = platform.switches
  if (deleteRight === 'granted') return
  throw new ApiError(
    'You have no permission to delete reference material of this project.',
    deleteRight === '403' ? 403 : 400,
  )
}

/**
 * Only a missing `filename` distinguishes a wipe from deleting one file. See
 * docs/platform-api.md#deleting-all-files-of-a-segment.
 */
function isWipe({ query, platform }: CallContext): boolean {
  const { switches } = platform
  const filename = query.get('filename')
  if (filename !== undefined && filename.trim() !== '') return false
  if (filename !== undefined && switches.emptyFilename === '400') {
    throw invalidParameter('filename', 'File name is not valid.')
  }
  const isNarrowed = query.get('locale') !== undefined || query.get('relativePath') !== undefined
  if (isNarrowed && switches.localeWithoutFilename === '400') {
    throw invalidParameter('filename', 'File name is required with a locale or a path.')
  }
  return true
}

function requestedAssets(
  call: CallContext,
  context: AssetContext,
  siblings: readonly Asset[],
): readonly Asset[] {
  if (isWipe(call)) return siblings
  const { switches } = call.platform
  const target = resolveTarget(readAssetRequest(call.query, readSegmentId(call)), context, switches)
  return target === null ? [] : siblings.filter((asset) => matches(asset, target, matchRules(switches)))
}

/** A file that the server cannot delete is named with its path on the server's disk. */
function refuseFileOnDisk({ platform }: CallContext, [asset]: readonly Asset[]): void {
  const { fileOnDisk } = platform.switches
  if (fileOnDisk === 'free' || asset === undefined) return
  const folders = [asset.locale ?? '', ...asset.folder.split('/')].filter((part) => part !== '')
  const path = ['E:', 'Data', 'assets', String(asset.segmentId), ...folders, asset.name].join('\\')
  throw new ApiError(
    fileOnDisk === 'in-use'
      ? `The process cannot access the file '${path}' because it is being used by another process.`
      : `Access to the path '${path}' is denied.`,
  )
}

/** What the server actually deletes, which a fault can change. */
function assetsToDelete(
  requested: readonly Asset[],
  siblings: readonly Asset[],
  fault: Fault | undefined,
): readonly Asset[] {
  if (fault?.kind === 'lying-delete') return []
  if (fault?.kind !== 'greedy-delete') return requested
  const others = siblings.filter((asset) => !requested.includes(asset))
  switch (fault.also) {
    case 'whole-segment':
      return siblings
    case 'one-other-file':
      return [...requested, ...others.slice(0, 1)]
    case 'same-name-other-locales':
      return [...requested, ...others.filter((other) => requested.some(({ name }) => name === other.name))]
  }
}

/** Responds 200 with an empty body, even if nothing matched. See docs/platform-api.md#deleting-a-file. */
export const deleteAssets =
  (contextOf: ContextReader): Handler =>
  async (call) => {
    const { assets, media } = call.platform
    const context = contextOf(call)
    const segmentId = readSegmentId(call)
    refuseWithoutRight(call)
    const siblings = context.segment(segmentId) === undefined ? [] : assets.ofSegment(segmentId)
    const deleted = assetsToDelete(requestedAssets(call, context, siblings), siblings, call.fault)
    refuseFileOnDisk(call, deleted)
    if (deleted.length > 0) await assets.change(deleted, [])
    for (const { blobId } of deleted) {
      if (blobId !== null && !media.needs(blobId)) await assets.releaseBytes(blobId)
    }
    return emptyReply()
  }
