import type { Asset, AssetKey } from '../../../shared/asset'
import type { Group } from './groups'

/** File keys start with a bracket, so that they never collide with this prefix. */
const groupPrefix = 'group:'

export function groupKey(id: string): string {
  return groupPrefix + id
}

/** The id of the group if the key is that of a group header; null for the key of a file. */
export function groupOfKey(key: string | null): string | null {
  return key?.startsWith(groupPrefix) === true ? key.slice(groupPrefix.length) : null
}

/**
 * The selection by identity, not by position, so that sorting, searching and refreshing do not change it. `active` is
 * the key of the file or group header with keyboard focus, `anchor` the start of a range.
 */
export interface Selection {
  readonly keys: ReadonlySet<AssetKey>
  readonly anchor: AssetKey | null
  readonly active: string | null
  /** The file that was selected because the one before it was deleted. Counts do not present it as the user's choice. */
  readonly automatic?: AssetKey | undefined
}

/** A selection and the files among which it was made. */
interface Shown {
  readonly selection: Selection
  readonly view: View
}

/** The shown files, sorted and filtered. */
export type View = readonly Asset[]

export const noSelection: Selection = { keys: new Set(), anchor: null, active: null }

const positionCache = new WeakMap<View, { readonly key: AssetKey; readonly position: number }>()

/**
 * The position of a file in the view, or -1. A linear search takes about 1 ms among 100,000 files; a map would have to
 * be rebuilt after each typed letter of a search.
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

/** Selects the range from the anchor to a row, replacing the selection or adding to it. */
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

/** Moves the keyboard focus without changing the selection. */
export function moveActive(selection: Selection, view: View, index: number): Selection {
  const key = keyAt(view, index)
  return key === null ? selection : { ...selection, active: key }
}

/** Moves the keyboard focus to a group header. `clears`: the selection is cleared, as with a plain arrow key. */
export function moveToGroupHeader(
  selection: Selection,
  group: string,
  { clears }: { readonly clears: boolean },
): Selection {
  const active = groupKey(group)
  return clears ? { keys: new Set(), anchor: null, active } : { ...selection, active }
}

/** Selects all files of a group, or deselects them if all are selected. */
export function toggleGroup(selection: Selection, view: View, group: Group): Selection {
  const files = view.slice(group.start, group.start + group.count)
  const keys = new Set(selection.keys)
  const areAllSelected = files.every((asset) => keys.has(asset.key))
  for (const { key } of files) {
    if (areAllSelected) keys.delete(key)
    else keys.add(key)
  }
  return { keys, anchor: files[0]?.key ?? null, active: groupKey(group.id) }
}

/** The number of selected files in a group. */
export function selectedIn(selection: Selection, view: View, { start, count }: Group): number {
  if (selection.keys.size === 0) return 0
  let selected = 0
  for (let index = start; index < start + count; index += 1) {
    if (selection.keys.has(view[index]?.key ?? '')) selected += 1
  }
  return selected
}

/** Selects the shown files that were not selected. Hidden files are deselected. */
export function invertSelection(selection: Selection, view: View): Selection {
  const others = view.filter((asset) => !selection.keys.has(asset.key))
  return { ...selection, keys: new Set(others.map((asset) => asset.key)), anchor: null }
}

/** Selects all files of the view, and no hidden files. */
export function selectAll(selection: Selection, view: View): Selection {
  const keys = new Set<AssetKey>()
  for (const asset of view) keys.add(asset.key)
  // Fill the cache: the selected files are already known.
  selectedCache.set(keys, { view, assets: view })
  return { ...selection, keys }
}

export function clearSelection(selection: Selection): Selection {
  return { ...selection, keys: new Set(), anchor: null }
}

/** Deselects files that are not in the view. */
export function deselectHidden(selection: Selection, view: View): Selection {
  return { ...selection, keys: new Set(selectedAssets(selection, view).map((asset) => asset.key)) }
}

/** Drops files that are no longer listed. A file that reappears with the same identity counts as the same file. */
export function pruneSelection(selection: Selection, assets: readonly Asset[]): Selection {
  if (selection.keys.size === 0 && selection.active === null) return selection
  const listed = new Set(assets.map((asset) => asset.key))
  const ifListed = (key: string | null): AssetKey | null => (key !== null && listed.has(key) ? key : null)
  return {
    keys: new Set([...selection.keys].filter((key) => listed.has(key))),
    anchor: ifListed(selection.anchor),
    active: groupOfKey(selection.active) === null ? ifListed(selection.active) : selection.active,
    automatic: ifListed(selection.automatic ?? null) ?? undefined,
  }
}

/** Of the files that were shown, the first still shown after the gone ones, or else the last before them. */
function findNeighbour(before: View, gone: ReadonlySet<AssetKey>, after: View): AssetKey | null {
  const shown = new Set(after.map(({ key }) => key))
  let lastShown: AssetKey | null = null
  let previous: AssetKey | null = null
  let next: AssetKey | null = null
  let isPastGone = false
  for (const { key } of before) {
    if (gone.has(key)) {
      previous = lastShown
      next = null
      isPastGone = true
    } else if (shown.has(key)) {
      lastShown = key
      if (isPastGone) next ??= key
    }
  }
  return next ?? previous
}

/**
 * Keeps the place in the list when the selected files are gone: the next file becomes active, and is selected if a single
 * file was, so that the user can look and delete without a mouse.
 */
export function moveToNeighbour(before: Shown, after: Shown): Selection {
  const { selection } = after
  const chosen = selectedAssets(before.selection, before.view)
  if (chosen.length === 0) return selection
  if (selection.keys.size > 0) {
    const [first] = selectedAssets(selection, after.view)
    return { ...selection, active: selection.active ?? first?.key ?? null }
  }
  const key = findNeighbour(before.view, new Set(chosen.map((asset) => asset.key)), after.view)
  if (key === null) return selection
  if (chosen.length > 1) return { ...selection, active: key }
  return { keys: new Set([key]), anchor: key, active: key, automatic: key }
}

/**
 * The files that an action applies to: those selected and in the view. Files hidden by a filter are never deleted by
 * surprise; they are selected again when the filter is cleared.
 */
export function selectedAssets(selection: Selection, view: View): View {
  const known = selectedCache.get(selection.keys)
  if (known?.view === view) return known.assets
  const assets = findSelected(selection.keys, view)
  selectedCache.set(selection.keys, { view, assets })
  return assets
}

/**
 * Finds the selected files. A listing contains each identity once, so a single selected file, as after each arrow key,
 * is found ten times as fast by position as by filtering the view.
 */
function findSelected(keys: ReadonlySet<AssetKey>, view: View): View {
  if (keys.size > 1) return view.filter((asset) => keys.has(asset.key))
  const [onlyKey = null] = keys
  const asset = view[positionOf(view, onlyKey)]
  return asset === undefined ? [] : [asset]
}
