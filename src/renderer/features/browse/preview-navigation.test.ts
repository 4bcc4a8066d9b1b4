import { describe, expect, it } from 'vitest'
import { sampleAsset, sampleListing } from '../../../testing/window-api'
import { initialBrowseState, withView, type BrowseState } from './browse-state'
import { previewTarget, neighbourOf, positionAmong, selectNeighbour } from './preview-navigation'
import { noSelection } from './selection'

const [a, b, c] = ['a', 'b', 'c'].map((name, at) =>
  sampleAsset({ name: `${name}.png`, locale: at === 1 ? 'de' : 'en' }),
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

describe('the file that is looked at', () => {
  it('is the only one that is selected', () => {
    expect(previewTarget(state({ selection: selected(b) }), false)).toBe(b)
    expect(previewTarget(state(), false)).toBeNull()
    expect(previewTarget(state({ selection: selected(a, b) }), false)).toBeNull()
  })

  it('is in full size the one where the keyboard is', () => {
    expect(previewTarget(state({ selection: selected(b, a) }), true)).toBe(b)
    expect(previewTarget(state({ selection: { ...noSelection, active: c.key } }), true)).toBe(c)
  })
})

describe('the arrows in full size', () => {
  it('go through the list in its order and end where it ends', () => {
    const now = state({ selection: selected(b) })
    expect(positionAmong(now, b)).toEqual({ position: 2, count: 3 })
    expect(selectNeighbour(now, b, 1)).toMatchObject({ keys: new Set([c.key]), active: c.key })
    expect(selectNeighbour(now, a, -1)).toBe(now.selection)
  })

  it('know the file that they lead to, as long as there is one', () => {
    const now = state({ selection: selected(b) })
    expect([neighbourOf(now, b, 1), neighbourOf(now, b, -1)]).toEqual([c, a])
    expect([neighbourOf(now, c, 1), neighbourOf(now, a, -1)]).toEqual([null, null])
    expect(neighbourOf(now, sampleAsset({ name: 'gone.png' }), 1)).toBeNull()
  })

  it('stay within several selected files, and leave them selected', () => {
    const now = state({ selection: selected(a, c) })
    expect(positionAmong(now, c)).toEqual({ position: 2, count: 2 })
    expect(selectNeighbour(now, a, 1)).toEqual({ keys: new Set([a.key, c.key]), anchor: null, active: c.key })
  })

  it('leave out what is shut away in a closed group', () => {
    const now = state({ grouping: 'language', selection: selected(a) })
    const german = now.groups.find(({ count }) => count === 1)?.id ?? ''
    expect(positionAmong({ ...now, closed: new Set([german]) }, c).count).toBe(2)
  })
})
