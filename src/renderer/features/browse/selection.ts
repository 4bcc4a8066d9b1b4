import type { Asset, AssetKey } from '../../../shared/asset'

/**
 * What is selected, by identity and never by position: sorting, searching and refreshing leave it alone. `active` is
 * where the keyboard is, `anchor` where a range starts.
 */
export interface Selection {
  readonly keys: ReadonlySet<AssetKey>
  readonly anchor: AssetKey | null
  readonly active: AssetKey | null
}

/** The rows as they stand on the screen: sorted and filtered. */
export type View = readonly Asset[]

export const noSelection: Selection = { keys: new Set(), anchor: null, active: null }

const positionsOf = new WeakMap<View, ReadonlyMap<AssetKey, number>>()

function positions(view: View): ReadonlyMap<AssetKey, number> {
  const known = positionsOf.get(view)
  if (known !== undefined) return known
  const made = new Map(view.map((asset, index) => [asset.key, index]))
  positionsOf.set(view, made)
  return made
}

/** Where a file stands on the screen, or -1 where it does not. */
export function positionOf(view: View, key: AssetKey | null): number {
  return key === null ? -1 : (positions(view).get(key) ?? -1)
}

function keyAt(view: View, index: number): AssetKey | null {
  return view[index]?.key ?? null
}

export function selectOnly(selection: Selection, view: View, index: number): Selection {
  const key = keyAt(view, index)
  return key === null ? selection : { keys: new Set([key]), anchor: key, active: key }
}

export function toggleAt(selection: Selection, view: View, index: number): Selection {
  const key = keyAt(view, index)
  if (key === null) return selection
  const keys = new Set(selection.keys)
  if (!keys.delete(key)) keys.add(key)
  return { keys, anchor: key, active: key }
}

/** From the anchor to a row: in the place of what was selected, or added to it. */
export function extendTo(
  selection: Selection,
  view: View,
  target: { index: number; adds: boolean },
): Selection {
  const key = keyAt(view, target.index)
  if (key === null) return selection
  const from = positionOf(view, selection.anchor ?? selection.active)
  if (from === -1) return selectOnly(selection, view, target.index)
  const range = view.slice(Math.min(from, target.index), Math.max(from, target.index) + 1)
  const keys = new Set(target.adds ? selection.keys : [])
  for (const asset of range) keys.add(asset.key)
  return { keys, anchor: keyAt(view, from), active: key }
}

/** Moves the keyboard's place and leaves what is selected alone. */
export function moveActive(selection: Selection, view: View, index: number): Selection {
  const key = keyAt(view, index)
  return key === null ? selection : { ...selection, active: key }
}

/** Everything on the screen's list, in view or not; and nothing that a search hides. */
export function selectAll(selection: Selection, view: View): Selection {
  return { ...selection, keys: new Set(view.map((asset) => asset.key)) }
}

export function clearSelection(selection: Selection): Selection {
  return { ...selection, keys: new Set(), anchor: null }
}

/** Drops what is no longer listed. A file that came back under the same identity is the same file to the user. */
export function pruneSelection(selection: Selection, assets: readonly Asset[]): Selection {
  if (selection.keys.size === 0 && selection.active === null) return selection
  const listed = new Set(assets.map((asset) => asset.key))
  const kept = (key: AssetKey | null): AssetKey | null => (key !== null && listed.has(key) ? key : null)
  return {
    keys: new Set([...selection.keys].filter((key) => listed.has(key))),
    anchor: kept(selection.anchor),
    active: kept(selection.active),
  }
}

const selectedOf = new WeakMap<ReadonlySet<AssetKey>, { readonly view: View; readonly assets: View }>()

/**
 * The files that an action acts on: selected, and on the screen's list. What a search hides is never deleted by
 * surprise; it is selected again when the search is cleared.
 */
export function selectedAssets(selection: Selection, view: View): View {
  const known = selectedOf.get(selection.keys)
  if (known?.view === view) return known.assets
  const assets = selection.keys.size === 0 ? [] : view.filter((asset) => selection.keys.has(asset.key))
  selectedOf.set(selection.keys, { view, assets })
  return assets
}
