import type { Asset } from '../../../shared/asset'
import type { BrowseState } from './browse-state'
import { actionableAssets } from './browse-store'
import { moveActive, positionOf, selectOnly, type Selection, type View } from './selection'

/** The one file that is looked at, or null: the only one that is selected, or, in full size, where the keyboard is. */
export function previewTarget(state: BrowseState, isFull: boolean): Asset | null {
  const selected = actionableAssets(state)
  const [first = null] = selected
  if (selected.length === 1) return first
  const at = isFull && state.listing !== null ? positionOf(state.view, state.selection.active) : -1
  return state.view[at] ?? (isFull ? first : null)
}

/** What the arrows go through: what is selected where that is several files, else all that is not shut away in a group. */
function previewOrder(state: BrowseState): View {
  const selected = actionableAssets(state)
  if (selected.length > 1) return selected
  const { view, groups, closed } = state
  if (closed.size === 0) return view
  return groups
    .filter(({ id }) => !closed.has(id))
    .flatMap(({ start, count }) => view.slice(start, start + count))
}

/** Where a file stands among those that the arrows go through, from 1; 0 where it is none of them. */
export function positionAmong(
  state: BrowseState,
  asset: Asset,
): { readonly position: number; readonly count: number } {
  const files = previewOrder(state)
  return { position: positionOf(files, asset.key) + 1, count: files.length }
}

/** The file one step on, or null at the end. */
export function neighbourOf(state: BrowseState, asset: Asset, step: 1 | -1): Asset | null {
  const { position } = positionAmong(state, asset)
  return position === 0 ? null : (previewOrder(state)[position - 1 + step] ?? null)
}

/** The list goes along: its selection, or within several selected files the keyboard's place. */
export function selectNeighbour(state: BrowseState, asset: Asset, step: 1 | -1): Selection {
  const { selection, view } = state
  const next = previewOrder(state)[positionAmong(state, asset).position - 1 + step]
  if (next === undefined) return selection
  const at = positionOf(view, next.key)
  return actionableAssets(state).length > 1
    ? moveActive(selection, view, at)
    : selectOnly(selection, view, at)
}
