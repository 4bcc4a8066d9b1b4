import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ActivityCheck, ActivityPage } from '../../../shared/activity'
import { succeed } from '../../../shared/result'
import { sampleEntry, samplePage } from '../../../testing/sample-activity'
import { fakeWindowApi } from '../../../testing/window-api'
import { ActivityScreen } from './activity-screen'
import { createActivityStore } from './activity-store'

const whole: ActivityCheck = { whole: true, head: { seq: 1_204, hash: 'a'.repeat(64) } }

async function show(page: Partial<ActivityPage> = {}, check: ActivityCheck = whole) {
  const api = fakeWindowApi({
    listActivity: (request) => Promise.resolve(succeed({ ...samplePage(1_204, request), ...page })),
    checkActivity: () => Promise.resolve(succeed(check)),
    readReceipt: () => Promise.resolve(succeed({ text: 'the receipt', json: '{}' })),
    exportActivity: () => Promise.resolve(succeed({ fileName: 'refshelf-activity.csv' })),
  })
  render(<ActivityScreen store={createActivityStore(api)} searchRef={{ current: null }} />)
  await screen.findByText(/^Chain intact|^Broken/)
  return { api, user: userEvent.setup() }
}

describe('the activity screen', () => {
  // The test DOM has no layout: without a height the virtual list would render no rows.
  beforeEach(() => {
    vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600)
    vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(900)
    vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(600)
    vi.spyOn(HTMLElement.prototype, 'offsetWidth', 'get').mockReturnValue(900)
  })
  afterEach(cleanup)

  it('is a grid of all entries, newest first, with rows named by action, file and result', async () => {
    await show()
    expect(screen.getByRole('heading', { name: 'Activity' })).toBeTruthy()
    expect(screen.getByRole('grid', { name: 'Activity' }).getAttribute('aria-rowcount')).toBe('1205')
    const row = screen.getByRole('row', {
      name: 'Delete, file1204.png, en, -, 27665601, Deleted and verified',
    })
    expect(row.getAttribute('aria-rowindex')).toBe('2')
    expect(screen.getByText('1,204 entries')).toBeTruthy()
  })

  it('shows that the chain is intact', async () => {
    await show()
    expect(screen.getByText('Chain intact, 1,204 entries')).toBeTruthy()
  })

  it('names the first broken entry and its problem', async () => {
    await show({}, { whole: false, head: whole.head, brokenAt: 17, problem: 'edited' })
    expect(screen.getByText('Broken at entry 17')).toBeTruthy()
    expect(screen.getByText('This entry differs from the one that was written.')).toBeTruthy()
  })

  it('reports a damaged file and entries that could not be written', async () => {
    await show({ readOnlyFiles: ['activity.log'], unsaved: 2 })
    expect(screen.getByText(/activity\.log\. It is left unchanged/)).toBeTruthy()
    expect(screen.getByText(/^2 entries have not been saved/)).toBeTruthy()
  })

  it('opens an entry by mouse and by keyboard, with its hashes and receipt', async () => {
    const { user } = await show()
    await user.click(screen.getByRole('row', { name: /file1204/ }))
    expect(screen.getByRole('region', { name: 'Entry 1204' })).toBeTruthy()
    screen.getByRole('grid').focus()
    await user.keyboard('{ArrowDown}')
    const pane = screen.getByRole('region', { name: 'Entry 1203' })
    expect(pane.textContent).toContain('a'.repeat(64))
    await user.click(screen.getByRole('button', { name: 'Receipt' }))
    expect((await screen.findByRole('dialog', { name: 'Receipt' })).textContent).toContain('the receipt')
  })

  it('opens the receipt of a deletion from its row', async () => {
    const { api, user } = await show()
    await user.click(screen.getByRole('button', { name: 'Receipt for entry 1204' }))
    expect(api.calls.at(-1)).toEqual({ name: 'readReceipt', input: { runId: 'job-1204' } })
  })

  it('shows unknown values of a newer version verbatim', async () => {
    const entry = sampleEntry(1, { act: 'rename', result: 'renamed', reason: 'because', jobId: null })
    await show({ rows: [entry], matching: 1, total: 1 })
    expect(screen.getByRole('row', { name: 'rename, file1.png, en, -, 27665601, renamed' })).toBeTruthy()
  })

  it('filters by action, result, account and search text', async () => {
    const { api, user } = await show()
    await user.selectOptions(screen.getByRole('combobox', { name: 'Action' }), 'Restore')
    await user.selectOptions(screen.getByRole('combobox', { name: 'Result' }), 'Not restored')
    await user.selectOptions(screen.getByRole('combobox', { name: 'Account' }), 'acme-loc · platform.example')
    await user.type(screen.getByRole('searchbox', { name: 'Search activity' }), 'a')
    expect(api.calls.filter(({ name }) => name === 'listActivity').at(-1)?.input).toEqual({
      search: 'a',
      act: 'restore',
      result: 'not-restored',
      account: 'acme-loc · platform.example',
      skip: 0,
      take: 100,
    })
  })

  it('exports in the format chosen in the menu', async () => {
    const { api, user } = await show()
    await user.click(screen.getByRole('button', { name: 'Export' }))
    await user.click(await screen.findByRole('menuitem', { name: /CSV/ }))
    expect(api.calls.at(-1)).toMatchObject({ name: 'exportActivity', input: { format: 'csv' } })
    expect(await screen.findByText('Saved as refshelf-activity.csv')).toBeTruthy()
  })

  it('distinguishes an empty log from one without matches', async () => {
    await show({ rows: [], matching: 0, total: 0 })
    expect(screen.getByRole('heading', { name: 'Nothing recorded yet' })).toBeTruthy()
    cleanup()
    await show({ rows: [], matching: 0 })
    expect(screen.getByRole('heading', { name: 'No results' })).toBeTruthy()
  })
})
