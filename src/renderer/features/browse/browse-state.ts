import type { Asset, AssetKey } from '../../../shared/asset'
import { isSameContext } from '../../../shared/asset-context'
import type { SegmentsRefresh } from '../../../shared/deletion'
import type { AppFailure } from '../../../shared/failure'
import type { ListingPart, OpeningProgress } from '../../../shared/ipc/contract'
import { unpackListing, type PackedAnswer } from '../../../shared/ipc/pack-assets'
import type { Listing, PlaceRequest } from '../../../shared/place'
import { assetOrder, initialSort, type Sort } from './asset-order'
import { compareListings, type Changes } from './changes'
import { isActive, matcher, noFilters, type Filters } from './filters'
import { groupAssets, type Group, type Grouping } from './groups'
import { knownHashOf, type KnownBytesByKey } from './known-bytes'
import { moveToNeighbour, noSelection, pruneSelection, type Selection, type View } from './selection'
import { shareTotals } from './totals'

/** A listing in progress. During a refresh, the rows of the previous listing stay. */
export interface PlaceLoading {
  readonly requestId: string
  readonly isRefresh: boolean
  readonly callsDone: number
  readonly callsTotal: number
  /** The assets of each part, in order of arrival. */
  readonly parts: readonly (readonly Asset[])[]
  /** Progress and cost of the segment search that precedes the listing. */
  readonly opening: OpeningProgress | null
  /**
   * Refreshes from deletion runs during this listing. They are newer than its parts, so they are applied at its end.
   */
  readonly refreshes: readonly SegmentsRefresh[]
}

export type ViewMode = 'table' | 'grid'

export interface BrowseState {
  readonly place: PlaceRequest | null
  readonly loading: PlaceLoading | null
  readonly failure: AppFailure | null
  /** The shown listing is from an earlier visit and has not been confirmed by a new one. */
  readonly isRemembered: boolean
  /** The last complete listing of the place. Its current assets are in `assets`, which deletion runs update. */
  readonly listing: Listing | null
  readonly assets: readonly Asset[]
  readonly sort: Sort
  readonly search: string
  readonly filters: Filters
  /** Whether a file is locked on this computer, as far as is known. */
  readonly isProtected: (key: AssetKey) => boolean
  /** Hashes of files of which copies exist on this computer, as far as they are loaded. */
  readonly knownBytes: KnownBytesByKey
  readonly grouping: Grouping
  /** Ids of closed groups, of which only the header is shown. */
  readonly closed: ReadonlySet<string>
  readonly viewMode: ViewMode
  /** The matching files in display order, including those in closed groups. */
  readonly view: View
  /** The groups of the view; empty if it is not grouped. */
  readonly groups: readonly Group[]
  readonly selection: Selection
  /** Differences found by the last refresh, until dismissed. */
  readonly changes: Changes | null
}

export const initialBrowseState: BrowseState = {
  place: null,
  loading: null,
  failure: null,
  isRemembered: false,
  listing: null,
  assets: [],
  sort: initialSort,
  search: '',
  filters: noFilters,
  isProtected: () => false,
  knownBytes: new Map(),
  grouping: 'none',
  closed: new Set(),
  viewMode: 'table',
  view: [],
  groups: [],
  selection: noSelection,
  changes: null,
}

/** Above this number, rows stay unsorted until the listing ends: sorting at each part would freeze the window. */
const maxSortedWhileLoading = 5_000

let orderMemo: {
  readonly assets: readonly Asset[]
  readonly sort: Sort
  readonly order: Uint32Array
} | null = null

function orderOf(assets: readonly Asset[], sort: Sort): Uint32Array {
  if (orderMemo?.assets !== assets || orderMemo.sort !== sort) {
    orderMemo = { assets, sort, order: assetOrder(assets, sort) }
  }
  return orderMemo.order
}

/** Sorts, filters and groups all assets. */
export function withView(state: BrowseState): BrowseState {
  const { assets, sort, grouping, loading, listing } = state
  const isUnsorted = loading !== null && !loading.isRefresh && assets.length > maxSortedWhileLoading
  const order = isUnsorted ? Uint32Array.from(assets.keys()) : orderOf(assets, sort)
  const matches = matcher(assets, state)
  const shown = matches === null ? order : order.filter(matches)
  if (grouping !== 'none') {
    const segments = listing?.segments ?? []
    const input = { assets, segments, hashOf: (asset: Asset) => knownHashOf(asset, state.knownBytes) }
    return { ...state, ...groupAssets(shown, grouping, input) }
  }
  const view: Asset[] = []
  for (const index of shown) {
    const asset = assets[index]
    if (asset !== undefined) view.push(asset)
  }
  if (matches === null) shareTotals(view, assets)
  return { ...state, view, groups: [] }
}

export function closePlace({ isProtected }: BrowseState): BrowseState {
  return { ...initialBrowseState, isProtected }
}

/** Applies a change of locks. */
export function applyProtection(state: BrowseState, isProtected: BrowseState['isProtected']): BrowseState {
  const updated = { ...state, isProtected }
  return isActive(state.filters, 'protection') ? withView(updated) : updated
}

