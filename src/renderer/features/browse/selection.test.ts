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
  moveToNeighbour,
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

describe('the place in the list after a deletion', () => {
  /** The selection after these files, which were selected, are gone. */
  function after(gone: string, left: View = view): Selection {
    const before = { view, selection: { ...noSelection, keys: new Set(gone), active: gone.at(-1) ?? null } }
    const rest = left.filter(({ key }) => !gone.includes(key))
    return moveToNeighbour(before, { view: rest, selection: pruneSelection(before.selection, rest) })
  }

  it.each([
    ['a', 'b'],
    ['c', 'd'],
    ['e', 'd'],
  ])('is the neighbour of %s, which is selected without counting as a choice', (gone, next) => {
    expect(after(gone)).toEqual({ keys: new Set([next]), anchor: next, active: next, automatic: next })
  })

  it('is only focused after several files, so that no preview is loaded unasked', () => {
    expect(after('bc')).toMatchObject({ active: 'd', keys: new Set() })
    expect(after('de')).toMatchObject({ active: 'c', keys: new Set() })
    expect(after('ace')).toMatchObject({ active: 'd', keys: new Set() })
  })

  it('skips files that vanished too, and survives an empty list', () => {
    expect(
      after(
        'b',
        view.filter(({ key }) => key !== 'c'),
      ).active,
    ).toBe('d')
    expect(after('abcde')).toMatchObject({ active: null, keys: new Set() })
  })

  it('is unchanged if nothing was selected, and stays with selected files that were not deleted', () => {
    expect(moveToNeighbour({ view, selection: noSelection }, { view, selection: noSelection })).toBe(
      noSelection,
    )
    const selection = { ...noSelection, keys: new Set(['b', 'd']), active: 'b' }
    const rest = view.filter(({ key }) => key !== 'b')
    const kept = moveToNeighbour(
      { view, selection },
      { view: rest, selection: pruneSelection(selection, rest) },
    )
    expect(kept).toMatchObject({ keys: new Set(['d']), active: 'd' })
  })

  it('becomes a choice once the user selects it', () => {
    const chosen: Selection = selectOnly(after('a'), view, 1)
    expect(chosen.automatic).toBeUndefined()
  })
})

describe('selecting with mouse and keyboard', () => {
  it('selects one row instead of all others', () => {
    expect(keys(selectOnly(selectOnly(noSelection, view, 0), view, 2))).toBe('c')
  })

  it('adds and removes rows with Ctrl', () => {
    const two = toggleAt(selectOnly(noSelection, view, 0), view, 2)
    expect(keys(two)).toBe('ac')
    expect(keys(toggleAt(two, view, 0))).toBe('c')
  })

  it('selects a range from the anchor with Shift, in both directions', () => {
    const start = selectOnly(noSelection, view, 2)
    const down = extendTo(start, view, { index: 4, adds: false })
    expect(keys(down)).toBe('cde')
    expect(keys(extendTo(down, view, { index: 1, adds: false }))).toBe('bc')
  })

  it('adds a range with Ctrl and Shift', () => {
    const apart = toggleAt(selectOnly(noSelection, view, 0), view, 3)
    expect(keys(extendTo(apart, view, { index: 4, adds: true }))).toBe('ade')
  })

  it('starts a range at the active row if nothing is selected', () => {
    expect(keys(extendTo(moveActive(noSelection, view, 1), view, { index: 2, adds: false }))).toBe('bc')
    expect(keys(extendTo(noSelection, view, { index: 2, adds: false }))).toBe('c')
  })

  it('measures ranges in display order', () => {
    const start = selectOnly(noSelection, view, 0)
    expect(keys(extendTo(start, reversed, { index: 3, adds: false }))).toBe('ab')
  })

  it('ignores a row that does not exist', () => {
    const start = selectOnly(noSelection, view, 0)
    expect(selectOnly(start, view, 9)).toBe(start)
    expect(toggleAt(start, view, -1)).toBe(start)
    expect(extendTo(start, view, { index: 9, adds: false })).toBe(start)
  })

  it('clears the selection and keeps the active row', () => {
    const cleared = clearSelection(selectOnly(noSelection, view, 3))
    expect(keys(cleared)).toBe('')
    expect(cleared.active).toBe('d')
  })
})

describe('the selection', () => {
  it('is kept by identity when the order changes', () => {
    const two = extendTo(selectOnly(noSelection, view, 0), view, { index: 1, adds: false })
    expect(selectedAssets(two, reversed).map((asset) => asset.name)).toEqual(['b', 'a'])
  })

  it('excludes files hidden by a search until the search is cleared', () => {
    const all = selectAll(noSelection, view)
    const found = view.slice(1, 3)
    expect(selectedAssets(all, found).map((asset) => asset.name)).toEqual(['b', 'c'])
    expect(selectedAssets(all, view)).toHaveLength(5)
  })

  it('contains only the files shown by a search after "select all"', () => {
    const before = selectOnly(noSelection, view, 4)
    expect(keys(selectAll(before, view.slice(0, 2)))).toBe('ab')
  })

  it('drops files that are no longer listed, including anchor and active row', () => {
    const two = extendTo(selectOnly(noSelection, view, 0), view, { index: 1, adds: false })
    expect(pruneSelection(two, view.slice(1))).toEqual({ keys: new Set(['b']), anchor: null, active: 'b' })
  })
})

describe('groups and hidden files', () => {
  const group = { id: 'g', start: 1, count: 2, bytes: 0 }

  it('selects all files of a group, and deselects them the second time', () => {
    const before = selectOnly(noSelection, view, 4)
    const whole = toggleGroup(before, view, group)
    expect(keys(whole)).toBe('bce')
    expect(selectedIn(whole, view, group)).toBe(2)
    expect(keys(toggleGroup(whole, view, group))).toBe('e')
    expect(groupOfKey(whole.active)).toBe('g')
  })

  it('moves to a header without selecting a file, and a plain arrow clears the selection', () => {
    const before = selectOnly(noSelection, view, 0)
    expect(keys(moveToGroupHeader(before, 'g', { clears: false }))).toBe('a')
    expect(keys(moveToGroupHeader(before, 'g', { clears: true }))).toBe('')
    expect(positionOf(view, moveToGroupHeader(before, 'g', { clears: true }).active)).toBe(-1)
  })

  it('inverts the selection of shown files only', () => {
    const two = toggleGroup(noSelection, view, group)
    expect(keys(invertSelection(two, view))).toBe('ade')
    expect(keys(invertSelection(two, view.slice(0, 2)))).toBe('a')
  })

  it('deselects hidden files on request', () => {
    expect(keys(deselectHidden(selectAll(noSelection, view), view.slice(3)))).toBe('de')
  })

  it('is unchanged by any sorting and filtering', () => {
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
