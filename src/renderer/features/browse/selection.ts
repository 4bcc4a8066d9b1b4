import type { Asset, AssetKey } from '../../../shared/asset'
import type { Group } from './groups'

/** Keys of files begin with a bracket, so that no file can be taken for a group. */
const groupPrefix = 'group:'

export function groupKey(id: string): string {
  return groupPrefix + id
}

/** The group whose head a key names, or null for a file's. */
export function groupOfKey(key: string | null): string | null {
  return key?.startsWith(groupPrefix) === true ? key.slice(groupPrefix.length) : null
}

/**
 * What is selected, by identity and never by position: sorting, searching and refreshing leave it alone. `active` is
 * where the keyboard is, a file or the head of a group, `anchor` where a range starts.
 */
export interface Selection {
  readonly keys: ReadonlySet<AssetKey>
  readonly anchor: AssetKey | null
  readonly active: string | null
}

/** The rows as they stand on the screen: sorted and filtered. */
export type View = readonly Asset[]

export const noSelection: Selection = { keys: new Set(), anchor: null, active: null }

const positionCache = new WeakMap<View, { readonly key: AssetKey; readonly position: number }>()

/**
 * Where a file stands on the screen, or -1 where it does not. Looked for from end to end, about 1 ms among 100,000: a map
 * of all of them would have to be made after each letter of a search.
 */
export function positionOf(view: View, key: string | null): number {
  if (key === null) return -1
  const last = positionCache.get(view)
  if (last?.key === key) return last.position
  const position = view.findIndex((asset) => asset.key === key)
  positionCache.set(view, { key, position })
  return position
}

const selectedCache = new WeakMap<ReadonlySet<AssetKey>, { readonly view: View; readonly assets: View }>()

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

/** Moves the keyboard to the head of a group; with `clears`, as a plain arrow does, nothing is selected then. */
export function moveToGroupHeader(
  selection: Selection,
  group: string,
  { clears }: { readonly clears: boolean },
): Selection {
  const active = groupKey(group)
  return clears ? { keys: new Set(), anchor: null, active } : { ...selection, active }
}

/** All files of a group; if they are selected already, none of them. */
export function toggleGroup(selection: Selection, view: View, group: Group): Selection {
  const files = view.slice(group.start, group.start + group.count)
  const keys = new Set(selection.keys)
  const isWhole = files.every((asset) => keys.has(asset.key))
  for (const { key } of files) {
    if (isWhole) keys.delete(key)
    else keys.add(key)
  }
  return { keys, anchor: files[0]?.key ?? null, active: groupKey(group.id) }
}

/** How many files of a group are selected. */
export function selectedIn(selection: Selection, view: View, { start, count }: Group): number {
  if (selection.keys.size === 0) return 0
  let selected = 0
  for (let index = start; index < start + count; index += 1) {
    if (selection.keys.has(view[index]?.key ?? '')) selected += 1
  }
  return selected
}

/** Of what is on the screen's list, all that was not selected. What a filter hides is not selected either way. */
export function invertSelection(selection: Selection, view: View): Selection {
  const others = view.filter((asset) => !selection.keys.has(asset.key))
  return { ...selection, keys: new Set(others.map((asset) => asset.key)), anchor: null }
}

/** Everything on the screen's list, in view or not; and nothing that a filter hides. */
export function selectAll(selection: Selection, view: View): Selection {
  const keys = new Set<AssetKey>()
  for (const asset of view) keys.add(asset.key)
  // Known already, so that nobody looks each of them up again.
  selectedCache.set(keys, { view, assets: view })
  return { ...selection, keys }
}

export function clearSelection(selection: Selection): Selection {
  return { ...selection, keys: new Set(), anchor: null }
}

/** Only what is selected and on the screen's list. */
export function deselectHidden(selection: Selection, view: View): Selection {
  return { ...selection, keys: new Set(selectedAssets(selection, view).map((asset) => asset.key)) }
}

/** Drops what is no longer listed. A file that came back under the same identity is the same file to the user. */
export function pruneSelection(selection: Selection, assets: readonly Asset[]): Selection {
  if (selection.keys.size === 0 && selection.active === null) return selection
  const listed = new Set(assets.map((asset) => asset.key))
  const ifListed = (key: string | null): AssetKey | null => (key !== null && listed.has(key) ? key : null)
  return {
    keys: new Set([...selection.keys].filter((key) => listed.has(key))),
    anchor: ifListed(selection.anchor),
    active: groupOfKey(selection.active) === null ? ifListed(selection.active) : selection.active,
  }
}

/**
 * The files that an action acts on: selected, and on the screen's list. What a filter hides is never deleted by
 * surprise; it is selected again when the filter is cleared.
 */
export function selectedAssets(selection: Selection, view: View): View {
  const known = selectedCache.get(selection.keys)
  if (known?.view === view) return known.assets
  const assets = findSelected(selection.keys, view)
  selectedCache.set(selection.keys, { view, assets })
  return assets
}

/** A listing shows an identity once. One alone, as each arrow leaves it, is found ten times as fast as by asking the set for all. */
function findSelected(keys: ReadonlySet<AssetKey>, view: View): View {
  if (keys.size > 1) return view.filter((asset) => keys.has(asset.key))
  const [only = null] = keys
  const asset = view[positionOf(view, only)]
  return asset === undefined ? [] : [asset]
}
