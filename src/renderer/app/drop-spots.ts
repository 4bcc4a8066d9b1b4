import type { Asset, AssetContext } from '../../shared/asset'
import type { DropRefusal, DropSpot } from '../features/transfers/drag-state'
import type { UploadInto } from '../features/transfers/upload-store'
import { areThere, firstFields, noWish, targetOf } from '../features/transfers/upload-target'
import { isDialogOpen } from './dialogs'
import type { Stores } from './stores'
import { openUploadPlace, segmentPlace, wishOfAsset, wishOfGroup } from './upload-places'

/** What a drop would do, and the element that lights up for it. */
export interface FoundSpot {
  readonly spot: DropSpot
  readonly element: Element | null
}

interface Over {
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

function into(element: Element, key: string, where: UploadInto): FoundSpot {
  return { spot: { key: `into ${key}`, kind: 'into', into: where }, element }
}

/** A segment of the tree in the sidebar. */
function segmentSpot(target: Element, { stores }: Over): FoundSpot | null {
  const row = target.closest<HTMLElement>('[data-segment]')
  const { segment, scope } = row?.dataset ?? {}
  if (row === null || segment === undefined || scope === undefined) return null
  const id = Number(segment)
  const place = segmentPlace(stores.browse.getState(), contextOf(scope), id)
  return into(row, JSON.stringify([scope, id]), { place, wish: { ...noWish, segmentId: id } })
}

/** A file, the head of a group, or the rest of the list. */
function listSpot(target: Element, { stores, own }: Over): FoundSpot | null {
  const list = target.closest('[data-drop-list]')
  const state = stores.browse.getState()
  const place = openUploadPlace(state)
  if (list === null || place === null) return null
  const row = target.closest<HTMLElement>('[data-index]')
  const asset = state.view[Number(row?.dataset['index'] ?? -1)]
  if (row !== null && asset !== undefined) {
    return into(row, `row ${asset.key}`, { place, wish: wishOfAsset(asset) })
  }
  const head = target.closest<HTMLElement>('[data-group]')
  const wish = wishOfGroup(head?.dataset['group'] ?? '', state)
  if (head !== null && wish !== null)
    return into(head, `group ${head.dataset['group'] ?? ''}`, { place, wish })
  // Between the rows lies no other place than the one that they are in.
  return own === null ? into(list, 'list', { place, wish: noWish }) : null
}

/** What was found out of the assets of a drag, by the key of the spot: the pointer rests on one for many events. */
const ownPlaces = new WeakMap<readonly Asset[], Map<string, boolean>>()

/** Whether all that is dragged is there already. */
function isOwnPlace(own: readonly Asset[], key: string, { place, wish }: UploadInto): boolean {
  const known = ownPlaces.get(own) ?? new Map<string, boolean>()
  ownPlaces.set(own, known)
  const before = known.get(key)
  if (before !== undefined) return before
  const source = { kind: 'assets', assets: own } as const
  const target = targetOf(firstFields(wish, place, { source, grant: null }), place)
  const isOwn = target !== null && areThere(source, target)
  known.set(key, isOwn)
  return isOwn
}

/** What files from outside would do there; where they can't, why. */
function fileSpot(target: Element, over: Over): FoundSpot {
  const found = segmentSpot(target, over) ?? listSpot(target, over)
  if (found !== null) return found
  const isPlaceOpen = openUploadPlace(over.stores.browse.getState()) !== null
  return refused(isPlaceOpen ? 'nowhere' : 'noPlace')
}

function assetSpot(target: Element, over: Over, own: readonly Asset[]): FoundSpot | null {
  const bin = target.closest('[data-part="recycle-bin"]')
  if (bin !== null) return { spot: { key: 'bin', kind: 'bin' }, element: bin }
  const found = segmentSpot(target, over) ?? listSpot(target, over)
  const isHome = found?.spot.kind === 'into' && isOwnPlace(own, found.spot.key, found.spot.into)
  return isHome ? null : found
}

/** What a drop at an element would do; null where it would do nothing. */
export function spotAt(target: EventTarget | null, over: Over): FoundSpot | null {
  const { stores, own } = over
  const connection = stores.session.getState().status?.connection ?? null
  if (!(target instanceof Element) || connection === null || isDialogOpen(stores)) return null
  if (own === null) return connection.readOnly ? refused('readOnly') : fileSpot(target, over)
  const found = assetSpot(target, over, own)
  return found !== null && connection.readOnly ? refused('readOnly') : found
}
