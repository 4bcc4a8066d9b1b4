import { cleanup, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it } from 'vitest'
import type { FileState, DeletionFile, DeletionRun } from '../../../shared/deletion'
import { respondDone, fakeWindowApi, sampleAsset, sampleRun } from '../../../testing/window-api'
import { createDeleteStore } from './delete-store'
import { DeletionCard } from './deletion-card'

function files(count: number, outcome: FileState): DeletionFile[] {
  return Array.from({ length: count }, (_, index) => {
    const { key, ...identity } = sampleAsset({ name: `file-${index}.png` })
    return { key, identity, size: 1, outcome, copyId: null, answer: null }
  })
}

function show(run: DeletionRun, account = run.accountKey) {
  const api = fakeWindowApi({
    stopDeletion: respondDone,
    dismissDeletion: respondDone,
    copyText: respondDone,
  })
  const store = createDeleteStore(api)
  store.applyRun(run)
  render(<DeletionCard store={store} account={account} />)
  return { api, store, user: userEvent.setup() }
}

describe('a running deletion', () => {
  afterEach(cleanup)

  it('has a named progress bar, and a Stop button that calls main', async () => {
    const { api, user } = show(sampleRun({ phase: 'deleting', files: files(3, { state: 'waiting' }) }))
    expect(screen.getByRole('progressbar', { name: 'Delete 3 files' }).getAttribute('aria-valuenow')).toBe(
      '0',
    )
    await user.click(screen.getByRole('button', { name: 'Stop' }))
    expect(api.calls).toEqual([{ name: 'stopDeletion', input: { runId: 'job-1' } }])
  })

  it('shows that it is stopping, and disables Stop', () => {
    show(sampleRun({ phase: 'deleting', stopRequested: true, files: files(1, { state: 'asking' }) }))
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Stop' }).disabled).toBe(true)
    expect(screen.getByText(/^Stopping/)).toBeDefined()
  })

  it('names its connection, and marks it if another one is open', () => {
    const run = sampleRun({ phase: 'deleting', files: files(1, { state: 'waiting' }) })
    show(run)
    expect(screen.getByText('Production').parentElement?.textContent).toBe(
      'Production acme-loc · wordbee-translator.example',
    )
    expect(screen.queryByText('On another connection')).toBeNull()
    cleanup()
    show(run, 'another')
    expect(screen.getByText('On another connection')).toBeDefined()
  })

  it('shows no result before it has ended', () => {
    show(sampleRun({ phase: 'verifying', files: files(1, { state: 'asked' }) }))
    expect(screen.queryByRole('status', { name: 'Delete result' })).toBeNull()
  })
})

describe('the result', () => {
  afterEach(cleanup)

  it('offers the storage paths of files that the server refused to delete', async () => {
    const refused = { state: 'not-deleted', reason: 'refused-by-server', detail: 'In use.' } as const
    const { api, user } = show(sampleRun({ phase: 'done', files: files(1, refused) }))
    await user.click(screen.getByRole('button', { name: 'Copy paths' }))
    expect(api.calls).toEqual([
      {
        name: 'copyText',
        input: { text: expect.stringMatching(/^assets\/(?:…|\d+)\/\d+\/\d+\/.*file-0\.png$/) as string },
      },
    ])
  })

  it('names each file with its outcome', () => {
    show(sampleRun({ files: files(2, { state: 'deleted-and-verified' }) }))
    const rows = within(screen.getByRole('status', { name: 'Delete result' })).getAllByRole('listitem')
    expect(rows.map((row) => row.textContent)).toEqual([
      'file-0.png27665601 · allDeleted and verified',
      'file-1.png27665601 · allDeleted and verified',
    ])
  })

  it('lists the first 100 files, and counts the rest', () => {
    show(sampleRun({ files: files(130, { state: 'not-checked' }) }))
    expect(screen.getAllByRole('listitem')).toHaveLength(100)
    expect(screen.getByText('and 30 more files')).toBeDefined()
  })

  it('raises an alert with the names of vanished files', () => {
    const { key: _key, ...vanished } = sampleAsset({ name: 'innocent.png' })
    show(sampleRun({ vanished: [{ ...vanished, copyId: null }], stop: { reason: 'vanished-unasked' } }))
    expect(screen.getByRole('alert').textContent).toContain('innocent.png')
    expect(screen.getByText('Stopped: files vanished that were not part of the deletion.')).toBeDefined()
  })

  it('offers to restore a vanished file that was copied because it was at risk', async () => {
    const { key: _key, ...vanished } = sampleAsset({ name: 'innocent.png' })
    const restored: string[] = []
    const store = createDeleteStore(fakeWindowApi({}))
    store.applyRun(sampleRun({ vanished: [{ ...vanished, copyId: 'copy-7' }] }))
    const account = store.getState().run?.accountKey ?? null
    render(
      <DeletionCard store={store} account={account} onRestore={(copyIds) => restored.push(...copyIds)} />,
    )
    await userEvent.click(within(screen.getByRole('alert')).getByRole('button', { name: 'Restore' }))
    expect(restored).toEqual(['copy-7'])
  })

  it('offers no restore on another connection, and names the original one', () => {
    const [file] = files(1, { state: 'deleted-and-verified' })
    const run = sampleRun({ files: file === undefined ? [] : [{ ...file, copyId: 'copy-7' }] })
    const store = createDeleteStore(fakeWindowApi({}))
    store.applyRun(run)
    const card = (account: string) => (
      <DeletionCard store={store} account={account} onRestore={() => undefined} />
    )
    const { rerender } = render(card(run.accountKey))
    expect(screen.getByRole('button', { name: 'Restore' })).toBeDefined()
    rerender(card('another'))
    expect(screen.queryByRole('button', { name: 'Restore' })).toBeNull()
    expect(screen.getByText('On another connection')).toBeDefined()
  })

  it('disappears when it is dismissed', async () => {
    const { user } = show(sampleRun({ files: files(1, { state: 'already-gone' }) }))
    await user.click(screen.getByRole('button', { name: 'Dismiss' }))
    expect(screen.queryByRole('region', { name: 'Operations' })).toBeNull()
  })
})
