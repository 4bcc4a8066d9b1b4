import { describe, expect, it } from 'vitest'
import { sampleAsset } from '../../../testing/window-api'
import { nextDrag, noDrag, type DragState, type DragStep, type DropSpot } from './drag-state'

const assets = [sampleAsset({ name: 'a.png', size: 10 }), sampleAsset({ name: 'b.png', size: 20 })]

function spot(key: string): DropSpot {
  return { key, kind: 'bin' }
}

function run(...steps: readonly DragStep[]): DragState {
  return steps.reduce(nextDrag, noDrag)
}

const native = { step: 'begin', assets, isNative: true } as const

describe('a drag', () => {
  it('is nothing before it begins and after it has ended, whatever was between', () => {
    const walks: readonly (readonly DragStep[])[] = [
      [{ step: 'end' }],
      [{ step: 'over', spot: spot('a') }, { step: 'end' }],
      [native, { step: 'over', spot: spot('a') }, { step: 'leave' }, { step: 'end' }],
      [native, { step: 'meet', files: 2, sizes: [20, 10] }, { step: 'end' }],
    ]
    for (const steps of walks) expect(run(...steps)).toBe(noDrag)
  })

  it('shows where it is, and nothing once it left the window', () => {
    const over = run({ step: 'over', spot: spot('a') })
    expect(over.spot?.key).toBe('a')
    expect(nextDrag(over, { step: 'over', spot: spot('b') }).spot?.key).toBe('b')
    expect(nextDrag(over, { step: 'over', spot: null }).spot).toBeNull()
    expect(nextDrag(over, { step: 'leave' }).spot).toBeNull()
  })

  it('stays the same object while the pointer moves over one spot, so that nothing is drawn anew', () => {
    const over = run({ step: 'over', spot: spot('a') })
    expect(nextDrag(over, { step: 'over', spot: spot('a') })).toBe(over)
  })

  it('remembers the assets that it left the window with', () => {
    const away = run({ step: 'begin', assets, isNative: false }, { step: 'leave' })
    expect(away.own).toBe(assets)
  })

  it('knows the files that it handed to the desktop when they come back', () => {
    expect(run(native, { step: 'meet', files: 2 }).own).toBe(assets)
    expect(run(native, { step: 'meet', files: 2, sizes: [20, 10] }).own).toBe(assets)
  })

  it('takes no other files for those: neither another number nor other sizes', () => {
    expect(run(native, { step: 'meet', files: 3 }).own).toBeNull()
    expect(run(native, { step: 'meet', files: 2, sizes: [10, 21] }).own).toBeNull()
  })

  it('leaves a drag inside the window alone', () => {
    const inside = run({ step: 'begin', assets, isNative: false })
    expect(nextDrag(inside, { step: 'meet', files: 7 })).toBe(inside)
  })
})
