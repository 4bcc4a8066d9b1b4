import type { Asset, AssetKey } from '../../../shared/asset'
import { createRowSelection, noRows, type RowSelection } from '../../lib/row-selection'
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

/** The selection of files. `active` is the key of a file or of a group header. */
export interface Selection extends RowSelection {
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

export const noSelection: Selection = noRows

const { pruneRows, ...rowRules } = createRowSelection<Asset>(({ key }) => key)

export const { positionOf, selectOnly, toggleAt, extendTo, moveActive, selectAll } = rowRules

/**
 * The files that an action applies to: those selected and in the view. Files hidden by a filter are never deleted by
 * surprise; they are selected again when the filter is cleared.
 */
export const selectedAssets = rowRules.selectedRows

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

/** Whether only the file is selected that followed a deleted one: not the user's choice, so counts leave it out. */
export function isAutomaticOnly({ keys, automatic }: Selection): boolean {
  return keys.size === 1 && automatic !== undefined && keys.has(automatic)
}

/** The number of files in a group that the user selected. */
export function selectedIn(selection: Selection, view: View, { start, count }: Group): number {
  if (selection.keys.size === 0 || isAutomaticOnly(selection)) return 0
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

export function clearSelection(selection: Selection): Selection {
  return { ...selection, keys: new Set(), anchor: null }
}

/** Deselects files that are not in the view. */
export function deselectHidden(selection: Selection, view: View): Selection {
  return { ...selection, keys: new Set(selectedAssets(selection, view).map((asset) => asset.key)) }
}

/** Drops files that are no longer listed. A file that reappears with the same identity counts as the same file. */
export function pruneSelection(selection: Selection, assets: readonly Asset[]): Selection {
  const pruned = pruneRows(selection, assets)
  if (pruned === selection) return selection
  const { active, automatic } = selection
  return {
    ...pruned,
    active: groupOfKey(active) === null ? pruned.active : active,
    automatic: automatic !== undefined && pruned.keys.has(automatic) ? automatic : undefined,
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
