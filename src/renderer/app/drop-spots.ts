import type { Asset, AssetContext } from '../../shared/asset'
import type { DropRefusal, DropSpot } from '../features/transfers/drag-state'
import type { UploadDestination } from '../features/transfers/upload-store'
import { areAtTarget, initialFields, noHint, toUploadTarget } from '../features/transfers/upload-target'
import { isDialogOpen } from './dialogs'
import type { Stores } from './stores'
import { openUploadPlace, segmentPlace, hintOfAsset, hintOfGroup } from './upload-destinations'

/** What a drop would do, and the element to highlight for it. */
export interface FoundSpot {
  readonly spot: DropSpot
  readonly element: Element | null
}

interface DragSource {
  readonly stores: Stores
  /** The assets that are dragged, or null for files from another app. */
  readonly draggedAssets: readonly Asset[] | null
}

function refused(why: DropRefusal): FoundSpot {
  return { spot: { key: why, kind: 'refused', reason: why }, element: null }
}

function contextOf(scope: string): AssetContext {
  return scope.startsWith('flex')
    ? { family: 'flex', documentId: scope.slice('flex'.length) }
    : { family: 'classic', scope }
}

function destinationSpot(element: Element, key: string, destination: UploadDestination): FoundSpot {
  return { spot: { key: `into ${key}`, kind: 'into', destination }, element }
}

/** A segment in the sidebar's tree. */
function segmentSpot(target: Element, { stores }: DragSource): FoundSpot | null {
  const row = target.closest<HTMLElement>('[data-segment]')
  const { segment, scope } = row?.dataset ?? {}
  if (row === null || segment === undefined || scope === undefined) return null
  const id = Number(segment)
  const place = segmentPlace(stores.browse.getState(), contextOf(scope), id)
  return destinationSpot(row, JSON.stringify([scope, id]), { place, hint: { ...noHint, segmentId: id } })
}

/** A file, a group header, or the empty part of the list. */
function listSpot(target: Element, { stores, draggedAssets }: DragSource): FoundSpot | null {
  const list = target.closest('[data-drop-list]')
  const state = stores.browse.getState()
  const place = openUploadPlace(state)
  if (list === null || place === null) return null
  const row = target.closest<HTMLElement>('[data-index]')
  const asset = state.view[Number(row?.dataset['index'] ?? -1)]
  if (row !== null && asset !== undefined) {
    return destinationSpot(row, `row ${asset.key}`, { place, hint: hintOfAsset(asset) })
  }
  const header = target.closest<HTMLElement>('[data-group]')
  const hint = hintOfGroup(header?.dataset['group'] ?? '', state)
  if (header !== null && hint !== null)
    return destinationSpot(header, `group ${header.dataset['group'] ?? ''}`, { place, hint })
  // The assets already belong to the open place, so the empty part of the list is not a destination for them.
  return draggedAssets === null ? destinationSpot(list, 'list', { place, hint: noHint }) : null
}

/** Caches `isAlreadyThere` per drag and spot key, because many events arrive while the pointer rests on one spot. */
const knownResults = new WeakMap<readonly Asset[], Map<string, boolean>>()

/** Whether all dragged assets are at this destination already. */
function isAlreadyThere(
  draggedAssets: readonly Asset[],
  key: string,
  { place, hint }: UploadDestination,
): boolean {
  const results = knownResults.get(draggedAssets) ?? new Map<string, boolean>()
  knownResults.set(draggedAssets, results)
  const cached = results.get(key)
  if (cached !== undefined) return cached
  const source = { kind: 'assets', assets: draggedAssets } as const
  const target = toUploadTarget(initialFields(hint, place, { source, grant: null }), place)
  const isThere = target !== null && areAtTarget(source, target)
  results.set(key, isThere)
  return isThere
}

/** What dropping files from another app would do, or why they cannot be dropped. */
function fileSpot(target: Element, drag: DragSource): FoundSpot {
  const found = segmentSpot(target, drag) ?? listSpot(target, drag)
  if (found !== null) return found
  const isPlaceOpen = openUploadPlace(drag.stores.browse.getState()) !== null
  return refused(isPlaceOpen ? 'nowhere' : 'noPlace')
}

function assetSpot(target: Element, drag: DragSource, draggedAssets: readonly Asset[]): FoundSpot | null {
  const bin = target.closest('[data-part="recycle-bin"]')
  if (bin !== null) return { spot: { key: 'bin', kind: 'bin' }, element: bin }
  const found = segmentSpot(target, drag) ?? listSpot(target, drag)
  const isThere =
    found?.spot.kind === 'into' && isAlreadyThere(draggedAssets, found.spot.key, found.spot.destination)
  return isThere ? null : found
}

/** What a drop on an element would do; null if nothing. */
export function spotAt(target: EventTarget | null, drag: DragSource): FoundSpot | null {
  const { stores, draggedAssets } = drag
  const connection = stores.session.getState().status?.connection ?? null
  if (!(target instanceof Element) || connection === null || isDialogOpen(stores)) return null
  if (draggedAssets === null) return connection.readOnly ? refused('readOnly') : fileSpot(target, drag)
  const found = assetSpot(target, drag, draggedAssets)
  return found !== null && connection.readOnly ? refused('readOnly') : found
}
