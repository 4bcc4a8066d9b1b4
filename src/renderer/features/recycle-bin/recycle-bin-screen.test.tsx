import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it } from 'vitest'
import type { WorkAccount } from '../../../shared/connection'
import type { BinSnapshot, ListedCopy, RestoreState, RestoreRun } from '../../../shared/recycle-bin'
import { succeed } from '../../../shared/result'
import { respondDone, fakeWindowApi, sampleAsset, sampleAccount } from '../../../testing/window-api'
import { BinRow } from './bin-row'
import { createBinStore } from './bin-store'
import { RecycleBinScreen } from './recycle-bin-screen'
import { RestoreResult } from './restore-result'

function copy(name: string, facts: Partial<ListedCopy> = {}): ListedCopy {
  const { context, segmentId, locale, relativePath } = sampleAsset({ locale: 'de', relativePath: 'ui' })
  return {
    id: name,
    identity: { context, segmentId, locale, relativePath, name },
    size: 1_000,
    sha256: 'a'.repeat(64),
    contentType: 'image/png',
    createdDate: null,
    modifiedDate: null,
    projectId: 7214,
    accountId: 'acme-loc',
    host: 'platform.example',
    connectionName: 'Production',
    jobId: 'job-1',
    why: 'to-delete',
    keptAt: Date.UTC(2026, 2, 4),
    expiresAt: Date.UTC(2026, 3, 3),
    restoredAt: null,
    fileState: 'gone',
    isFromOpenConnection: true,
    ...facts,
  }
}

function snapshot(facts: Partial<BinSnapshot> = {}): BinSnapshot {
  const space = {
    copies: 2,
    deletedFiles: 2,
    usedBytes: 2_000,
    limitBytes: 2_000_000_000,
    freeBytes: 1,
    isReadOnly: false,
    isCut: false,
    expired: 0,
    unknownCopies: 0,
    clockJumped: false,
  }
  return { revision: 1, space, restore: null, restoredIds: [], ...facts }
}

async function show(copies: readonly ListedCopy[], isConnected = true, facts: Partial<BinSnapshot> = {}) {
  const api = fakeWindowApi({
    listBin: () => Promise.resolve(succeed(copies)),
    readBin: () => Promise.resolve(succeed(snapshot(facts))),
    restoreCopies: () =>
      Promise.resolve(succeed({ ...sampleAccount, files: [], isDone: false, stopRequested: false })),
    saveCopies: () => Promise.resolve(succeed({ cancelled: false, saved: ['a.png'], failed: [] })),
    purgeCopies: () => Promise.resolve(succeed({ removed: 1, notRemoved: 0 })),
    dismissRestore: respondDone,
  })
  const store = createBinStore(api)
  await store.loadSnapshot()
  render(<RecycleBinScreen store={store} isConnected={isConnected} />)
  await screen.findByRole('heading', { name: 'Recycle bin' })
  return { api, store, user: userEvent.setup() }
}

const button = (name: string): HTMLButtonElement => screen.getByRole('button', { name })

