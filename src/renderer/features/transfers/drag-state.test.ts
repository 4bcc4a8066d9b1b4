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
  it('is nothing before it begins and after it has ended, whatever was between', () => {
    const sequences: readonly (readonly DragAction[])[] = [
      [{ type: 'end' }],
      [{ type: 'over', spot: spot('a') }, { type: 'end' }],
      [native, { type: 'over', spot: spot('a') }, { type: 'leave' }, { type: 'end' }],
      [native, { type: 'meet', files: 2, sizes: [20, 10] }, { type: 'end' }],
    ]
    for (const steps of sequences) expect(run(...steps)).toBe(noDrag)
  })

  it('shows where it is, and nothing once it left the window', () => {
    const overSpot = run({ type: 'over', spot: spot('a') })
    expect(overSpot.spot?.key).toBe('a')
    expect(dragReducer(overSpot, { type: 'over', spot: spot('b') }).spot?.key).toBe('b')
    expect(dragReducer(overSpot, { type: 'over', spot: null }).spot).toBeNull()
    expect(dragReducer(overSpot, { type: 'leave' }).spot).toBeNull()
  })

  it('stays the same object while the pointer moves over one spot, so that nothing is drawn anew', () => {
    const overSpot = run({ type: 'over', spot: spot('a') })
    expect(dragReducer(overSpot, { type: 'over', spot: spot('a') })).toBe(overSpot)
  })

  it('remembers the assets that it left the window with', () => {
    const outside = run({ type: 'begin', assets, isNative: false }, { type: 'leave' })
    expect(outside.own).toBe(assets)
  })

  it('knows the files that it handed to the desktop when they come back', () => {
    expect(run(native, { type: 'meet', files: 2 }).own).toBe(assets)
    expect(run(native, { type: 'meet', files: 2, sizes: [20, 10] }).own).toBe(assets)
  })

  it('takes no other files for those: neither another number nor other sizes', () => {
    expect(run(native, { type: 'meet', files: 3 }).own).toBeNull()
    expect(run(native, { type: 'meet', files: 2, sizes: [10, 21] }).own).toBeNull()
  })

  it('leaves a drag inside the window alone', () => {
    const inside = run({ type: 'begin', assets, isNative: false })
    expect(dragReducer(inside, { type: 'meet', files: 7 })).toBe(inside)
  })
})