export function startLoading(state: BrowseState, place: PlaceRequest, requestId: string): BrowseState {
  const isRefresh = place === state.place && state.listing !== null
  const loading = {
    requestId,
    isRefresh,
    callsDone: 0,
    callsTotal: 0,
    parts: [],
    opening: null,
    refreshes: [],
  }
  if (isRefresh) return { ...state, loading, failure: null }
  // Sort, grouping and view mode stay across places; search and filters do not.
  const { sort, grouping, viewMode } = state
  return { ...closePlace(state), sort, grouping, viewMode, place, loading }
}

/** Shows the remembered listing of the place at once; the listing in progress becomes a refresh of it. */
export function showRememberedListing(state: BrowseState, requestId: string, listing: Listing): BrowseState {
  const { loading } = state
  if (loading?.requestId !== requestId || state.listing !== null) return state
  const shown = { ...state, loading: { ...loading, isRefresh: true }, isRemembered: true }
  return withView({ ...shown, listing, assets: listing.assets })
}

/** Applies progress of the segment search, keeping a known cost. */
export function addOpening(state: BrowseState, progress: OpeningProgress): BrowseState {
  if (state.loading?.requestId !== progress.requestId) return state
  const cost = progress.cost ?? state.loading.opening?.cost ?? null
  return { ...state, loading: { ...state.loading, opening: { ...progress, cost } } }
}

export function approveOpening(state: BrowseState): BrowseState {
  const { loading } = state
  if (loading?.opening?.needsApproval !== true) return state
  return { ...state, loading: { ...loading, opening: { ...loading.opening, needsApproval: false } } }
}

export function addListingPart(state: BrowseState, part: ListingPart): BrowseState {
  if (state.loading?.requestId !== part.requestId) return state
  const { callsDone, callsTotal } = part
  const parts = [...state.loading.parts, part.assets]
  const counted = { ...state, loading: { ...state.loading, callsDone, callsTotal, parts } }
  if (state.loading.isRefresh || part.assets.length === 0) return counted
  return withView({ ...counted, assets: [...state.assets, ...part.assets] })
}

/** Joins the assets of the first parts with the rest from the final response. */
function joinParts(state: BrowseState, parts: number, rest: readonly Asset[]): readonly Asset[] {
  const received = state.loading?.parts.slice(0, parts) ?? []
  // Keep the array that is already shown: its order is cached by identity.
  const isShown = state.loading?.isRefresh === false && rest.length === 0
  if (isShown && state.loading.parts.length === parts) return state.assets
  return [...received.flat(), ...rest]
}

export function finishLoading(state: BrowseState, { parts, ...answer }: PackedAnswer): BrowseState {
  const { loading } = state
  const rest = unpackListing(answer)
  const listing = { ...rest, assets: joinParts(state, parts, rest.assets) }
  const refreshes = loading?.refreshes ?? []
  const listed = {
    ...state,
    loading: null,
    failure: null,
    isRemembered: false,
    listing,
    assets: listing.assets,
  }
  const refreshed = refreshes.reduce(applyRefresh, listed)
  // Exclude what deletion runs changed in between: their results show that. Only external changes are reported.
  const before = loading?.isRefresh === true ? refreshes.reduce(applyRefresh, state).assets : null
  const changes = before === null ? null : compareListings(before, refreshed.assets)
  return withView({ ...refreshed, changes, selection: pruneSelection(refreshed.selection, refreshed.assets) })
}

/** Ends a stopped or failed listing. Incomplete rows are discarded; only a refresh keeps the previous ones. */
export function failLoading(state: BrowseState, failure: AppFailure): BrowseState {
  if (state.loading?.isRefresh === true) {
    const current = state.loading.refreshes.reduce(applyRefresh, { ...state, loading: null })
    const isStopped = failure.kind === 'stopped'
    return withView({
      ...current,
      failure: isStopped ? null : failure,
      selection: pruneSelection(current.selection, current.assets),
    })
  }
  return withView({ ...state, loading: null, failure, assets: [], selection: noSelection })
}

/** The segments of the open place. A deletion run may also cover others of the same project. */
function segmentsOfPlace({ place, segments }: Listing): ReadonlySet<number> {
  const pasted = place.kind === 'segments' ? place.segmentIds : []
  return new Set([...pasted, ...segments.map((segment) => segment.id)])
}

function applyRefresh(state: BrowseState, refresh: SegmentsRefresh): BrowseState {
  if (state.listing === null || !isSameContext(state.listing.context, refresh.context)) return state
  const segmentIds = segmentsOfPlace(state.listing)
  const touched = new Set(refresh.segmentIds.filter((id) => segmentIds.has(id)))
  if (touched.size === 0) return state
  const others = state.assets.filter((asset) => !touched.has(asset.segmentId))
  const fresh = refresh.assets.filter((asset) => touched.has(asset.segmentId))
  return { ...state, assets: [...others, ...fresh] }
}

/** Replaces the assets of segments that the final listing of a deletion run covers. */
export function applySegmentsRefresh(state: BrowseState, refresh: SegmentsRefresh): BrowseState {
  if (state.loading !== null) {
    return { ...state, loading: { ...state.loading, refreshes: [...state.loading.refreshes, refresh] } }
  }
  const applied = applyRefresh(state, refresh)
  if (applied === state) return state
  const updated = withView({ ...applied, selection: pruneSelection(applied.selection, applied.assets) })
  return { ...updated, selection: moveToNeighbour(state, updated) }
}
