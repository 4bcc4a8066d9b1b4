import { describe, expect, it } from 'vitest'
import { sampleAsset } from '../../../testing/window-api'
import { dragReducer, noDrag, type DragState, type DragAction, type DropSpot } from './drag-state'

const assets = [sampleAsset({ name: 'a.png', size: 10 }), sampleAsset({ name: 'b.png', size: 20 })]

function spot(key: string): DropSpot {
  return { key, kind: 'bin' }
}

function run(...actions: readonly DragAction[]): DragState {
  return actions.reduce(dragReducer, noDrag)
}

const native = { type: 'begin', assets, isNative: true } as const

describe('a drag', () => {
  it('is reset when it ends, whatever happened before', () => {
    const sequences: readonly (readonly DragAction[])[] = [
      [{ type: 'end' }],
      [{ type: 'over', spot: spot('a') }, { type: 'end' }],
      [native, { type: 'over', spot: spot('a') }, { type: 'leave' }, { type: 'end' }],
      [native, { type: 'meet', files: 2, sizes: [20, 10] }, { type: 'end' }],
    ]
    for (const steps of sequences) expect(run(...steps)).toBe(noDrag)
  })

  it('has the spot under the pointer, and none outside the window', () => {
    const overSpot = run({ type: 'over', spot: spot('a') })
    expect(overSpot.spot?.key).toBe('a')
    expect(dragReducer(overSpot, { type: 'over', spot: spot('b') }).spot?.key).toBe('b')
    expect(dragReducer(overSpot, { type: 'over', spot: null }).spot).toBeNull()
    expect(dragReducer(overSpot, { type: 'leave' }).spot).toBeNull()
  })

  it('keeps the same state while the pointer stays over one spot, to avoid rendering', () => {
    const overSpot = run({ type: 'over', spot: spot('a') })
    expect(dragReducer(overSpot, { type: 'over', spot: spot('a') })).toBe(overSpot)
  })

  it('keeps its assets outside the window', () => {
    const outside = run({ type: 'begin', assets, isNative: false }, { type: 'leave' })
    expect(outside.draggedAssets).toBe(assets)
  })

  it('recognizes its own files when a native drag returns', () => {
    expect(run(native, { type: 'meet', files: 2 }).draggedAssets).toBe(assets)
    expect(run(native, { type: 'meet', files: 2, sizes: [20, 10] }).draggedAssets).toBe(assets)
  })

  it('does not mistake other files for its own if their number or sizes differ', () => {
    expect(run(native, { type: 'meet', files: 3 }).draggedAssets).toBeNull()
    expect(run(native, { type: 'meet', files: 2, sizes: [10, 21] }).draggedAssets).toBeNull()
  })

  it('is not affected by files while it stays inside the window', () => {
    const inside = run({ type: 'begin', assets, isNative: false })
    expect(dragReducer(inside, { type: 'meet', files: 7 })).toBe(inside)
  })
})