describe('the recycle bin', () => {
  afterEach(cleanup)

  it('shows the number of copies and the space they use', async () => {
    await show([copy('a.png'), copy('b.png')])
    expect(screen.getByText('2 copies · 2 KB of 2 GB used')).toBeTruthy()
    expect((await screen.findByRole('grid', { name: 'Recycle bin' })).getAttribute('aria-rowcount')).toBe('3')
  })

  it('warns that the list is incomplete and that the clock jumped', async () => {
    const { space } = snapshot()
    await show([], true, { space: { ...space, unknownCopies: 3, clockJumped: true } })
    expect(await screen.findByText(/list of copies is incomplete: 3 more copies/)).toBeTruthy()
    expect(screen.getByText(/moved by more than a week/)).toBeTruthy()
  })

  it.each([
    ['gone', null, /^(?!.*(Still on the server|Not checked|Restored)).*2027/],
    ['on-server', null, /Still on the server.*–/],
    ['not-checked', null, /Not checked.*–/],
    ['gone', 5, /Restored/],
  ] as const)('says what became of a file: %s', (fileState, restoredAt, text) => {
    const keptAt = Date.parse('2027-01-02T12:00:00')
    render(
      <BinRow
        id="bin-row-0"
        copy={{ ...copy('a.png'), fileState, restoredAt, keptAt, expiresAt: 0 }}
        index={0}
        top={0}
        isSelected={false}
        isActive={false}
        needle=""
        loadPreview={() => Promise.resolve(null)}
        onPress={() => undefined}
        onMenu={() => undefined}
      />,
    )
    expect(screen.getByRole('row').textContent).toMatch(text)
  })

  it('restores only what is not on the server', async () => {
    const copies: readonly ListedCopy[] = [
      copy('a.png'),
      { ...copy('b.png'), fileState: 'on-server' },
      { ...copy('c.png'), fileState: 'not-checked' },
      { ...copy('d.png'), restoredAt: 5 },
    ]
    const { api, store, user } = await show(copies)
    for (const id of ['b.png', 'd.png']) {
      store.select((now) => ({ ...now, keys: new Set([id]) }))
      await expect.poll(() => button('Restore').disabled).toBe(true)
    }
    store.select((now) => ({ ...now, keys: new Set(copies.map(({ id }) => id)) }))
    await expect.poll(() => button('Restore').disabled).toBe(false)
    await user.click(button('Restore'))
    expect(api.calls.at(-1)).toEqual({ name: 'restoreCopies', input: { copyIds: ['a.png', 'c.png'] } })
  })

  it('acts on the selected copies, by id', async () => {
    const { api, store, user } = await show([copy('a.png'), copy('b.png')])
    expect(button('Restore').disabled).toBe(true)
    store.select((now) => ({ ...now, keys: new Set(['a.png']) }))
    await screen.findByText(/1 of 2 selected/)
    await user.click(button('Restore'))
    await user.click(button('Save a copy'))
    expect(api.calls.filter(({ name }) => /Copies$/.test(name))).toEqual([
      { name: 'restoreCopies', input: { copyIds: ['a.png'] } },
      { name: 'saveCopies', input: { copyIds: ['a.png'] } },
    ])
    expect(screen.getByText('1 copy saved.')).toBeTruthy()
  })

  it('deletes the selected copies through main, which asks', async () => {
    const { api, store, user } = await show([copy('a.png'), copy('b.png')])
    store.select((now) => ({ ...now, keys: new Set(['a.png', 'b.png']) }))
    await screen.findByText(/2 of 2 selected/)
    await user.click(button('Delete the copy'))
    expect(api.calls).toContainEqual({ name: 'purgeCopies', input: { copyIds: ['a.png', 'b.png'] } })
  })

  it('saves and deletes copies without a connection, and says that restoring needs one', async () => {
    const { store } = await show([copy('a.png', { isFromOpenConnection: false })], false)
    store.select((now) => ({ ...now, keys: new Set(['a.png']) }))
    await screen.findByText(/1 of 1 selected/)
    expect(button('Restore').disabled).toBe(true)
    expect(button('Save a copy').disabled).toBe(false)
    expect(button('Delete the copy').disabled).toBe(false)
    expect(screen.getByText(/connect to its server first/)).toBeTruthy()
  })

  it('does not act on copies hidden by a search', async () => {
    const { api, store, user } = await show([copy('a.png'), copy('b.png')])
    store.select((now) => ({ ...now, keys: new Set(['a.png', 'b.png']) }))
    await user.type(screen.getByRole('searchbox', { name: 'Search copies' }), 'b.p')
    await user.click(button('Save a copy'))
    expect(api.calls.at(-1)).toEqual({ name: 'saveCopies', input: { copyIds: ['b.png'] } })
  })

  it('shows that it is empty', async () => {
    await show([])
    expect(await screen.findByText('The recycle bin is empty')).toBeTruthy()
  })

  it('reloads after a change and keeps the selection', async () => {
    const { api, store } = await show([copy('a.png')])
    store.select((now) => ({ ...now, keys: new Set(['a.png', 'gone.png']) }))
    const before = api.calls.filter(({ name }) => name === 'listBin').length
    store.applySnapshot(snapshot({ revision: 2 }))
    await expect.poll(() => api.calls.filter(({ name }) => name === 'listBin').length).toBeGreaterThan(before)
    await expect.poll(() => [...store.getState().selection.keys]).toEqual(['a.png'])
  })
})

