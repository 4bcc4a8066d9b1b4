import { act, cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it } from 'vitest'
import { succeed } from '../../../shared/result'
import type { StagingSnapshot } from '../../../shared/transfers'
import { respondDone, fakeWindowApi, sampleAsset } from '../../../testing/window-api'
import { StagingNote } from './staging-note'
import { createStagingStore, type StagingPurpose } from './staging-store'

const assets = [
  sampleAsset({ name: 'a.png' }),
  sampleAsset({ name: 'b.png' }),
  sampleAsset({ name: 'c.png' }),
]
const preparing: StagingSnapshot = {
  files: 3,
  ready: 1,
  bytes: 3_000_000,
  bytesDone: 1_000_000,
  state: 'preparing',
  failure: null,
}

async function show(purpose: StagingPurpose = 'drag') {
  const api = fakeWindowApi({
    stageAssets: () => Promise.resolve(succeed(preparing)),
    copyFiles: respondDone,
    unstageAssets: respondDone,
  })
  const store = createStagingStore(api)
  render(<StagingNote store={store} />)
  await act(() => store.stage(assets, purpose))
  const text = () => screen.getByRole('status', { name: 'Files for other apps' }).textContent
  const report = (facts: Partial<StagingSnapshot>) =>
    act(() => store.applySnapshot({ ...preparing, ...facts }))
  return { store, text, report }
}

describe('the staging note', () => {
  afterEach(cleanup)

  it('shows the files, their cost and the progress, then that they are ready', async () => {
    const { text, report } = await show()
    expect(text()).toContain('Preparing 3 files (3 calls)…')
    expect(screen.getByText('1 of 3 · 1 MB of 3 MB')).toBeDefined()
    expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toMatch(/^33/)
    report({ state: 'ready', ready: 3 })
    expect(text()).toBe('Ready: drag them out again')
  })

  it('announces the state but not the progress', async () => {
    const { text, report } = await show()
    const before = text()
    expect(before).toBe('Preparing 3 files (3 calls)…')
    report({ ready: 2, bytesDone: 2_000_000 })
    expect(text()).toBe(before)
    expect(screen.getByText('2 of 3 · 2 MB of 3 MB')).toBeDefined()
    const status = screen.getByRole('status', { name: 'Files for other apps' })
    expect(status.contains(screen.getByRole('progressbar'))).toBe(false)
  })

  it('says that a drag has too many files to prepare', async () => {
    const { store, text } = await show()
    const many = Array.from({ length: 51 }, (_, n) => sampleAsset({ name: `${String(n)}.png` }))
    await act(() => store.stage(many, 'drag'))
    expect(text()).toBe('51 files are too many to prepare for dragging: use Download.')
    expect(screen.queryByRole('progressbar')).toBeNull()
  })

  it('says that the files are too large, or why they could not be prepared', async () => {
    const { text, report } = await show()
    report({ state: 'too-large' })
    expect(text()).toBe('Too large to prepare: use Download.')
    report({ state: 'failed', failure: 'unreachable' })
    expect(text()).toContain('The files could not be prepared. The server cannot be reached.')
  })

  it('says that the files were copied, and disappears when it is dismissed', async () => {
    const { text, report } = await show('clipboard')
    report({ state: 'ready', ready: 3 })
    expect(await screen.findByText('Copied. Paste the files in your file manager')).toBeDefined()
    await userEvent.setup().click(screen.getByRole('button', { name: 'Dismiss' }))
    expect(text()).toBe('')
  })
})
