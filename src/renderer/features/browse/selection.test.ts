import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sampleAsset } from '../../../testing/window-api'
import {
  clearSelection,
  extendTo,
  groupOfKey,
  invertSelection,
  deselectHidden,
  moveActive,
  moveToGroupHeader,
  noSelection,
  positionOf,
  pruneSelection,
  selectAll,
  selectedAssets,
  selectedIn,
  selectOnly,
  toggleAt,
  toggleGroup,
  type Selection,
  type View,
} from './selection'

const view: View = ['a', 'b', 'c', 'd', 'e'].map((name) => sampleAsset({ name, key: name }))
const reversed: View = [...view].reverse()

function keys(selection: Selection): string {
  return [...selection.keys].sort().join('')
}

describe('selecting with mouse and keys', () => {
  it('selects one in the place of all others', () => {
    expect(keys(selectOnly(selectOnly(noSelection, view, 0), view, 2))).toBe('c')
  })

  it('adds with ctrl, and takes out with ctrl', () => {
    const two = toggleAt(selectOnly(noSelection, view, 0), view, 2)
    expect(keys(two)).toBe('ac')
    expect(keys(toggleAt(two, view, 0))).toBe('c')
  })

  it('selects from the anchor with shift, in both directions, and shrinks again', () => {
    const start = selectOnly(noSelection, view, 2)
    const down = extendTo(start, view, { index: 4, adds: false })
    expect(keys(down)).toBe('cde')
    expect(keys(extendTo(down, view, { index: 1, adds: false }))).toBe('bc')
  })

  it('adds a range with ctrl and shift', () => {
    const apart = toggleAt(selectOnly(noSelection, view, 0), view, 3)
    expect(keys(extendTo(apart, view, { index: 4, adds: true }))).toBe('ade')
  })

  it('starts a range where the keyboard is when nothing was selected yet', () => {
    expect(keys(extendTo(moveActive(noSelection, view, 1), view, { index: 2, adds: false }))).toBe('bc')
    expect(keys(extendTo(noSelection, view, { index: 2, adds: false }))).toBe('c')
  })

  it('measures ranges in the order on the screen', () => {
    const start = selectOnly(noSelection, view, 0)
    expect(keys(extendTo(start, reversed, { index: 3, adds: false }))).toBe('ab')
  })

  it('ignores a row that is not there', () => {
    const start = selectOnly(noSelection, view, 0)
    expect(selectOnly(start, view, 9)).toBe(start)
    expect(toggleAt(start, view, -1)).toBe(start)
    expect(extendTo(start, view, { index: 9, adds: false })).toBe(start)
  })

  it('clears what is selected and stays where it is', () => {
    const cleared = clearSelection(selectOnly(noSelection, view, 3))
    expect(keys(cleared)).toBe('')
    expect(cleared.active).toBe('d')
  })
})

describe('what stays selected', () => {
  it('is kept by identity when rows come in another order', () => {
    const two = extendTo(selectOnly(noSelection, view, 0), view, { index: 1, adds: false })
    expect(selectedAssets(two, reversed).map((asset) => asset.name)).toEqual(['b', 'a'])
  })

  it('leaves out what a search hides, and has it again when the search is cleared', () => {
    const all = selectAll(noSelection, view)
    const found = view.slice(1, 3)
    expect(selectedAssets(all, found).map((asset) => asset.name)).toEqual(['b', 'c'])
    expect(selectedAssets(all, view)).toHaveLength(5)
  })

  it('is what the search shows after "select all", and nothing hidden', () => {
    const before = selectOnly(noSelection, view, 4)
    expect(keys(selectAll(before, view.slice(0, 2)))).toBe('ab')
  })

  it('drops what is no longer listed, the anchor and the active row too', () => {
    const two = extendTo(selectOnly(noSelection, view, 0), view, { index: 1, adds: false })
    expect(pruneSelection(two, view.slice(1))).toEqual({ keys: new Set(['b']), anchor: null, active: 'b' })
  })
})

describe('groups and what is hidden', () => {
  const group = { id: 'g', start: 1, count: 2, bytes: 0 }

  it('selects all of a group, and none of it at the second time', () => {
    const before = selectOnly(noSelection, view, 4)
    const whole = toggleGroup(before, view, group)
    expect(keys(whole)).toBe('bce')
    expect(selectedIn(whole, view, group)).toBe(2)
    expect(keys(toggleGroup(whole, view, group))).toBe('e')
    expect(groupOfKey(whole.active)).toBe('g')
  })

  it('goes to a head without a file, and by a plain arrow selects none', () => {
    const before = selectOnly(noSelection, view, 0)
    expect(keys(moveToGroupHeader(before, 'g', { clears: false }))).toBe('a')
    expect(keys(moveToGroupHeader(before, 'g', { clears: true }))).toBe('')
    expect(positionOf(view, moveToGroupHeader(before, 'g', { clears: true }).active)).toBe(-1)
  })

  it('inverts what is shown, and never what a filter hides', () => {
    const two = toggleGroup(noSelection, view, group)
    expect(keys(invertSelection(two, view))).toBe('ade')
    expect(keys(invertSelection(two, view.slice(0, 2)))).toBe('a')
  })

  it('lets go of what is hidden when asked to', () => {
    expect(keys(deselectHidden(selectAll(noSelection, view), view.slice(3)))).toBe('de')
  })

  it('stays the same through any sorting and filtering and back', () => {
    fc.assert(
      fc.property(fc.subarray([...view]), fc.shuffledSubarray([...view]), (chosen, shown) => {
        const selection = chosen.reduce((now, asset) => toggleAt(now, view, view.indexOf(asset)), noSelection)
        const result = selectedAssets(selection, shown)
        expect(result.every((asset) => chosen.includes(asset) && shown.includes(asset))).toBe(true)
        expect(new Set(selectedAssets(selection, view))).toEqual(new Set(chosen))
      }),
    )
  })
})