describe('a restore', () => {
  afterEach(cleanup)
  const replaced: (readonly string[])[] = []

  function nameTaken(name: string): RestoreState {
    return { state: 'name-taken', there: [{ ...copy(name).identity, size: 1, modifiedDate: null }] }
  }

  function showRestore(facts: Omit<RestoreRun, keyof WorkAccount>, account = sampleAccount.accountKey) {
    const restore = { ...sampleAccount, ...facts }
    const api = fakeWindowApi({ stopRestore: respondDone })
    const store = createBinStore(api)
    store.applySnapshot(snapshot({ restore }))
    replaced.length = 0
    render(<RestoreResult store={store} account={account} onReplace={(copyIds) => replaced.push(copyIds)} />)
    return { api, store, user: userEvent.setup() }
  }

  function report(outcome: RestoreState, isDone = true): void {
    const { identity } = copy('a.png')
    showRestore({
      files: [{ copyId: 'a', identity, outcome, doubt: null }],
      isDone,
      stopRequested: false,
    })
  }

  it.each<[RestoreState, RegExp]>([
    [{ state: 'restored', bytes: 'same' }, /Restored and verified.*identical.*Dates and author are new/],
    [{ state: 'restored', bytes: 'not-compared' }, /Restored, size verified.*content was not compared/],
    [nameTaken('a.png'), /a file with this name is there now/],
    [{ state: 'not-replaced' }, /was not deleted/],
    [
      { state: 'not-restored', failure: { kind: 'server-refused', retry: 'no', detail: 'No.' } },
      /refused.*No\./,
    ],
    [{ state: 'not-listed' }, /does not list it/],
    [{ state: 'copy-damaged' }, /damaged/],
  ])('shows the outcome of a file: %j', (outcome, text) => {
    report(outcome)
    expect(screen.getByRole('status', { name: 'Restore result' }).textContent).toMatch(text)
  })

  it('offers to replace one conflicting file or all', async () => {
    const files = ['a.png', 'b.png', 'c.png'].map((name) => ({
      copyId: name,
      identity: copy(name).identity,
      outcome: name === 'c.png' ? ({ state: 'not-listed' } as const) : nameTaken(name),
      doubt: null,
    }))
    const { user } = showRestore({ files, isDone: true, stopRequested: false })
    const [first] = screen.getAllByRole('button', { name: 'Replace…' })
    if (first !== undefined) await user.click(first)
    await user.click(screen.getByRole('button', { name: 'Replace all 2…' }))
    expect(replaced).toEqual([['a.png'], ['a.png', 'b.png']])
  })

  it('offers no replacement on another connection', () => {
    const file = { copyId: 'a', identity: copy('a').identity, outcome: nameTaken('a'), doubt: null }
    showRestore({ files: [file], isDone: true, stopRequested: false }, 'another')
    expect(screen.queryByRole('button', { name: 'Replace…' })).toBeNull()
    expect(screen.getByText('On another connection')).toBeTruthy()
  })

  it('can be stopped once, and offers no replacement while it runs', async () => {
    const file = { copyId: 'a', identity: copy('a').identity, outcome: nameTaken('a'), doubt: null }
    const { api, store, user } = showRestore({ files: [file], isDone: false, stopRequested: false })
    expect(screen.queryByRole('button', { name: 'Replace…' })).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Stop' }))
    expect(api.calls.map(({ name }) => name)).toEqual(['stopRestore'])
    store.applySnapshot(
      snapshot({ restore: { ...sampleAccount, files: [file], isDone: false, stopRequested: true } }),
    )
    expect(await screen.findByText(/The file being restored is finished/)).toBeTruthy()
    expect(button('Stop').disabled).toBe(true)
  })

  it('has a named progress bar', () => {
    report({ state: 'sending' }, false)
    expect(screen.getByRole('progressbar', { name: 'Restore 1 file' })).toBeTruthy()
  })
})
