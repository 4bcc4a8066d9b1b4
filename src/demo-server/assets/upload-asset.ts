import { randomUUID } from 'node:crypto'
import type { CallContext, Handler, Platform } from '../http/call-context'
import { ApiError, fileMissing, invalidParameter } from '../http/error-bodies'
import { readString, type JsonObject } from '../http/read-json'
import { readBody } from '../lists/generic-list'
import { emptyReply, jsonReply, type Reply } from '../http/reply'
import type { MediaFile } from '../media/media-book'
import { matches, type Target } from '../store/asset-matching'
import { contentTypeOf } from '../store/content-types'
import type { Asset } from '../store/model'
import type { AssetContext, ContextReader } from './asset-context'
import { toWireAsset } from './asset-wire'
import { readSegmentId } from './list-assets'
import { matchRules, resolvePath } from './resolve-target'

interface Destination extends Target {
  readonly locale: string | null
}

/**
 * The folder is the body's `relativePath`, or else the path in the uploaded name. See
 * docs/platform-api.md#uploading-a-file.
 */
function destinationOf(segmentId: number, fileName: string, options: DestinationOptions): Destination {
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

interface DestinationOptions {
  readonly locale: string
  readonly relativePath: string
}

function readDestination(body: JsonObject, { switches }: Platform): DestinationOptions {
  const relativePath = readString(body['relativePath']) ?? ''
  if (switches.relativePathInRequests === 'slash-only' && relativePath.includes('\\')) {
    throw invalidParameter('relativePath', 'Path is not valid.')
  }
  return { locale: readString(body['locale']) ?? '', relativePath }
}

function withFreeName(destination: Destination, siblings: readonly Asset[], platform: Platform): Destination {
  const rules = matchRules(platform.switches)
  const dot = destination.name.lastIndexOf('.')
  const [stem, extension] =
    dot > 0 ? [destination.name.slice(0, dot), destination.name.slice(dot)] : [destination.name, '']
  for (let number = 1; ; number += 1) {
    const candidate = { ...destination, name: `${stem} (${number})${extension}` }
    if (!siblings.some((asset) => matches(asset, candidate, rules))) return candidate
  }
}

function newAsset(destination: Destination, file: MediaFile, stamp: string): Asset {
  return {
    ...destination,
    id: randomUUID(),
    contentType: contentTypeOf(destination.name),
    created: stamp,
    modified: stamp,
    blobId: file.blob.id,
    bytes: file.blob.bytes,
  }
}

/** Stores a file. An overwritten file passes its `createdDate` on to the new one. */
export async function storeAsset(
  destination: Destination,
  file: MediaFile,
  platform: Platform,
): Promise<Asset> {
  const { assets, switches, clock } = platform
  const siblings = assets.ofSegment(destination.segmentId)
  const taken = siblings.filter((asset) => matches(asset, destination, matchRules(switches)))
  const fresh = newAsset(destination, file, clock.stamp())
  const [first] = taken
  if (first === undefined) {
    await assets.change([], [fresh])
    return fresh
  }
  if (switches.sameNameUpload === '400') throw new ApiError('A file of this name exists already.')
  if (switches.sameNameUpload === 'rename') {
    const renamed = { ...fresh, name: withFreeName(destination, siblings, platform).name }
    await assets.change([], [renamed])
    return renamed
  }
  const replacement = { ...fresh, created: first.created }
  await assets.change(taken, [replacement])
  for (const { blobId } of taken) {
    if (blobId !== null && !platform.media.needs(blobId)) await assets.releaseBytes(blobId)
  }
  return replacement
}

function refuseJob(context: AssetContext, { platform }: CallContext): void {
  if (context.isJob && platform.switches.uploadByJobScope === '400') {
    throw invalidParameter('scope', 'A project scope is expected.')
  }
}

function attachReply(row: Readonly<Record<string, unknown>>, { switches }: Platform): Reply {
  if (switches.attachAnswer === 'empty') return emptyReply()
  if (switches.attachAnswer === 'asset') return jsonReply(row)
  const { projectId, documentId, segmentId, locale, relativePath } = row
  return jsonReply({ projectId, documentId, segmentId, locale, relativePath })
}

/** Attaches a file that was uploaded with `media/upload`. */
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
      destinationOf(segment.sid, file.name, readDestination(body, platform)),
      file,
      platform,
    )
    return attachReply(toWireAsset(asset, segment, { context, platform }), platform)
  }
