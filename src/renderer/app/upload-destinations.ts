import type { Asset, AssetContext } from '../../shared/asset'
import { isSameContext } from '../../shared/asset-context'
import type { PlaceRequest, Segment } from '../../shared/place'
import { folderText } from '../../shared/order/folder-text'
import type { BrowseState } from '../features/browse/browse-state'
import type { Group } from '../features/browse/groups'
import { groupOfKey, positionOf } from '../features/browse/selection'
import { noHint, type UploadPlace, type DestinationHint } from '../features/transfers/upload-target'
import type { UploadDestination } from '../features/transfers/upload-store'
import { languageKey } from '../lib/format'

const uploadPlaces = new WeakMap<readonly Asset[], UploadPlace>()

/** Segments known only by id: pasted ones, and those of listed assets. */
function bareSegments(place: PlaceRequest, assets: readonly Asset[]): readonly Segment[] {
  const pasted = place.kind === 'segments' ? place.segmentIds : []
  const ids = new Set([...pasted, ...assets.map(({ segmentId }) => segmentId)])
  return [...ids].map((id) => ({ id, number: null, text: null }))
}

/** The open place as an upload destination; null until it is listed. Cached per list of assets. */
export function openUploadPlace({ listing, place, assets }: BrowseState): UploadPlace | null {
  if (listing === null || place === null) return null
  const cached = uploadPlaces.get(assets)
  if (cached !== undefined && isSameContext(cached.context, listing.context)) return cached
  const listed = new Set(listing.segments.map(({ id }) => id))
  const unlisted = bareSegments(place, assets).filter(({ id }) => !listed.has(id))
  const source = 'sourceLanguage' in place ? place.sourceLanguage : null
  const uploadPlace: UploadPlace = {
    context: listing.context,
    segments: [...listing.segments, ...unlisted],
    assets,
    languages: source === null ? [] : [source],
  }
  uploadPlaces.set(assets, uploadPlace)
  return uploadPlace
}

/** The place to upload to for a segment in the sidebar: the open place if it contains the segment, else the segment alone. */
export function segmentPlace(state: BrowseState, context: AssetContext, segmentId: number): UploadPlace {
  const open = openUploadPlace(state)
  const isInOpenPlace =
    open !== null && isSameContext(open.context, context) && open.segments.some(({ id }) => id === segmentId)
  if (isInOpenPlace) return open
  return { context, segments: [{ id: segmentId, number: null, text: null }], assets: [], languages: [] }
}

/** Uploads next to a file: its segment, language and folder. */
export function hintOfAsset({ segmentId, locale, relativePath }: Asset): DestinationHint {
  return { segmentId, language: { locale }, folder: folderText(relativePath) }
}

/** The destination that a group header represents; null for groupings that do not imply one. */
export function hintOfGroup(id: Group['id'], { grouping }: BrowseState): DestinationHint | null {
  switch (grouping) {
    case 'segment':
      return { ...noHint, segmentId: Number(id) }
    case 'language':
      return { ...noHint, language: { locale: id === languageKey(null) ? null : id } }
    case 'folder':
      return { ...noHint, folder: id }
    case 'none':
    case 'kind':
    case 'duplicates':
      return null
  }
}

/** The destination of the active row: a file's, a group's, or the whole place. Null until the place is listed. */
export function destinationAtKeyboard(state: BrowseState): UploadDestination | null {
  const place = openUploadPlace(state)
  if (place === null) return null
  const { active } = state.selection
  const group = groupOfKey(active)
  if (group !== null) return { place, hint: hintOfGroup(group, state) ?? noHint }
  const asset = state.view[positionOf(state.view, active)]
  return { place, hint: asset === undefined ? noHint : hintOfAsset(asset) }
}
