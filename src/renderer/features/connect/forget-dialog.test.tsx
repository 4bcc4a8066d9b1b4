import { cleanup, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it } from 'vitest'
import {
  accountParts,
  type AccountData,
  type AccountPart,
  type ForgetReport,
  type PartSize,
} from '../../../shared/account-data'
import type { SavedConnection } from '../../../shared/connection'
import { fail, succeed, type Result } from '../../../shared/result'
import { deferred, fakeWindowApi } from '../../../testing/window-api'
import { createConnectStore } from './connect-store'
import { ForgetDialog } from './forget-dialog'

const saved: SavedConnection = {
  id: 'c1',
  name: 'Production',
  color: 'orange',
  serverUrl: 'https://wordbee-translator.example',
  accountId: 'acme-loc',
  readOnly: false,
  opensAtStart: false,
  key: 'saved-securely',
}

const full: Partial<Record<AccountPart, PartSize | null>> = {
  transfers: { items: 4, bytes: null },
  previews: { items: 1_200, bytes: 34_000_000 },
  places: null,
  copies: { items: 12, bytes: 5_000_000 },
}

function dataWith(sizes: typeof full, overrides: Partial<AccountData> = {}): AccountData {
  const empty = { items: 0, bytes: null }
  const holdings = accountParts.map((part) => ({ part, size: part in sizes ? (sizes[part] ?? null) : empty }))
  return { holdings, unfinished: [], locks: 3, unreadable: 0, ...overrides }
}

afterEach(cleanup)

function show(data: AccountData, answer: Result<ForgetReport> = succeed({ notRemoved: [] })) {
  const api = fakeWindowApi({
    readAccountData: () => Promise.resolve(succeed(data)),
    forgetSaved: () => Promise.resolve(answer),
  })
  const store = createConnectStore(api)
  render(<ForgetDialog store={store} saved={[saved]} />)
  const forgets = () => api.calls.filter(({ name }) => name === 'forgetSaved').map(({ input }) => input)
  return { store, forgets, user: userEvent.setup() }
}

const everything = () =>
  screen.getByRole<HTMLInputElement>('checkbox', {
    name: 'Also remove everything of this account from this computer',
  })
const copies = () =>
  screen.getByRole<HTMLInputElement>('checkbox', {
    name: /^Also delete its 12 copies in the recycle bin \(5\sMB\)$/,
  })
const forget = () => screen.getByRole('button', { name: 'Forget' })

describe('the dialog that forgets a connection', () => {
  it('removes only the connection by default', async () => {
    const { store, forgets, user } = show(dataWith(full))
    await store.askToForget('c1')
    await screen.findByRole('dialog', { name: 'Forget Production and its stored key?' })
    expect([everything().checked, copies().checked, copies().disabled]).toEqual([false, false, true])
    await user.click(forget())
    expect(forgets()).toEqual([{ id: 'c1' }])
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('states what is removed and what stays', async () => {
    const { store } = show(dataWith(full, { unreadable: 2 }))
    await store.askToForget('c1')
    const rows = within(await screen.findByRole('list', { name: 'What is removed' })).getAllByRole('listitem')
    expect(rows.map(({ textContent }) => textContent.replaceAll('\u00a0', ' '))).toEqual([
      'Ended transfers, also cleared ones4',
      'Previews and thumbnails1,200 · 34 MB',
      'Recent and pinned placescannot be read',
    ])
    const text = screen.getByRole('dialog').textContent
    expect(text).toContain('Their files cannot be restored afterwards.')
    expect(text).toContain('The activity log, because it is the record of what was done')
    expect(text).toContain('3 locks, because they protect files if you connect again')
    expect(text).toContain('2 damaged files of this app')
  })

  it('asks about copies separately, and keeps them with the other data', async () => {
    const { store, forgets, user } = show(dataWith(full), fail({ kind: 'stopped', retry: 'no' }))
    await store.askToForget('c1')
    await user.click(await screen.findByRole('checkbox', { name: /^Also remove everything/ }))
    expect(copies().checked).toBe(false)
    await user.click(copies())
    await user.click(everything())
    expect([everything().checked, copies().checked]).toEqual([false, false])
    await user.click(everything())
    await user.click(copies())
    await user.click(forget())
    expect(forgets()).toEqual([{ id: 'c1', removeData: true, removeCopies: true }])
    // The user cancelled the question of main, which is not a failure.
    expect(screen.queryByRole('alert')).toBeNull()
    expect([everything().checked, copies().checked]).toEqual([true, true])
  })

  it('says what could not be removed, and stays open', async () => {
    const { store, user } = show(dataWith(full), succeed({ notRemoved: ['previews', 'journals'] }))
    await store.askToForget('c1')
    await user.click(await screen.findByRole('checkbox', { name: /^Also remove everything/ }))
    await user.click(forget())
    const alert = await screen.findByRole('alert')
    expect(
      within(alert)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual(['Previews and thumbnails', 'Records of ended deletions'])
    await user.click(screen.getByRole('button', { name: 'Keep' }))
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('offers nothing while work of the account has not ended, and says which', async () => {
    const unfinished = [
      { work: 'interrupted-deletion', count: 1 },
      { work: 'transfers', count: 2 },
    ] as const
    const { store, forgets, user } = show(dataWith(full, { unfinished }))
    await store.askToForget('c1')
    await screen.findByText('1 interrupted deletion')
    expect(screen.getByText('2 transfers that are running or waiting')).toBeDefined()
    expect([everything().disabled, copies().disabled]).toEqual([true, true])
    await user.click(forget())
    expect(forgets()).toEqual([{ id: 'c1' }])
  })

  it('offers no choice if nothing is stored', async () => {
    const { store } = show(dataWith({}))
    await store.askToForget('c1')
    await screen.findByText(/^Nothing else of this account/)
    expect(screen.queryByRole('checkbox')).toBeNull()
  })

  it('cannot be closed while it removes', async () => {
    const report = deferred<Result<ForgetReport>>()
    const api = fakeWindowApi({
      readAccountData: () => Promise.resolve(succeed(dataWith(full))),
      forgetSaved: () => report.answer,
    })
    const store = createConnectStore(api)
    render(<ForgetDialog store={store} saved={[saved]} />)
    const user = userEvent.setup()
    await store.askToForget('c1')
    await user.click(await screen.findByRole('checkbox', { name: /^Also remove everything/ }))
    await user.click(forget())
    await user.keyboard('{Escape}')
    expect(screen.getByRole('dialog')).toBeDefined()
    report.resolve(succeed({ notRemoved: [] }))
    await expect.poll(() => screen.queryByRole('dialog')).toBeNull()
  })
})
