import { randomUUID } from 'node:crypto'
import type { CallContext, Handler, Platform } from '../http/call-context'
import { ApiError, fileMissing, invalidParameter } from '../http/error-bodies'
import { readString, type JsonObject } from '../http/read-json'
import { readBody } from '../lists/generic-list'
import { jsonReply } from '../http/reply'
import type { MediaFile } from '../media/media-book'
import { matches, type Target } from '../store/asset-matching'
import { contentTypeOf } from '../store/content-types'
import type { Asset } from '../store/model'
import type { AssetContext, ContextReader } from './asset-context'
import { toWireAsset } from './asset-wire'
import { readSegmentId } from './list-assets'
import { matchRules, resolvePath } from './resolve-target'

interface Place extends Target {
  readonly locale: string | null
}

/** The folder of the body, else the path in the uploaded name. See docs/platform-api.md#uploading-a-file. */
function placeOf(segmentId: number, fileName: string, options: UploadDestination): Place {
  const parts = fileName.split(/[\\/]/)
  const name = parts.at(-1) ?? ''
  if (name.trim() === '' || name === '.' || name === '..') {
    throw invalidParameter('name', 'File name is not valid.')
  }
  const folders = options.relativePath === '' ? parts.slice(0, -1) : options.relativePath.split(/[\\/]/)
  return {
    segmentId,
    locale: options.locale === '' ? null : options.locale,
    folder: resolvePath(folders).join('/'),
    name,
  }
}

interface UploadDestination {
  readonly locale: string
  readonly relativePath: string
}

function readDestination(body: JsonObject, { switches }: Platform): UploadDestination {
  const relativePath = readString(body['relativePath']) ?? ''
  if (switches.relativePathInRequests === 'slash-only' && relativePath.includes('\\')) {
    throw invalidParameter('relativePath', 'Path is not valid.')
  }
  return { locale: readString(body['locale']) ?? '', relativePath }
}

function freeName(place: Place, siblings: readonly Asset[], platform: Platform): Place {
  const rules = matchRules(platform.switches)
  const dot = place.name.lastIndexOf('.')
  const [stem, extension] = dot > 0 ? [place.name.slice(0, dot), place.name.slice(dot)] : [place.name, '']
  for (let number = 1; ; number += 1) {
    const candidate = { ...place, name: `${stem} (${number})${extension}` }
    if (!siblings.some((asset) => matches(asset, candidate, rules))) return candidate
  }
}

function newAsset(place: Place, file: MediaFile, stamp: string): Asset {
  return {
    ...place,
    id: randomUUID(),
    contentType: contentTypeOf(place.name),
    created: stamp,
    modified: stamp,
    blobId: file.blob.id,
    bytes: file.blob.bytes,
  }
}

/** Puts a file in its place; what stood there goes, but hands its `createdDate` on. */
export async function storeAsset(place: Place, file: MediaFile, platform: Platform): Promise<Asset> {
  const { assets, switches, clock } = platform
  const siblings = assets.ofSegment(place.segmentId)
  const taken = siblings.filter((asset) => matches(asset, place, matchRules(switches)))
  const fresh = newAsset(place, file, clock.stamp())
  const [first] = taken
  if (first === undefined) {
    await assets.change([], [fresh])
    return fresh
  }
  if (switches.sameNameUpload === '400') throw new ApiError('A file of this name exists already.')
  if (switches.sameNameUpload === 'rename') {
    const renamed = { ...fresh, name: freeName(place, siblings, platform).name }
    await assets.change([], [renamed])
    return renamed
  }
  const placed = { ...fresh, created: first.created }
  await assets.change(taken, [placed])
  for (const { blobId } of taken) {
    if (blobId !== null && !platform.media.needs(blobId)) await assets.releaseBytes(blobId)
  }
  return placed
}

function refuseJob(context: AssetContext, { platform }: CallContext): void {
  if (context.isJob && platform.switches.uploadByJobScope === '400') {
    throw invalidParameter('scope', 'A project scope is expected.')
  }
}

/** Attaches what `media/upload` took in. See docs/platform-api.md#uploading-a-file. */
export const uploadAsset =
  (contextOf: ContextReader): Handler =>
  async (call) => {
    const { platform } = call
    const context = contextOf(call)
    refuseJob(context, call)
    const segment = context.segment(readSegmentId(call))
    if (segment === undefined) throw invalidParameter('segmentid', 'The segment does not exist.')
    const body = await readBody(call)
    const token = readString(body['filetoken'])
    if (token === undefined || token === '') throw invalidParameter('filetoken', 'Value is missing.')
    const file = platform.media.take(token)
    if (file === undefined) throw fileMissing()
    const asset = await storeAsset(
      placeOf(segment.sid, file.name, readDestination(body, platform)),
      file,
      platform,
    )
    return jsonReply(toWireAsset(asset, segment, { context, platform }))
  }
