import type { Asset } from '../../../shared/asset'
import type { BrowseState } from './browse-state'
import { actionableAssets } from './browse-store'
import { moveActive, positionOf, selectOnly, type Selection, type View } from './selection'

/** The file to preview, or null: the only selected one or, in full size, the active one. */
export function previewTarget(state: BrowseState, isFull: boolean): Asset | null {
  const selected = actionableAssets(state)
  const [first = null] = selected
  if (selected.length === 1) return first
  const activeIndex = isFull && state.listing !== null ? positionOf(state.view, state.selection.active) : -1
  return state.view[activeIndex] ?? (isFull ? first : null)
}

/** The files that the arrow keys step through: a multiple selection, or else all files outside closed groups. */
function previewOrder(state: BrowseState): View {
  const selected = actionableAssets(state)
  if (selected.length > 1) return selected
  const { view, groups, closed } = state
  if (closed.size === 0) return view
  return groups
    .filter(({ id }) => !closed.has(id))
    .flatMap(({ start, count }) => view.slice(start, start + count))
}

/** The 1-based position of a file among those that the arrow keys step through; 0 if it is not one of them. */
export function positionAmong(
  state: BrowseState,
  asset: Asset,
): { readonly position: number; readonly count: number } {
  const files = previewOrder(state)
  return { position: positionOf(files, asset.key) + 1, count: files.length }
}

/** The next or previous file, or null at an end. */
export function neighbourOf(state: BrowseState, asset: Asset, step: 1 | -1): Asset | null {
  const { position } = positionAmong(state, asset)
  return position === 0 ? null : (previewOrder(state)[position - 1 + step] ?? null)
}

/** The selection after a step: the next file is selected or, within a multiple selection, becomes active. */
export function selectNeighbour(state: BrowseState, asset: Asset, step: 1 | -1): Selection {
  const { selection, view } = state
  const next = previewOrder(state)[positionAmong(state, asset).position - 1 + step]
  if (next === undefined) return selection
  const index = positionOf(view, next.key)
  return actionableAssets(state).length > 1
    ? moveActive(selection, view, index)
    : selectOnly(selection, view, index)
}
