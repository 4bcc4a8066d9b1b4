import type { Asset, AssetContext, AssetKey } from '../../../shared/asset'
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
import { noSelection, pruneSelection, type Selection, type View } from './selection'
import { shareTotals } from './totals'

/** A sweep of listings under way. While one that refreshes runs, the rows of the last one stay. */
export interface PlaceLoading {
  readonly requestId: string
  readonly isRefresh: boolean
  readonly callsDone: number
  readonly callsTotal: number
  /** The assets of each part, as it came. */
  readonly parts: readonly (readonly Asset[])[]
  /** Before the listing: what is found and what the rest costs. */
  readonly opening: OpeningProgress | null
  /** What jobs told meanwhile: newer than parts of this sweep, so it is applied when the sweep ends. */
  readonly refreshes: readonly SegmentsRefresh[]
}

export type ViewMode = 'table' | 'grid'

export interface BrowseState {
  readonly place: PlaceRequest | null
  readonly loading: PlaceLoading | null
  readonly failure: AppFailure | null
  /** What is shown was listed in an earlier visit, and is not confirmed by a listing of this one. */
  readonly isRemembered: boolean
  /** The last whole listing of the place; its assets are in `assets`, where jobs change them. */
  readonly listing: Listing | null
  readonly assets: readonly Asset[]
  readonly sort: Sort
  readonly search: string
  readonly filters: Filters
  /** Whether a file is locked on this computer, as far as it is known by now. */
  readonly isProtected: (key: AssetKey) => boolean
  /** What copies on this computer tell of the files' bytes, as far as it is known by now. */
  readonly knownBytes: KnownBytesByKey
  readonly grouping: Grouping
  /** Ids of groups of which only the head is shown. */
  readonly closed: ReadonlySet<string>
  readonly viewMode: ViewMode
  /** What matches, in the order of the screen: also what closed groups hold. */
  readonly view: View
  /** How the view is divided; empty where it is not. */
  readonly groups: readonly Group[]
  readonly selection: Selection
  /** What the last refresh found, until it is dismissed. */
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

/** Above it, rows stand as they come until the sweep ends: sorting at every part would stop the window. */
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

/** Sorted, filtered and divided over the whole set. */
export function withView(state: BrowseState): BrowseState {
  const { assets, sort, grouping, loading, listing } = state
  const isUnsorted = loading !== null && !loading.isRefresh && assets.length > maxSortedWhileLoading
  const order = isUnsorted ? Uint32Array.from(assets.keys()) : orderOf(assets, sort)
  const matches = matcher(assets, state)
  const shown = matches === null ? order : order.filter(matches)
  if (grouping !== 'none') {
    const segments = listing?.segments ?? []
    const known = { assets, segments, hashOf: (asset: Asset) => knownHashOf(asset, state.knownBytes) }
    return { ...state, ...groupAssets(shown, grouping, known) }
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

/** Locks came or went. */
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
  // How the list is looked at is the user's, what is looked for belongs to the place.
  const { sort, grouping, viewMode } = state
  return { ...closePlace(state), sort, grouping, viewMode, place, loading }
}

/** What the place listed before stands there at once, and the sweep that has begun refreshes it. */
export function showRememberedListing(state: BrowseState, requestId: string, listing: Listing): BrowseState {
  const { loading } = state
  if (loading?.requestId !== requestId || state.listing !== null) return state
  const shown = { ...state, loading: { ...loading, isRefresh: true }, isRemembered: true }
  return withView({ ...shown, listing, assets: listing.assets })
}

/** The price stays in sight while further pages of segments come. */
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

/** What the first parts brought, and what came behind them. */
function joinParts(state: BrowseState, parts: number, rest: readonly Asset[]): readonly Asset[] {
  const received = state.loading?.parts.slice(0, parts) ?? []
  // The rows that stand there are known by this very array: their order need not be reckoned again.
  const isShown = state.loading?.isRefresh === false && rest.length === 0
  if (isShown && state.loading.parts.length === parts) return state.assets
  return [...received.flat(), ...rest]
}

export function finishLoading(state: BrowseState, { parts, ...answer }: PackedAnswer): BrowseState {
  const { loading } = state
  const rest = unpackListing(answer)
  const listing = { ...rest, assets: joinParts(state, parts, rest.assets) }
  const refreshes = loading?.refreshes ?? []
  const done = { loading: null, failure: null, isRemembered: false }
  const listed = { ...state, ...done, listing, assets: listing.assets }
  const refreshed = refreshes.reduce(applyRefresh, listed)
  // What a job did meanwhile stands in its result; here stands what nobody here has done.
  const before = loading?.isRefresh === true ? refreshes.reduce(applyRefresh, state).assets : null
  const changes = before === null ? null : compareListings(before, refreshed.assets)
  return withView({ ...refreshed, changes, selection: pruneSelection(refreshed.selection, refreshed.assets) })
}

/** A stopped or failed sweep: rows that are a part of a set are no set, so only a refresh keeps what it had. */
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

function isSameContext(a: AssetContext, b: AssetContext): boolean {
  if (a.family === 'classic') return b.family === 'classic' && a.scope === b.scope
  return b.family === 'flex' && a.documentId === b.documentId
}

/** The segments that belong to the open place; a job may touch others of the same project. */
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

/** What a job's closing listing showed takes the place of what stood there. */
export function applySegmentsRefresh(state: BrowseState, refresh: SegmentsRefresh): BrowseState {
  if (state.loading !== null) {
    return { ...state, loading: { ...state.loading, refreshes: [...state.loading.refreshes, refresh] } }
  }
  const applied = applyRefresh(state, refresh)
  if (applied === state) return state
  return withView({ ...applied, selection: pruneSelection(applied.selection, applied.assets) })
}
