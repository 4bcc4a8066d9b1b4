import { describe, expect, it } from 'vitest'
import { sampleAsset, sampleListing } from '../../../testing/window-api'
import { initialBrowseState, withView, type BrowseState } from './browse-state'
import { previewTarget, neighbourOf, positionAmong, selectNeighbour } from './preview-navigation'
import { noSelection } from './selection'

const [a, b, c] = ['a', 'b', 'c'].map((name, index) =>
  sampleAsset({ name: `${name}.png`, locale: index === 1 ? 'de' : 'en' }),
) as [ReturnType<typeof sampleAsset>, ReturnType<typeof sampleAsset>, ReturnType<typeof sampleAsset>]

function state(changes: Partial<BrowseState> = {}): BrowseState {
  const assets = [a, b, c]
  return withView({ ...initialBrowseState, listing: sampleListing(assets), assets, ...changes })
}

const selected = (...assets: readonly { key: string }[]) => ({
  keys: new Set(assets.map(({ key }) => key)),
  anchor: null,
  active: assets[0]?.key ?? null,
})

describe('the previewed file', () => {
  it('is the only selected one', () => {
    expect(previewTarget(state({ selection: selected(b) }), false)).toBe(b)
    expect(previewTarget(state(), false)).toBeNull()
    expect(previewTarget(state({ selection: selected(a, b) }), false)).toBeNull()
  })

  it('is the active one in full size', () => {
    expect(previewTarget(state({ selection: selected(b, a) }), true)).toBe(b)
    expect(previewTarget(state({ selection: { ...noSelection, active: c.key } }), true)).toBe(c)
  })
})

describe('the arrow keys in full size', () => {
  it('step through the list in its order and stop at its ends', () => {
    const current = state({ selection: selected(b) })
    expect(positionAmong(current, b)).toEqual({ position: 2, count: 3 })
    expect(selectNeighbour(current, b, 1)).toMatchObject({ keys: new Set([c.key]), active: c.key })
    expect(selectNeighbour(current, a, -1)).toBe(current.selection)
  })

  it('have a next file unless they are at an end', () => {
    const current = state({ selection: selected(b) })
    expect([neighbourOf(current, b, 1), neighbourOf(current, b, -1)]).toEqual([c, a])
    expect([neighbourOf(current, c, 1), neighbourOf(current, a, -1)]).toEqual([null, null])
    expect(neighbourOf(current, sampleAsset({ name: 'gone.png' }), 1)).toBeNull()
  })

  it('stay within a multiple selection and keep it', () => {
    const current = state({ selection: selected(a, c) })
    expect(positionAmong(current, c)).toEqual({ position: 2, count: 2 })
    expect(selectNeighbour(current, a, 1)).toEqual({
      keys: new Set([a.key, c.key]),
      anchor: null,
      active: c.key,
    })
  })

  it('skip the files of closed groups', () => {
    const current = state({ grouping: 'language', selection: selected(a) })
    const german = current.groups.find(({ count }) => count === 1)?.id ?? ''
    expect(positionAmong({ ...current, closed: new Set([german]) }, c).count).toBe(2)
  })
})
