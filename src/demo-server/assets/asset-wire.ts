import type { Platform } from '../http/call-context'
import { encodeQuery } from '../http/encode-query'
import type { Asset, Segment } from '../store/model'
import type { AssetContext } from './asset-context'
import { listedSeparator } from './resolve-target'

/** Classic URLs carry `scope` and the version `v`; Flex URLs carry neither. See docs/platform-api.md#listing-assets. */
function downloadUrl(asset: Asset, context: AssetContext, platform: Platform): string {
  const { relativePath, name } = listedPath(asset, context, platform)
  const fileParameters = { filename: name, locale: asset.locale, relativePath }
  const path =
    context.family === 'classic'
      ? `/api/resources/assets/${asset.segmentId}?${encodeQuery({ scope: context.key, ...fileParameters, v: versionOf(asset) })}`
      : `/api/apps/wbflex/documents/${context.key}/assets/${asset.segmentId}?${encodeQuery(fileParameters)}`
  return platform.switches.downloadUrl === 'absolute' ? platform.origin() + path : path
}

/** A cache buster that changes with the file. */
const versionOf = (asset: Asset) => asset.modified.replace(/\D/g, '')

/** Folder and name as listed: some lists of the platform show the folder in the name. */
function listedPath(asset: Asset, { family }: AssetContext, { switches }: Platform) {
  const separator = listedSeparator(family, switches)
  const folder = asset.folder.replaceAll('/', separator)
  if (switches.listedFolder === 'relative-path' || folder === '')
    return { relativePath: folder, name: asset.name }
  return { relativePath: '', name: `${folder}${separator}${asset.name}` }
}

/** The row of a folder. See docs/platform-api.md#listing-assets. */
export function toWireFolder(folder: Pick<Asset, 'segmentId' | 'locale' | 'folder'>, context: AssetContext) {
  const nameField = context.family === 'flex' ? 'fileName' : 'name'
  return {
    projectId: context.projectId,
    segmentId: folder.segmentId,
    locale: folder.locale,
    [nameField]: folder.folder.replaceAll('/', '\\'),
    folder: true,
    size: null,
    createdDate: null,
    modifiedDate: null,
  }
}

/** One item of a listing. Some names and types differ in Flex (docs/platform-api.md#flex-assets). */
export function toWireAsset(
  asset: Asset,
  segment: Segment,
  { context, platform }: { context: AssetContext; platform: Platform },
) {
  const { switches } = platform
  const isFlex = context.family === 'flex'
  const { relativePath, name } = listedPath(asset, context, platform)
  return {
    projectId: context.projectId,
    documentId: isFlex ? context.key : segment.did,
    segmentId: asset.segmentId,
    locale: asset.locale ?? (switches.neutralLocale === 'null' ? null : ''),
    relativePath,
    ...(isFlex ? { fileName: name, fileSizeInBytes: asset.bytes.size } : { name, size: asset.bytes.size }),
    contentType: asset.contentType,
    createdDate: asset.created,
    modifiedDate: asset.modified,
    downloadUrl: downloadUrl(asset, context, platform),
  }
}
