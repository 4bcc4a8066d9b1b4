import { cleanup, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { fail, succeed } from '../../../shared/result'
import type { Grant, UploadPlan } from '../../../shared/transfers'
import { sampleGrant, samplePlan, samplePlanned, sampleTaken } from '../../../testing/sample-transfers'
import { respondDone, fakeWindowApi, sampleAsset, sampleAccount } from '../../../testing/window-api'
import { UploadDialog } from './upload-dialog'
import { createUploadStore } from './upload-store'
import { noHint, type UploadPlace } from './upload-target'

const place: UploadPlace = {
  context: { family: 'classic', scope: 'pr7214' },
  segments: [
    { id: 27665601, number: '1', text: 'Tap the shelf' },
    { id: 27665602, number: '2', text: null },
  ],
  assets: [sampleAsset({ locale: 'en', relativePath: 'public\\views' })],
  languages: ['de'],
}
const files = [sampleTaken('a.png'), sampleTaken('b.png'), samplePlanned('c.png')]

interface ShowOptions {
  readonly grant?: Grant
  /** The grant after junk was included. */
  readonly included?: Grant
  readonly plan?: Partial<UploadPlan>
  readonly segmentId?: number | null
}

async function show({
  grant = sampleGrant(['a.png', 'b.png', 'c.png']),
  plan = {},
  included = grant,
  ...facts
}: ShowOptions = {}) {
  const api = fakeWindowApi({
    planUpload: ({ target }) => Promise.resolve(succeed(samplePlan(files, { target, ...plan }))),
    startUpload: () => Promise.resolve(succeed({ batchId: 'batch-1', question: null })),
    includeJunk: () => Promise.resolve(succeed(included)),
    addUploads: () => Promise.resolve(succeed(included)),
    discardGrant: respondDone,
    discardUpload: respondDone,
  })
  const store = createUploadStore(api, vi.fn())
  render(<UploadDialog store={store} account={sampleAccount} />)
  const segmentId = facts.segmentId === undefined ? 27665601 : facts.segmentId
  await store.openDialog(() => Promise.resolve(succeed(grant)), { place, hint: { ...noHint, segmentId } })
  const dialog = within(await screen.findByRole('dialog'))
  const callsTo = (name: string) => api.calls.filter((call) => call.name === name).map(({ input }) => input)
  return { store, dialog, callsTo, user: userEvent.setup() }
}

function radio(group: RegExp | string, name: string): HTMLInputElement {
  return within(screen.getByRole('radiogroup', { name: group })).getByRole<HTMLInputElement>('radio', {
    name,
  })
}

describe('the upload dialog', () => {
  afterEach(cleanup)

  it('is named after the number of files and shows their target', async () => {
    await show()
    expect(screen.getByRole('dialog', { name: 'Upload 3 files' })).toBeDefined()
    expect(screen.getByText('Production').parentElement?.textContent).toContain('wordbee-translator.example')
    expect(screen.getByRole<HTMLInputElement>('combobox', { name: 'Segment' }).value).toBe('27665601')
    expect(screen.getByText('Tap the shelf')).toBeDefined()
    expect(await screen.findByText('About 5 calls · 4.6 MB')).toBeDefined()
  })

  it('lists each file with its folder and size, and offers choices for existing names', async () => {
    const { dialog } = await show()
    await dialog.findByText('2 files already exist there.')
    const rows = within(dialog.getByRole('list', { name: 'Files to upload' })).getAllByRole('listitem')
    expect(rows.map((row) => within(row).queryAllByRole('radio').length)).toEqual([3, 3, 0])
    expect(rows[2]?.textContent).toContain('c.png1\u00a0KBNo folder')
  })

  it('skips existing names by default, and takes a choice for one file or all', async () => {
    const { dialog, user, callsTo } = await show()
    await dialog.findByText('2 files already exist there.')
    expect(radio('For all existing files', 'Skip').checked).toBe(true)
    await user.click(radio(/a\.png/, 'Keep both'))
    expect(dialog.getByText('becomes a (2).png')).toBeDefined()
    expect(radio('For all existing files', 'Skip').checked).toBe(false)
    await user.click(radio('For all existing files', 'Replace'))
    expect(radio(/b\.png/, 'Replace').checked).toBe(true)
    expect(dialog.getByText(/^The 2 old files are deleted first/)).toBeDefined()
    await user.click(dialog.getByRole('button', { name: 'Upload' }))
    expect(callsTo('startUpload')).toMatchObject([
      { choices: [{ choice: 'replace' }, { choice: 'replace' }] },
    ])
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('works with the keyboard alone, and starts with Enter', async () => {
    const { user, callsTo } = await show({ segmentId: null })
    screen.getByRole('combobox', { name: 'Segment' }).focus()
    await user.keyboard('27665602{Tab}')
    await screen.findByText('2 files already exist there.')
    const choice = radio('For all existing files', 'Skip')
    for (let tabs = 0; tabs < 20 && document.activeElement !== choice; tabs += 1) await user.tab()
    expect(document.activeElement).toBe(choice)
    await user.keyboard('{ArrowLeft}')
    expect(radio(/a\.png/, 'Keep both').checked).toBe(true)
    screen.getByRole('combobox', { name: 'Folder' }).focus()
    await user.keyboard('{Enter}')
    expect(callsTo('startUpload')).toHaveLength(1)
  })

  it('closes on Escape and discards the grant and the plan', async () => {
    const { dialog, user, callsTo } = await show()
    await dialog.findByText('2 files already exist there.')
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(callsTo('discardGrant')).toEqual([{ grantId: 'grant-1' }])
    expect(callsTo('discardUpload')).toEqual([{ planId: 'plan-1' }])
  })

  it('rejects a segment that is not in the place', async () => {
    const { dialog, user } = await show({ segmentId: null })
    expect(dialog.getByText(/^Choose a segment to list/)).toBeDefined()
    screen.getByRole('combobox', { name: 'Segment' }).focus()
    await user.keyboard('99')
    expect(dialog.getByText('Choose a segment in this place.')).toBeDefined()
    expect(dialog.getByRole<HTMLButtonElement>('button', { name: 'Upload' }).disabled).toBe(true)
  })

  it('offers to keep folders only if there are any', async () => {
    await show()
    expect(screen.queryByRole('checkbox', { name: 'Keep folders' })).toBeNull()
    cleanup()
    await show({ grant: sampleGrant(['a.png'], { folders: 1 }) })
    expect(screen.getByRole<HTMLInputElement>('checkbox', { name: 'Keep folders' }).checked).toBe(true)
  })

  it('lists refused files with their reasons, even if no file is left', async () => {
    const refused = [
      { name: 'shortcut', folder: 'views', reason: 'link' },
      { name: 'huge.iso', folder: '', reason: 'too-large' },
    ] as const
    const { dialog } = await show({ grant: sampleGrant([], { refused, refusedCount: 5 }) })
    expect(screen.getByRole('dialog', { name: 'Nothing to upload' })).toBeDefined()
    const rows = within(dialog.getByRole('list', { name: 'Left out' })).getAllByRole('listitem')
    expect(rows.map(({ textContent }) => textContent)).toEqual([
      'shortcutviewslinks are not followed',
      'huge.isolarger than the settings allow',
    ])
    expect(dialog.getByText('and 3 more')).toBeDefined()
  })

  it('names junk under what is left out, and includes it on request', async () => {
    const junk = [
      { id: 'junk-1', name: '.DS_Store', folder: 'views', kind: 'system', isFolder: false },
    ] as const
    const { dialog, user, callsTo } = await show({
      grant: sampleGrant(['a.png'], { junk, junkCount: 1 }),
      included: sampleGrant(['a.png', '.DS_Store']),
    })
    expect(screen.getByRole('dialog', { name: 'Upload 1 file' })).toBeDefined()
    const list = dialog.getByRole('list', { name: 'Left out' })
    expect(list.textContent).toBe('.DS_Storeviewsmade by the operating systemInclude')
    await user.click(within(list).getByRole('button', { name: 'Include' }))
    expect(callsTo('includeJunk')).toEqual([{ grantId: 'grant-1', entryId: 'junk-1' }])
    expect(await screen.findByRole('dialog', { name: 'Upload 2 files' })).toBeDefined()
    expect(dialog.queryByRole('list', { name: 'Left out' })).toBeNull()
    await vi.waitFor(() => expect(callsTo('planUpload')).toHaveLength(2))
  })

  it('adds one folder after another', async () => {
    const { dialog, user, callsTo } = await show({
      included: sampleGrant(['a.png', 'b.png', 'c.png', 'd.png']),
    })
    await user.click(dialog.getByRole('button', { name: 'Add a folder…' }))
    expect(callsTo('addUploads')).toEqual([{ grantId: 'grant-1', what: 'folder' }])
    expect(await screen.findByRole('dialog', { name: 'Upload 4 files' })).toBeDefined()
  })

  it('sends only ticked files, and counts only those', async () => {
    const { dialog, user, callsTo } = await show()
    await dialog.findByText('About 5 calls · 4.6 MB')
    const confirm = dialog.getByRole<HTMLButtonElement>('button', { name: 'Upload' })
    await user.click(dialog.getByRole('checkbox', { name: 'Include c.png' }))
    expect(screen.getByRole('dialog', { name: 'Upload 2 files' })).toBeDefined()
    expect(confirm.disabled).toBe(true)
    await user.click(radio('For all existing files', 'Replace'))
    await user.click(dialog.getByRole('checkbox', { name: 'Include a.png' }))
    expect(screen.queryByRole('radiogroup', { name: /a\.png/ })).toBeNull()
    await user.click(confirm)
    expect(callsTo('startUpload')).toEqual([
      {
        planId: 'plan-1',
        choices: [
          { id: 'b.png', choice: 'replace' },
          { id: 'a.png', choice: 'skip' },
          { id: 'c.png', choice: 'skip' },
        ],
      },
    ])
  })

  it('says that uploads to a job go to its project', async () => {
    const { dialog } = await show({ plan: { uploadsTo: { family: 'classic', scope: 'pr9' } } })
    expect(await dialog.findByText(/^Files are uploaded to the job’s project \(pr9\)/)).toBeDefined()
  })

  it('warns that empty files may be refused and that unsafe names are not sent', async () => {
    const odd = [
      samplePlanned('empty.txt', { size: 0, isEmpty: true }),
      samplePlanned('..', { isSafe: false }),
    ]
    const { dialog } = await show({ plan: { files: odd } })
    expect(await dialog.findByText(/^Empty: the server may refuse/)).toBeDefined()
    expect(dialog.getByText(/^Not sent: this name or folder/)).toBeDefined()
  })

  it('shows why planning failed, quotes the server, and can retry', async () => {
    const failure = { kind: 'server-error', retry: 'later', detail: 'No such segment' } as const
    let plans = 0
    const api = fakeWindowApi({
      planUpload: () => {
        plans += 1
        return Promise.resolve(plans === 1 ? fail(failure) : succeed(samplePlan(files)))
      },
    })
    const store = createUploadStore(api, vi.fn())
    render(<UploadDialog store={store} account={sampleAccount} />)
    store.openCopyDialog([sampleAsset({ locale: 'en' })], { place, hint: { ...noHint, segmentId: 27665602 } })
    expect((await screen.findByRole('alert')).textContent).toContain('No such segment')
    await userEvent.setup().click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByText('2 files already exist there.')).toBeDefined()
    expect(screen.getByRole('dialog', { name: 'Copy 1 file' })).toBeDefined()
  })
})
