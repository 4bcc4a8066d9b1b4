import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { fakeWindowApi, sampleAsset } from '../../../testing/window-api'
import type { DropSpot } from './drag-state'
import { createDragStore } from './drag-store'
import { DropLine } from './drop-line'
import { createUploadStore } from './upload-store'
import { noWish, type UploadPlace, type UploadWish } from './upload-target'

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
  const over = (spot: DropSpot | null) => act(() => void drags.go({ step: 'over', spot }))
  const into = (wish: UploadWish, where = place) =>
    over({ key: JSON.stringify([wish, where.segments.length]), kind: 'into', into: { place: where, wish } })
  return { drags, text, over, into }
}

describe('the line of a drag', () => {
  afterEach(cleanup)

  it('says as much of where it goes as the spot does', () => {
    const { text, into } = show()
    into({ segmentId: 27665601, language: { locale: 'en' }, folder: 'public/views' })
    expect(text()).toBe('Upload to segment 27665601 · en · public/views')
    into({ segmentId: 27665601, language: { locale: null }, folder: '' })
    expect(text()).toBe('Upload to segment 27665601 · all languages')
    into({ ...noWish, language: { locale: 'de' } })
    expect(text()).toBe('Upload to language de')
    into({ ...noWish, folder: 'ui/icons' })
    expect(text()).toBe('Upload to folder ui/icons')
    into({ ...noWish, folder: '' })
    expect(text()).toBe('Upload to no folder')
    into(noWish)
    expect(text()).toBe('Upload to this place: the segment is asked next')
    into(noWish, { ...place, segments: place.segments.slice(0, 1) })
    expect(text()).toBe('Upload to segment 27665601')
  })

  it('says what becomes of assets, and why nothing can be dropped', () => {
    const { drags, text, over, into } = show()
    over({ key: 'readOnly', kind: 'refused', why: 'readOnly' })
    expect(text()).toBe('This connection is read-only: nothing can be uploaded.')
    act(() => void drags.go({ step: 'begin', assets: [sampleAsset(), sampleAsset()], isNative: false }))
    expect(text()).toBe('')
    into({ ...noWish, segmentId: 27665602 })
    expect(text()).toBe('Copy to segment 27665602')
    over({ key: 'bin', kind: 'bin' })
    expect(text()).toBe('Delete 2 files…')
    act(() => void drags.go({ step: 'end' }))
    expect(text()).toBe('')
  })
})
