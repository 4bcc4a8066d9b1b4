import type { Platform } from '../http/call-context'
import { encodeQuery } from '../http/encode-query'
import type { Asset, Segment } from '../store/model'
import type { AssetContext } from './asset-context'
import { listedSeparator } from './resolve-target'

/** Classic URLs carry `scope` and the version `v`; Flex URLs carry neither. See docs/platform-api.md#listing-assets. */
function downloadUrl(asset: Asset, context: AssetContext, platform: Platform): string {
  const relativePath = asset.folder.replaceAll('/', listedSeparator(context.family, platform.switches))
  const fileParameters = { filename: asset.name, locale: asset.locale, relativePath }
  const path =
    context.family === 'classic'
      ? `/api/resources/assets/${asset.segmentId}?${encodeQuery({ scope: context.key, ...fileParameters, v: versionOf(asset) })}`
      : `/api/apps/wbflex/documents/${context.key}/assets/${asset.segmentId}?${encodeQuery(fileParameters)}`
  return platform.switches.downloadUrl === 'absolute' ? platform.origin() + path : path
}

/** A cache buster that changes with the file. */
const versionOf = (asset: Asset) => asset.modified.replace(/\D/g, '')

/** One item of a listing. Some names and types differ in Flex (docs/platform-api.md#flex-assets). */
export function toWireAsset(
  asset: Asset,
  segment: Segment,
  { context, platform }: { context: AssetContext; platform: Platform },
) {
  const { switches } = platform
  const isFlex = context.family === 'flex'
  return {
    projectId: context.projectId,
    documentId: isFlex ? context.key : segment.did,
    segmentId: asset.segmentId,
    locale: asset.locale ?? (switches.neutralLocale === 'null' ? null : ''),
    relativePath: asset.folder.replaceAll('/', listedSeparator(context.family, switches)),
    ...(isFlex
      ? { fileName: asset.name, fileSizeInBytes: asset.bytes.size }
      : { name: asset.name, size: asset.bytes.size }),
    contentType: asset.contentType,
    createdDate: asset.created,
    modifiedDate: asset.modified,
    downloadUrl: downloadUrl(asset, context, platform),
  }
}
