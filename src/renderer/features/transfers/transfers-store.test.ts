import { describe, expect, it, vi } from 'vitest'
import type { DeletionQuestion } from '../../../shared/deletion'
import { fail, succeed } from '../../../shared/result'
import { sampleBatch } from '../../../testing/sample-transfers'
import { respondDone, fakeWindowApi } from '../../../testing/window-api'
import { createTransfersStore } from './transfers-store'

const snapshot = (...batches: readonly ReturnType<typeof sampleBatch>[]) => ({
  batches,
  isPersisted: true,
  isReadable: true,
})

describe('the transfers store', () => {
  it('reports the end only of a batch that was seen running', () => {
    const store = createTransfersStore(fakeWindowApi(), vi.fn())
    store.applySnapshot(snapshot(sampleBatch({ id: 'old', phase: 'done' }), sampleBatch({ id: 'new' })))
    expect(store.getState().ended).toBeNull()
    store.applySnapshot(
      snapshot(sampleBatch({ id: 'old', phase: 'done' }), sampleBatch({ id: 'new', phase: 'done' })),
    )
    expect(store.getState().ended).toBe('new')
  })

  it('withdraws the end of a batch that resumes or is cleared', () => {
    const store = createTransfersStore(fakeWindowApi(), vi.fn())
    store.applySnapshot(snapshot(sampleBatch()))
    store.applySnapshot(snapshot(sampleBatch({ phase: 'done' })))
    store.applySnapshot(snapshot(sampleBatch({ phase: 'running' })))
    expect(store.getState().ended).toBeNull()
    store.applySnapshot(snapshot(sampleBatch({ phase: 'done' })))
    store.applySnapshot(snapshot())
    expect(store.getState().ended).toBeNull()
  })

  it('keeps a snapshot that arrives while the list is loading', async () => {
    const loaded = snapshot(sampleBatch({ id: 'loaded' }))
    const store = createTransfersStore(
      fakeWindowApi({ readTransfers: () => Promise.resolve(succeed(loaded)) }),
      vi.fn(),
    )
    const starting = store.loadTransfers()
    store.applySnapshot(snapshot(sampleBatch({ id: 'pushed' })))
    await starting
    expect(store.getState().batches.map(({ id }) => id)).toEqual(['pushed'])
  })

  it('asks to confirm the deletion if a file is replaced', async () => {
    const question = { planId: 'question-1' } as unknown as DeletionQuestion
    const api = fakeWindowApi({ resolveTransfers: () => Promise.resolve(succeed({ question })) })
    const onQuestion = vi.fn()
    await createTransfersStore(api, onQuestion).resolve('batch-1', 'a.png', 'replace')
    expect(api.calls).toEqual([
      {
        name: 'resolveTransfers',
        input: { batchId: 'batch-1', choices: [{ id: 'a.png', choice: 'replace' }] },
      },
    ])
    expect(onQuestion).toHaveBeenCalledExactlyOnceWith(question)
  })

  it('says why a newly chosen file cannot be uploaded, until the next action', async () => {
    let refused: 'too-large' | null = 'too-large'
    const api = fakeWindowApi({
      renewUpload: () => Promise.resolve(succeed({ isRenewed: refused === null, refused })),
    })
    const store = createTransfersStore(api, vi.fn())
    await store.renew('batch-1', 'a.png', 'as-it-is')
    expect(store.getState()).toMatchObject({ refused: 'too-large', failure: null })
    refused = null
    await store.renew('batch-1', 'a.png', 'by-dialog')
    expect(store.getState().refused).toBeNull()
  })

  it('sends one choice if two are pressed in a row', async () => {
    const question = { planId: 'question-1' } as unknown as DeletionQuestion
    const api = fakeWindowApi({ resolveTransfers: () => Promise.resolve(succeed({ question })) })
    const onQuestion = vi.fn()
    const store = createTransfersStore(api, onQuestion)
    const first = store.resolve('batch-1', 'a.png', 'replace')
    expect([...store.getState().resolving]).toEqual(['a.png'])
    await store.resolve('batch-1', 'a.png', 'keep-both')
    await first
    expect(api.calls).toHaveLength(1)
    expect(onQuestion).toHaveBeenCalledOnce()
    expect([...store.getState().resolving]).toEqual([])
  })

  it('shows why an action failed, until one succeeds', async () => {
    const failure = { kind: 'internal', retry: 'no' } as const
    const api = fakeWindowApi({
      pauseTransfers: () => Promise.resolve(fail(failure)),
      clearTransfers: respondDone,
    })
    const store = createTransfersStore(api, vi.fn())
    await store.pause(null)
    expect(store.getState().failure).toEqual(failure)
    await store.clear('batch-1')
    expect(store.getState().failure).toBeNull()
  })
})
