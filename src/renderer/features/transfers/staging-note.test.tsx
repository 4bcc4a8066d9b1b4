import { act, cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it } from 'vitest'
import { succeed } from '../../../shared/result'
import type { StagingNews } from '../../../shared/transfers'
import { done, fakeWindowApi, sampleAsset } from '../../../testing/window-api'
import { StagingNote } from './staging-note'
import { createStagingStore, type StagingPurpose } from './staging-store'

const assets = [
  sampleAsset({ name: 'a.png' }),
  sampleAsset({ name: 'b.png' }),
  sampleAsset({ name: 'c.png' }),
]
const preparing: StagingNews = {
  ...{ files: 3, ready: 1, bytes: 3_000_000, bytesDone: 1_000_000 },
  ...{ state: 'preparing', failure: null },
}

async function show(purpose: StagingPurpose = 'drag') {
  const api = fakeWindowApi({ stageAssets: () => Promise.resolve(succeed(preparing)), copyFiles: done })
  const store = createStagingStore(api)
  render(<StagingNote store={store} />)
  await act(() => store.stage(assets, purpose))
  const text = () => screen.getByRole('status', { name: 'Files for other apps' }).textContent
  const tell = (facts: Partial<StagingNews>) => act(() => store.takeNews({ ...preparing, ...facts }))
  return { store, text, tell }
}

describe('the note about files for other apps', () => {
  afterEach(cleanup)

  it('says what it prepares, at what cost and how far it is, and then that it is ready', async () => {
    const { text, tell } = await show()
    expect(text()).toContain('Preparing 3 files (3 calls)…')
    expect(text()).toContain('1 of 3 · 1\u00a0MB of 3\u00a0MB')
    expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toMatch(/^33/)
    tell({ state: 'ready', ready: 3 })
    expect(text()).toBe('Ready: drag them out again')
  })

  it('says that they are too large, or why they could not be prepared', async () => {
    const { text, tell } = await show()
    tell({ state: 'too-large' })
    expect(text()).toBe('Too large to prepare: use Download.')
    tell({ state: 'failed', failure: 'unreachable' })
    expect(text()).toContain('They could not be prepared. The server cannot be reached.')
  })

  it('says that they were copied, and goes when it is dismissed', async () => {
    const { text, tell } = await show('clipboard')
    tell({ state: 'ready', ready: 3 })
    expect(await screen.findByText('Copied: paste them in the file manager')).toBeDefined()
    await userEvent.setup().click(screen.getByRole('button', { name: 'Dismiss' }))
    expect(text()).toBe('')
  })
})
