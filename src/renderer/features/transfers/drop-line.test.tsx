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
  const dropInto = (hint: DestinationHint, where = place) =>
    dragOver({
      key: JSON.stringify([hint, where.segments.length]),
      kind: 'into',
      destination: { place: where, hint },
    })
  return { drags, text, over: dragOver, dropInto }
}

describe('the line of a drag', () => {
  afterEach(cleanup)

  it('says as much of where it goes as the spot does', () => {
    const { text, dropInto: destination } = show()
    destination({ segmentId: 27665601, language: { locale: 'en' }, folder: 'public/views' })
    expect(text()).toBe('Upload to segment 27665601 · en · public/views')
    destination({ segmentId: 27665601, language: { locale: null }, folder: '' })
    expect(text()).toBe('Upload to segment 27665601 · all languages')
    destination({ ...noHint, language: { locale: 'de' } })
    expect(text()).toBe('Upload to language de')
    destination({ ...noHint, folder: 'ui/icons' })
    expect(text()).toBe('Upload to folder ui/icons')
    destination({ ...noHint, folder: '' })
    expect(text()).toBe('Upload to no folder')
    destination(noHint)
    expect(text()).toBe('Upload to this place: choose the segment next')
    destination(noHint, { ...place, segments: place.segments.slice(0, 1) })
    expect(text()).toBe('Upload to segment 27665601')
  })

  it('says what becomes of assets, and why nothing can be dropped', () => {
    const { drags, text, over: dragOver, dropInto: destination } = show()
    dragOver({ key: 'readOnly', kind: 'refused', why: 'readOnly' })
    expect(text()).toBe('This connection is read-only: nothing can be uploaded.')
    act(() => void drags.dispatch({ type: 'begin', assets: [sampleAsset(), sampleAsset()], isNative: false }))
    expect(text()).toBe('')
    destination({ ...noHint, segmentId: 27665602 })
    expect(text()).toBe('Copy to segment 27665602')
    dragOver({ key: 'bin', kind: 'bin' })
    expect(text()).toBe('Delete 2 files…')
    act(() => void drags.dispatch({ type: 'end' }))
    expect(text()).toBe('')
  })
})
