import { act, cleanup, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { succeed } from '../../../shared/result'
import type { TransferBatch } from '../../../shared/transfers'
import { sampleBatch, sampleTransferFile } from '../../../testing/sample-transfers'
import { respondDone, fakeWindowApi } from '../../../testing/window-api'
import { createTransfersStore } from './transfers-store'
import { TransfersPart } from './transfers-part'

function show(batches: readonly TransferBatch[], account: string | null = 'production') {
  const api = fakeWindowApi({
    pauseTransfers: respondDone,
    resumeTransfers: respondDone,
    stopTransfer: respondDone,
    retryTransfers: respondDone,
    clearTransfers: respondDone,
    restartTransfers: respondDone,
    resolveTransfers: () => Promise.resolve(succeed({ question: null })),
  })
  const store = createTransfersStore(api, vi.fn())
  store.applySnapshot({ batches, isPersisted: true, isReadable: true })
  render(<TransfersPart store={store} account={account} />)
  return { api, store, user: userEvent.setup() }
}

const press = (user: ReturnType<typeof userEvent.setup>, name: string) =>
  user.click(screen.getByRole('button', { name }))

describe('a batch', () => {
  afterEach(cleanup)

  it('has a named progress bar, and shows files, bytes, speed and time left', () => {
    show([sampleBatch({ counts: { done: 5, failed: 2, sending: 1, waiting: 4 } })])
    const bar = screen.getByRole('progressbar', { name: 'Upload 12 files' })
    expect(bar.getAttribute('aria-valuenow')).toBe('60')
    expect(screen.getByText('7 of 12 files · 18.6 MB of 31 MB · 3.1 MB/s · 5 s left')).toBeDefined()
    expect(screen.getByText('public/views').parentElement?.textContent).toBe(
      'Segment 27665601 · en · public/views',
    )
  })

  it('claims only what was verified of each upload', () => {
    const done = { state: 'done', sha256: '', as: null } as const
    show([
      sampleBatch({
        phase: 'done',
        counts: { done: 2, failed: 1 },
        shown: [
          sampleTransferFile('compared.png', { ...done, bytes: 'same' }),
          sampleTransferFile('listed.png', done),
          sampleTransferFile('flipped.png', {
            state: 'failed',
            problem: 'came-back-different',
            differsIn: 'bytes',
          }),
        ],
      }),
    ])
    const texts = screen.getAllByRole('listitem').map(({ textContent }) => textContent)
    expect(texts[0]).toContain('Uploaded and verified')
    expect(texts[1]).toContain('Uploaded, size verified')
    expect(texts[2]).toContain('other bytes than were sent')
  })

  it('can be paused, resumed, stopped and cleared in the matching states', async () => {
    const { api, store, user } = show([sampleBatch()])
    await press(user, 'Pause')
    await press(user, 'Stop')
    act(() =>
      store.applySnapshot({
        batches: [sampleBatch({ phase: 'paused' })],
        isPersisted: true,
        isReadable: true,
      }),
    )
    expect(screen.getByText('Paused')).toBeDefined()
    await press(user, 'Resume')
    act(() =>
      store.applySnapshot({ batches: [sampleBatch({ phase: 'done' })], isPersisted: true, isReadable: true }),
    )
    await press(user, 'Clear')
    expect(api.calls.map(({ name }) => name)).toEqual([
      'pauseTransfers',
      'stopTransfer',
      'resumeTransfers',
      'clearTransfers',
    ])
  })

  it('says what it waits for', () => {
    const account = { accountKey: 'test', connectionName: 'Test' }
    show([
      sampleBatch({ id: '1', phase: 'offline' }),
      sampleBatch({ id: '2', phase: 'elsewhere', ...account }),
    ])
    expect(screen.getByText('Waiting until the server can be reached')).toBeDefined()
    expect(screen.getByText('Waiting until its connection is open')).toBeDefined()
    expect(screen.getByText('Test')).toBeDefined()
  })

  it('explains why a file failed, quotes the server, and retries one file or all', async () => {
    const failed = sampleTransferFile('a.png', {
      state: 'failed',
      problem: 'server-refused',
      detail: 'Quota exceeded',
    })
    const { api, user } = show([sampleBatch({ counts: { failed: 2 }, shown: [failed] })])
    const row = screen.getByRole('listitem')
    expect(row.textContent).toContain('The server refused the request.')
    expect(row.textContent).toContain('Original message: Quota exceeded')
    await press(user, 'Retry a.png')
    await press(user, 'Retry all failed')
    expect(api.calls.map(({ input }) => input)).toEqual([
      { batchId: 'batch-1', fileIds: ['a.png'] },
      { batchId: 'batch-1', fileIds: null },
    ])
  })

  it('asks what to do with a file whose name is now taken', async () => {
    const nameTaken = sampleTransferFile('a.png', { state: 'name-taken', there: [] })
    const { api, user } = show([sampleBatch({ shown: [nameTaken] })])
    const actions = within(screen.getByRole('group', { name: /^What to do with a\.png/ }))
    await user.click(actions.getByRole('button', { name: 'Keep both' }))
    expect(api.calls).toEqual([
      {
        name: 'resolveTransfers',
        input: { batchId: 'batch-1', choices: [{ id: 'a.png', choice: 'keep-both' }] },
      },
    ])
  })

  it('offers to use a changed file as it is or choose it again, and to choose a missing one', async () => {
    const changed = sampleTransferFile('a.png', { state: 'failed', problem: 'source-changed' })
    const gone = sampleTransferFile('b.png', { state: 'failed', problem: 'source-vanished' })
    const { api, user } = show([sampleBatch({ counts: { failed: 2 }, shown: [changed, gone] })])
    const actions = (name: string) => within(screen.getByRole('group', { name: `File for ${name}` }))
    const buttonTexts = (name: string) =>
      actions(name)
        .getAllByRole('button')
        .map(({ textContent }) => textContent)
    expect(buttonTexts('a.png')).toEqual(['Use it as is', 'Choose again…'])
    expect(buttonTexts('b.png')).toEqual(['Choose again…'])
    // A retry cannot help a changed file, but a missing file may come back.
    expect(screen.queryByRole('button', { name: 'Retry a.png' })).toBeNull()
    expect(screen.getByRole('button', { name: 'Retry b.png' })).toBeDefined()
    await user.click(actions('a.png').getByRole('button', { name: 'Use it as is' }))
    await user.click(actions('b.png').getByRole('button', { name: 'Choose again…' }))
    expect(api.calls).toEqual([
      { name: 'renewUpload', input: { batchId: 'batch-1', fileId: 'a.png', from: 'as-it-is' } },
      { name: 'renewUpload', input: { batchId: 'batch-1', fileId: 'b.png', from: 'by-dialog' } },
    ])
  })

  it('does not offer to choose the file again for a copy, or if its account is not open', () => {
    const changed = sampleTransferFile('a.png', { state: 'failed', problem: 'source-changed' })
    show([sampleBatch({ kind: 'copy', counts: { failed: 1 }, shown: [changed] })])
    expect(screen.queryByRole('group', { name: /^File for/ })).toBeNull()
    cleanup()
    show([sampleBatch({ counts: { failed: 1 }, shown: [changed] })], null)
    expect(screen.queryByRole('group', { name: /^File for/ })).toBeNull()
  })

  it('does not offer to replace the source of a copy', () => {
    const nameTaken = sampleTransferFile('a.png', { state: 'name-taken', there: [] })
    show([sampleBatch({ kind: 'copy', shown: [{ ...nameTaken, isSource: true }] })])
    const actions = within(screen.getByRole('group', { name: /What to do with .*a\.png/ }))
    expect(actions.getAllByRole('button').map(({ textContent }) => textContent)).toEqual([
      'Keep both',
      'Skip',
    ])
  })

  it('offers no action that needs its account if that is not open', () => {
    const failed = sampleTransferFile('a.png', { state: 'failed', problem: 'disk-full' })
    show([sampleBatch({ counts: { failed: 1 }, shown: [failed] })], null)
    expect(screen.queryByRole('button', { name: /Retry/ })).toBeNull()
    expect(screen.getByText('This computer’s disk is full.')).toBeDefined()
  })

  it('counts the files that are not shown', () => {
    show([sampleBatch({ files: 150, shown: [sampleTransferFile('a.png', { state: 'waiting' })] })])
    expect(screen.getByText('and 149 more files')).toBeDefined()
  })
})

describe('all batches', () => {
  afterEach(cleanup)

  it('announce their end once, in a status', () => {
    const { store } = show([sampleBatch()])
    const status = screen.getByRole('status', { name: 'Transfer result' })
    expect(status.textContent).toBe('')
    const ended = sampleBatch({ phase: 'done', counts: { done: 10, failed: 2 } })
    act(() => store.applySnapshot({ batches: [ended], isPersisted: true, isReadable: true }))
    expect(status.textContent).toBe('Upload 12 files: 10 uploaded · 2 failed.')
  })

  it('can be paused, resumed and cleared together', async () => {
    const { api, user } = show([
      sampleBatch({ id: '1' }),
      sampleBatch({ id: '2', phase: 'paused' }),
      sampleBatch({ id: '3', phase: 'done' }),
    ])
    for (const name of ['Pause all', 'Resume all', 'Clear finished']) await press(user, name)
    expect(api.calls).toEqual([
      { name: 'pauseTransfers', input: { batchId: null } },
      { name: 'resumeTransfers', input: { batchId: null } },
      { name: 'clearTransfers', input: { batchId: null } },
    ])
  })

  it('say that their list cannot be read, and can start a new one', async () => {
    const { api, store, user } = show([])
    act(() => store.applySnapshot({ batches: [], isPersisted: false, isReadable: false }))
    expect(screen.getByText(/Nothing can be uploaded or downloaded until you start a new list/)).toBeDefined()
    expect(screen.queryByText(/will be lost/)).toBeNull()
    await press(user, 'Start a new transfer list')
    expect(api.calls.map(({ name }) => name)).toEqual(['restartTransfers'])
    act(() => store.applySnapshot({ batches: [], isPersisted: true, isReadable: true }))
    expect(screen.queryByRole('button', { name: 'Start a new transfer list' })).toBeNull()
  })

  it('warn that they are forgotten when the app closes', () => {
    const { store } = show([])
    act(() => store.applySnapshot({ batches: [], isPersisted: false, isReadable: true }))
    expect(screen.getByText(/will be lost when Refshelf closes/)).toBeDefined()
  })
})
