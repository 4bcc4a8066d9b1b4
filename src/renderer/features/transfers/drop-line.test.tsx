import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { fakeWindowApi, sampleAsset } from '../../../testing/window-api'
import type { DropSpot } from './drag-state'
import { createDragStore } from './drag-store'
import { DropLine } from './drop-line'
import { createUploadStore } from './upload-store'
import { noHint, type UploadPlace, type DestinationHint } from './upload-target'

const place: UploadPlace = {
  context: { family: 'classic', scope: 'pr7214' },
  segments: [
    { id: 27665601, number: '1', text: null },
    { id: 27665602, number: '2', text: null },
  ],
  assets: [],
  languages: [],
}

function show() {
  const drags = createDragStore()
  render(<DropLine store={drags} uploads={createUploadStore(fakeWindowApi(), vi.fn())} />)
  const text = () => screen.getByRole('status', { name: 'Where it goes' }).textContent
  const dragOver = (spot: DropSpot | null) => act(() => void drags.dispatch({ type: 'over', spot }))
  const dragInto = (hint: DestinationHint, targetPlace = place) =>
    dragOver({
      key: JSON.stringify([hint, targetPlace.segments.length]),
      kind: 'into',
      destination: { place: targetPlace, hint },
    })
  return { drags, text, dragOver, dragInto }
}

describe('the drop line', () => {
  afterEach(cleanup)

  it('names the destination as far as the spot defines it', () => {
    const { text, dragInto } = show()
    dragInto({ segmentId: 27665601, language: { locale: 'en' }, folder: 'public/views' })
    expect(text()).toBe('Upload to segment 27665601 · en · public/views')
    dragInto({ segmentId: 27665601, language: { locale: null }, folder: '' })
    expect(text()).toBe('Upload to segment 27665601 · all languages')
    dragInto({ ...noHint, language: { locale: 'de' } })
    expect(text()).toBe('Upload to language de')
    dragInto({ ...noHint, folder: 'ui/icons' })
    expect(text()).toBe('Upload to folder ui/icons')
    dragInto({ ...noHint, folder: '' })
    expect(text()).toBe('Upload to no folder')
    dragInto(noHint)
    expect(text()).toBe('Upload to this place: choose the segment next')
    dragInto(noHint, { ...place, segments: place.segments.slice(0, 1) })
    expect(text()).toBe('Upload to segment 27665601')
  })

  it('says what happens to dragged assets, or why they cannot be dropped', () => {
    const { drags, text, dragOver, dragInto } = show()
    dragOver({ key: 'readOnly', kind: 'refused', reason: 'readOnly' })
    expect(text()).toBe('This connection is read-only: nothing can be uploaded.')
    act(() => void drags.dispatch({ type: 'begin', assets: [sampleAsset(), sampleAsset()], isNative: false }))
    expect(text()).toBe('')
    dragInto({ ...noHint, segmentId: 27665602 })
    expect(text()).toBe('Copy to segment 27665602')
    dragOver({ key: 'bin', kind: 'bin' })
    expect(text()).toBe('Delete 2 files…')
    act(() => void drags.dispatch({ type: 'end' }))
    expect(text()).toBe('')
  })
})
