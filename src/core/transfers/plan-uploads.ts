import type { Asset, AssetContext } from '../../shared/asset'
import type { SelectedAsset } from '../../shared/deletion'
import type { PlannedUpload, UploadTarget } from '../../shared/transfers'
import { checkDeleteTarget } from '../assets/delete-target'
import { storagePlace } from '../assets/storage-place'
import type { RandomSource } from '../ports'
import type { WordbeeClient } from '../wordbee/client'
import { FreePlaces } from './free-places'
import type { TransferSource } from './ports'
import type { WishedFile } from './upload-source'
import { placeIn } from './upload-target'

export interface PlanWish {
  readonly client: Pick<WordbeeClient, 'buildDelete'>
  readonly random: RandomSource
  readonly target: UploadTarget
  readonly uploadsTo: AssetContext
  readonly files: readonly WishedFile[]
  /** What the segment lists now, in the context that is uploaded to. */
  readonly listed: readonly Asset[]
}

/** Says for each file where it goes and what is in its way. */
export function planUploads(wish: PlanWish): PlannedUpload[] {
  const { target, uploadsTo, listed, random } = wish
  const places = wish.files.map((file) => placeIn(target, uploadsTo, file))
  const names = new FreePlaces([...listed, ...places])
  const listedAt = groupByPlace(listed)
  const sources = new Set(wish.files.flatMap(({ source }) => sourcePlace(source)))
  const seen = new Set<string>()
  return wish.files.map(({ folder, size }, index): PlannedUpload => {
    const place = places[index] ?? placeIn(target, uploadsTo, { folder, name: '' })
    const at = storagePlace(place)
    const there = listedAt.get(at) ?? []
    // Nor can a file replace what is copied by the same plan: its bytes would be gone before they are read.
    const isTwin = seen.has(at) || there.some((asset) => sources.has(storagePlace(asset)))
    seen.add(at)
    const isFree = there.length === 0 && !isTwin
    const freeName = isFree ? place.name : names.find(place)
    // A folder of this computer may have a backslash in its name; a server would make two folders of it.
    const isPath = target.keepsFolders && folder.includes('\\')
    return {
      ...{ id: random.id(), folder, place, size, there, isTwin, freeName, isEmpty: size === 0 },
      isSafe:
        !isPath && [place, { ...place, name: freeName }].every((each) => canBeDeleted(wish.client, each)),
    }
  })
}

/** What could never be asked for safely again is not put there. */
function canBeDeleted(client: PlanWish['client'], place: PlannedUpload['place']): boolean {
  const target = checkDeleteTarget(place)
  return target !== null && client.buildDelete(target).ok
}

function sourcePlace(source: TransferSource): string[] {
  return source.kind === 'asset' ? [storagePlace(source.asset)] : []
}

function groupByPlace(assets: readonly Asset[]): Map<string, SelectedAsset[]> {
  const groups = new Map<string, SelectedAsset[]>()
  for (const asset of assets) {
    const at = storagePlace(asset)
    groups.set(at, [...(groups.get(at) ?? []), toSelected(asset)])
  }
  return groups
}

function toSelected(asset: Asset): SelectedAsset {
  const { context, segmentId, locale, relativePath, name, size, modifiedDate } = asset
  return { context, segmentId, locale, relativePath, name, size, modifiedDate }
}
