import type { Asset, AssetContext } from '../../shared/asset'
import type { PlaceRequest, Segment } from '../../shared/place'
import { folderText } from '../../shared/order/folder-text'
import type { BrowseState } from '../features/browse/browse-state'
import type { Group } from '../features/browse/groups'
import { groupOfKey, positionOf } from '../features/browse/selection'
import {
  isSameContext,
  noHint,
  type UploadPlace,
  type DestinationHint,
} from '../features/transfers/upload-target'
import type { UploadDestination } from '../features/transfers/upload-store'
import { languageKey } from '../lib/format'

const uploadPlaces = new WeakMap<readonly Asset[], UploadPlace>()

/** Segments that are known by their number alone: pasted, or told by a file that hangs on them. */
function bareSegments(place: PlaceRequest, assets: readonly Asset[]): readonly Segment[] {
  const pasted = place.kind === 'segments' ? place.segmentIds : []
  const ids = new Set([...pasted, ...assets.map(({ segmentId }) => segmentId)])
  return [...ids].map((id) => ({ id, number: null, text: null }))
}

/** The open place as something can be uploaded to it; null before it is listed. */
export function openUploadPlace({ listing, place, assets }: BrowseState): UploadPlace | null {
  if (listing === null || place === null) return null
  const known = uploadPlaces.get(assets)
  if (known !== undefined && isSameContext(known.context, listing.context)) return known
  const listed = new Set(listing.segments.map(({ id }) => id))
  const more = bareSegments(place, assets).filter(({ id }) => !listed.has(id))
  const source = 'sourceLanguage' in place ? place.sourceLanguage : null
  const made: UploadPlace = {
    context: listing.context,
    segments: [...listing.segments, ...more],
    assets,
    languages: source === null ? [] : [source],
  }
  uploadPlaces.set(assets, made)
  return made
}

/** A segment of the tree: of the open place where it is one of its, else alone. */
export function segmentPlace(state: BrowseState, context: AssetContext, segmentId: number): UploadPlace {
  const open = openUploadPlace(state)
  const isInOpenPlace =
    open !== null && isSameContext(open.context, context) && open.segments.some(({ id }) => id === segmentId)
  if (isInOpenPlace) return open
  return { context, segments: [{ id: segmentId, number: null, text: null }], assets: [], languages: [] }
}

/** Where a file is: what lies at its side. */
export function hintOfAsset({ segmentId, locale, relativePath }: Asset): DestinationHint {
  return { segmentId, language: { locale }, folder: folderText(relativePath) }
}

/** What the head of a group stands for; null for groups that are no place. */
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

/** Where the keyboard is in the list: a file, the head of a group, or nowhere in particular. */
export function destinationAtKeyboard(state: BrowseState): UploadDestination | null {
  const place = openUploadPlace(state)
  if (place === null) return null
  const { active } = state.selection
  const group = groupOfKey(active)
  if (group !== null) return { place, hint: hintOfGroup(group, state) ?? noHint }
  const asset = state.view[positionOf(state.view, active)]
  return { place, hint: asset === undefined ? noHint : hintOfAsset(asset) }
}
