import type { Asset, AssetContext } from '../../shared/asset'
import type { SelectedAsset } from '../../shared/deletion'
import { toSelectedAsset } from '../../shared/selected-asset'
import type { PlannedUpload, UploadTarget } from '../../shared/transfers'
import { checkDeleteTarget } from '../assets/delete-target'
import { storagePath } from '../assets/storage-path'
import type { RandomSource } from '../ports'
import type { WordbeeClient } from '../wordbee/client'
import type { DeleteRequest } from '../wordbee/delete-asset'
import { FreeAssetNames } from './free-asset-names'
import type { TransferSource } from './ports'
import type { RequestedFile } from './upload-source'
import { resolveDestination } from './upload-target'

export interface PlanUploadsRequest {
  readonly client: Pick<WordbeeClient, 'buildDelete'>
  readonly random: RandomSource
  readonly target: UploadTarget
  readonly uploadsTo: AssetContext
  readonly files: readonly RequestedFile[]
  /** A fresh listing of the segment in the context of the upload. */
  readonly listed: readonly Asset[]
}

/** Plans the destination of each file and finds what already exists there. */
export function planUploads(request: PlanUploadsRequest): PlannedUpload[] {
  const { target, uploadsTo, listed, random } = request
  const destinations = request.files.map((file) => resolveDestination(target, uploadsTo, file))
  const names = new FreeAssetNames([...listed, ...destinations])
  const listedByLocation = groupByLocation(listed)
  const sourceLocations = new Set(request.files.flatMap(({ source }) => sourceLocation(source)))
  const seen = new Set<string>()
  return request.files.map(({ folder, size }, index): PlannedUpload => {
    const destination = destinations[index] ?? resolveDestination(target, uploadsTo, { folder, name: '' })
    const location = storagePath(destination)
    const there = listedByLocation.get(location) ?? []
    // A file must not replace an asset that the same plan copies: its bytes would be gone before they are read.
    const hasSameDestination =
      seen.has(location) || there.some((asset) => sourceLocations.has(storagePath(asset)))
    seen.add(location)
    const isFree = there.length === 0 && !hasSameDestination
    const freeName = isFree ? destination.name : names.takeName(destination)
    // A local folder name may contain a backslash; the server would split it into two folders.
    const hasBackslash = target.keepsFolders && folder.includes('\\')
    return {
      id: random.id(),
      folder,
      destination,
      size,
      there,
      hasSameDestination,
      freeName,
      isEmpty: size === 0,
      isSafe:
        !hasBackslash &&
        [destination, { ...destination, name: freeName }].every((identity) =>
          canBeDeleted(request.client, identity),
        ),
    }
  })
}

/** A file that could not be deleted safely later is not uploaded (docs/rules.md#p1), nor one whose name would become a path. */
function canBeDeleted(
  client: PlanUploadsRequest['client'],
  destination: PlannedUpload['destination'],
): boolean {
  const target = checkDeleteTarget(destination)
  return target !== null && !/[/\\]/.test(destination.name) && isShort(client.buildDelete(target))
}

/** A longer query may be refused, and the file could not be deleted from here. */
function isShort(request: DeleteRequest): boolean {
  return request.ok && !request.isLong
}

function sourceLocation(source: TransferSource): string[] {
  return source.kind === 'asset' ? [storagePath(source.asset)] : []
}

function groupByLocation(assets: readonly Asset[]): Map<string, SelectedAsset[]> {
  const groups = new Map<string, SelectedAsset[]>()
  for (const asset of assets) {
    const location = storagePath(asset)
    groups.set(location, [...(groups.get(location) ?? []), toSelectedAsset(asset)])
  }
  return groups
}
