import type { CallContext, Handler, Platform } from '../http/call-context'
import { ApiError, invalidParameter } from '../http/error-bodies'
import { readInteger } from '../http/read-json'
import { jsonReply } from '../http/reply'
import { onePerFile } from '../store/asset-matching'
import type { Asset } from '../store/model'
import type { AssetContext, ContextReader } from './asset-context'
import { toWireAsset, toWireFolder } from './asset-wire'
import { matchRules } from './resolve-target'

/** By locale (neutral first), folder and name, as a directory walk would return them. The real order is not documented. */
function inFolderOrder(a: Asset, b: Asset): number {
  const key = (asset: Asset) => [asset.locale ?? '', asset.folder, asset.name] as const
  const [left, right] = [key(a), key(b)]
  for (const index of [0, 1, 2] as const) {
    if (left[index] !== right[index]) return left[index] < right[index] ? -1 : 1
  }
  return 0
}

function listSegment(sid: number, context: AssetContext, platform: Platform) {
  const segment = context.segment(sid)
  if (segment === undefined) {
    if (platform.switches.unknownSegmentInList === 'empty') return []
    throw new ApiError(`Segment ${sid} does not exist.`)
  }
  const assets = [...platform.assets.ofSegment(sid)].sort(inFolderOrder)
  const rows = onePerFile(assets, matchRules(platform.switches)).map((asset) =>
    toWireAsset(asset, segment, { context, platform }),
  )
  return platform.switches.folderRows === 'listed' ? [...folderRows(assets, context), ...rows] : rows
}

/** A row for each folder that holds a file. */
function folderRows(assets: readonly Asset[], context: AssetContext) {
  const inFolders = assets.filter(({ folder }) => folder !== '')
  const folders = new Map(inFolders.map((asset) => [JSON.stringify([asset.locale, asset.folder]), asset]))
  return [...folders.values()].map((asset) => toWireFolder(asset, context))
}

export function readSegmentId(call: CallContext): number {
  const id = readInteger(call.param('segmentid'))
  if (id === undefined) throw invalidParameter('segmentid', 'Not a number.')
  return id
}

/** Lists one segment, classic or Flex, as a bare array. See docs/platform-api.md#listing-assets. */
export const listSegmentAssets =
  (contextOf: ContextReader): Handler =>
  (call) =>
    jsonReply(listSegment(readSegmentId(call), contextOf(call), call.platform))

/**
 * Lists several segments, classic or Flex, as one flat array. Repeated ids count once. See
 * docs/platform-api.md#listing-many-segments.
 */
export const listSegmentsAssets =
  (contextOf: ContextReader): Handler =>
  (call) => {
    const context = contextOf(call)
    const ids = (call.query.get('segmentIds') ?? '').split(',').map((id) => readInteger(id))
    if (ids.includes(undefined)) throw invalidParameter('segmentIds', 'Comma separated numbers are expected.')
    const distinct = new Set(ids.filter((id) => id !== undefined))
    return jsonReply([...distinct].flatMap((sid) => listSegment(sid, context, call.platform)))
  }
