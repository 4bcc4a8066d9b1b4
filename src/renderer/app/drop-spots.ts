import type { Asset, AssetContext } from '../../shared/asset'
import type { DropRefusal, DropSpot } from '../features/transfers/drag-state'
import type { UploadDestination } from '../features/transfers/upload-store'
import { areAtTarget, initialFields, noHint, toUploadTarget } from '../features/transfers/upload-target'
import { isDialogOpen } from './dialogs'
import type { Stores } from './stores'
import { openUploadPlace, segmentPlace, hintOfAsset, hintOfGroup } from './upload-destinations'

/** What a drop would do, and the element that lights up for it. */
export interface FoundSpot {
  readonly spot: DropSpot
  readonly element: Element | null
}

interface DragSource {
  readonly stores: Stores
  /** Assets of ours that are dragged, or null for files from outside. */
  readonly own: readonly Asset[] | null
}

function refused(why: DropRefusal): FoundSpot {
  return { spot: { key: why, kind: 'refused', why }, element: null }
}

function contextOf(scope: string): AssetContext {
  return scope.startsWith('flex')
    ? { family: 'flex', documentId: scope.slice('flex'.length) }
    : { family: 'classic', scope }
}

function destinationSpot(element: Element, key: string, where: UploadDestination): FoundSpot {
  return { spot: { key: `into ${key}`, kind: 'into', destination: where }, element }
}

/** A segment of the tree in the sidebar. */
function segmentSpot(target: Element, { stores }: DragSource): FoundSpot | null {
  const row = target.closest<HTMLElement>('[data-segment]')
  const { segment, scope } = row?.dataset ?? {}
  if (row === null || segment === undefined || scope === undefined) return null
  const id = Number(segment)
  const place = segmentPlace(stores.browse.getState(), contextOf(scope), id)
  return destinationSpot(row, JSON.stringify([scope, id]), { place, hint: { ...noHint, segmentId: id } })
}

/** A file, the head of a group, or the rest of the list. */
function listSpot(target: Element, { stores, own }: DragSource): FoundSpot | null {
  const list = target.closest('[data-drop-list]')
  const state = stores.browse.getState()
  const place = openUploadPlace(state)
  if (list === null || place === null) return null
  const row = target.closest<HTMLElement>('[data-index]')
  const asset = state.view[Number(row?.dataset['index'] ?? -1)]
  if (row !== null && asset !== undefined) {
    return destinationSpot(row, `row ${asset.key}`, { place, hint: hintOfAsset(asset) })
  }
  const head = target.closest<HTMLElement>('[data-group]')
  const hint = hintOfGroup(head?.dataset['group'] ?? '', state)
  if (head !== null && hint !== null)
    return destinationSpot(head, `group ${head.dataset['group'] ?? ''}`, { place, hint })
  // Between the rows lies no other place than the one that they are in.
  return own === null ? destinationSpot(list, 'list', { place, hint: noHint }) : null
}

/** What was found out of the assets of a drag, by the key of the spot: the pointer rests on one for many events. */
const ownPlaces = new WeakMap<readonly Asset[], Map<string, boolean>>()

/** Whether all that is dragged is there already. */
function isOwnPlace(own: readonly Asset[], key: string, { place, hint }: UploadDestination): boolean {
  const known = ownPlaces.get(own) ?? new Map<string, boolean>()
  ownPlaces.set(own, known)
  const before = known.get(key)
  if (before !== undefined) return before
  const source = { kind: 'assets', assets: own } as const
  const target = toUploadTarget(initialFields(hint, place, { source, grant: null }), place)
  const isOwn = target !== null && areAtTarget(source, target)
  known.set(key, isOwn)
  return isOwn
}

/** What files from outside would do there; where they can't, why. */
function fileSpot(target: Element, drag: DragSource): FoundSpot {
  const found = segmentSpot(target, drag) ?? listSpot(target, drag)
  if (found !== null) return found
  const isPlaceOpen = openUploadPlace(drag.stores.browse.getState()) !== null
  return refused(isPlaceOpen ? 'nowhere' : 'noPlace')
}

function assetSpot(target: Element, drag: DragSource, own: readonly Asset[]): FoundSpot | null {
  const bin = target.closest('[data-part="recycle-bin"]')
  if (bin !== null) return { spot: { key: 'bin', kind: 'bin' }, element: bin }
  const found = segmentSpot(target, drag) ?? listSpot(target, drag)
  const isHome = found?.spot.kind === 'into' && isOwnPlace(own, found.spot.key, found.spot.destination)
  return isHome ? null : found
}

/** What a drop at an element would do; null where it would do nothing. */
export function spotAt(target: EventTarget | null, drag: DragSource): FoundSpot | null {
  const { stores, own } = drag
  const connection = stores.session.getState().status?.connection ?? null
  if (!(target instanceof Element) || connection === null || isDialogOpen(stores)) return null
  if (own === null) return connection.readOnly ? refused('readOnly') : fileSpot(target, drag)
  const found = assetSpot(target, drag, own)
  return found !== null && connection.readOnly ? refused('readOnly') : found
}
