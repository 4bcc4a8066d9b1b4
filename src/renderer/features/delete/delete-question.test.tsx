import { cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { DeletionQuestion, PlannedState } from '../../../shared/deletion'
import { sampleAsset, sampleAccount } from '../../../testing/window-api'
import { DeleteQuestion } from './delete-question'
import type { QuestionPlace } from './question-facts'

function question(
  count: number,
  facts: Partial<DeletionQuestion> = {},
  planned: PlannedState = { state: 'will-be-deleted' },
) {
  const files = Array.from({ length: count }, (_, index) => ({
    asset: sampleAsset({
      name: `file-${index}.png`,
      locale: 'de',
      relativePath: 'public\\views',
      size: 2_200_000,
    }),
    planned,
  }))
  return {
    planId: 'plan-1',
    files,
    bytes: 4_600_000,
    ...sampleAccount,
    kind: 'server',
    calls: 9,
    seconds: 4,
    waitMs: 0,
    filesThisHour: count,
    copiesExpireAt: Date.parse('2026-12-30T12:00:00'),
    countToType: null,
    keepsCopies: true,
    copySpace: 'fits',
    atRisk: [],
    ...facts,
  } satisfies DeletionQuestion
}

const somewhere: QuestionPlace = { project: 'Paper Harbour', document: 'menu.docx', documents: 1 }

function renderQuestion(shownQuestion: DeletionQuestion, place = somewhere) {
  const onLimit = vi.fn()
  const onCancel = vi.fn()
  const onConfirm = vi.fn()
  const onChooseCopies = vi.fn()
  const onCopyText = vi.fn()
  render(
    <DeleteQuestion
      question={shownQuestion}
      place={place}
      restoring={0}
      isConfirming={false}
      onCancel={onCancel}
      onConfirm={onConfirm}
      onChooseCopies={onChooseCopies}
      onLimit={onLimit}
      onCopyText={onCopyText}
    />,
  )
  return { onCancel, onConfirm, onChooseCopies, onLimit, onCopyText, user: userEvent.setup() }
}

function confirmButton(): HTMLButtonElement {
  return screen.getByRole('button', { name: 'Delete permanently' })
}

describe('the confirmation of a deletion', () => {
  afterEach(cleanup)

  it('shows the number of files, the account, the server and the cost', () => {
    renderQuestion(question(3))
    const dialog = screen.getByRole('alertdialog', { name: 'Delete 3 files?' })
    for (const fact of [
      'Paper Harbour / menu.docx',
      'wordbee-translator.example',
      'acme-loc · Production',
      '9 calls, about 4 s',
    ]) {
      expect(within(dialog).getByText(fact)).toBeDefined()
    }
    expect(dialog.textContent).toContain('4.6\u00a0MB')
  })

  it('says which names look like another one in it', () => {
    const names = ['invoice.pdf', 'inv\u043eice.pdf', 'other.pdf']
    const plain = question(3)
    const files = plain.files.map(({ planned }, n) => ({
      planned,
      asset: sampleAsset({ name: names[n] ?? '' }),
    }))
    renderQuestion({ ...plain, files })
    const rows = within(screen.getByRole('list', { name: 'Files to delete' })).getAllByRole('listitem')
    const note = 'Another file here has a name that looks the same.'
    expect(rows.map(({ textContent }) => textContent.includes(note))).toEqual([true, true, false])
  })

  it('says what deleting does not reach', () => {
    renderQuestion(question(1))
    expect(screen.getByText(/copies in the caches of browsers, are not removed/)).toBeDefined()
    expect(screen.queryByRole('button', { name: 'Copy paths' })).toBeNull()
  })

  it('offers the storage paths of files that cannot be deleted', async () => {
    const refused = question(2, {}, { state: 'excluded', reason: 'unsafe-name' })
    const { onCopyText, user } = renderQuestion(refused)
    expect(screen.getByText(/^2 files cannot be deleted from here\. In Wordbee/)).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Copy paths' }))
    const { documentId, segmentId } = refused.files[0]?.asset ?? sampleAsset({})
    const folder = `assets/${documentId ?? '…'}/${String(segmentId % 1_000)}/${String(segmentId)}/de/public/views`
    expect(onCopyText).toHaveBeenCalledExactlyOnceWith(`${folder}/file-0.png\n${folder}/file-1.png`)
  })

  it('offers no path for files that only changed', () => {
    renderQuestion(question(1, {}, { state: 'excluded', reason: 'changed' }))
    expect(screen.queryByRole('button', { name: 'Copy paths' })).toBeNull()
  })

  it('warns of a deletion that does not fit this hour, and offers the files that do', async () => {
    const long = { calls: 1_400, waitMs: 2 * 3_600_000, filesThisHour: 497 }
    const { onLimit, user } = renderQuestion(question(2, long))
    expect(screen.getByText('1,400 calls')).toBeTruthy()
    expect(
      screen.getByText(/^This takes about 2 h: 1,400 API calls are more than this hour allows\./),
    ).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Only the first 497 now' }))
    expect(onLimit).toHaveBeenCalledExactlyOnceWith(497)
    cleanup()
    renderQuestion(question(2, { ...long, filesThisHour: 0 }))
    expect(screen.queryByRole('button', { name: /first/ })).toBeNull()
    cleanup()
    renderQuestion(question(2))
    expect(screen.queryByText(/This takes about/)).toBeNull()
  })

  it('names only what is known of the place', () => {
    renderQuestion(question(1), { project: null, document: null, documents: 3 })
    expect(screen.getByText('3 documents')).toBeTruthy()
    cleanup()
    renderQuestion(question(1), { project: null, document: null, documents: 1 })
    expect(document.querySelector('.question-place')).toBeNull()
  })

  it('has the tone of its consequence', () => {
    const shown = (count: number, keepsCopies: boolean) => {
      renderQuestion(question(count, { keepsCopies }))
      const { className, textContent } = screen.getByText(/are not removed/).closest('.note') ?? {}
      const button = confirmButton().className.includes('button-danger')
      cleanup()
      return { isRed: className?.includes('note-danger'), button, text: textContent ?? '' }
    }
    const kept = shown(25, true)
    expect(kept).toMatchObject({ isRed: false, button: false })
    expect(kept.text).toContain('You can restore them until Dec 30, 2026.')
    expect(kept.text).not.toContain('no undo')
    const lost = shown(1, false)
    expect(lost).toMatchObject({ isRed: true, button: true })
    expect(lost.text).toContain('Once deleted, these files cannot be restored.')
    const many = shown(26, true)
    expect(many).toMatchObject({ isRed: true, button: true })
    expect(many.text).toContain('26 files will be deleted from the server.')
  })

  it('lists every file with segment, language, folder and size', () => {
    renderQuestion(question(1))
    expect(screen.getByRole('alertdialog', { name: 'Delete 1 file?' })).toBeDefined()
    const [row] = within(screen.getByRole('list', { name: 'Files to delete' })).getAllByRole('listitem')
    for (const fact of ['file-0.png', '27665601', 'de', 'public/views', '2.2\u00a0MB']) {
      expect(row?.textContent).toContain(fact)
    }
  })

  it('keeps copies by default, and explains both choices', async () => {
    const { onChooseCopies, user } = renderQuestion(question(1))
    const box = screen.getByRole<HTMLInputElement>('checkbox', { name: 'Keep a copy in the recycle bin' })
    expect(box.checked).toBe(true)
    expect(screen.getByRole('alertdialog').textContent).toContain('Copies are not encrypted')
    await user.click(box)
    expect(onChooseCopies).toHaveBeenCalledWith(false)
    cleanup()
    renderQuestion(question(1, { keepsCopies: false }))
    expect(screen.getByRole('alertdialog').textContent).toContain('these files cannot be restored')
  })

  it('can be confirmed only without copies if they do not fit', () => {
    for (const copySpace of ['limit', 'disk', 'unreadable'] as const) {
      renderQuestion(question(1, { copySpace }))
      expect(screen.getByRole('alert').textContent).toContain('turn copies off')
      expect(confirmButton().disabled).toBe(true)
      cleanup()
      renderQuestion(question(1, { copySpace, keepsCopies: false }))
      expect(confirmButton().disabled).toBe(false)
      cleanup()
    }
  })

  it('warns about files that may not be restorable', () => {
    const asset = sampleAsset({ context: { family: 'classic', scope: 'jbs773' }, projectId: null })
    const files = [asset, sampleAsset({ name: 'empty.txt', size: 0 })]
    renderQuestion(
      question(1, { files: files.map((file) => ({ asset: file, planned: { state: 'will-be-deleted' } })) }),
    )
    const { textContent } = screen.getByRole('alertdialog')
    expect(textContent).toContain('1 file belongs to a job whose project is unknown')
    expect(textContent).toContain('1 file is empty')
  })

  it('lists the files at risk, and says whether they are copied first', () => {
    const atRisk = [sampleAsset({ name: 'logo.png', locale: 'fr' })]
    renderQuestion(question(1, { atRisk }))
    expect(screen.getByText(/1 file that you did not select may be deleted too/)).toBeDefined()
    expect(screen.getByText(/It is copied to the recycle bin first/)).toBeDefined()
    expect(
      within(screen.getByRole('list', { name: 'Files at risk', hidden: true })).getByText('fr'),
    ).toBeDefined()
    cleanup()
    renderQuestion(question(1, { atRisk, keepsCopies: false }))
    expect(screen.getByText(/It is not copied/)).toBeDefined()
  })

  it('focuses Cancel, so that Enter does not delete', async () => {
    const { onCancel, onConfirm, user } = renderQuestion(question(1))
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Cancel' }))
    await user.keyboard('{Enter}')
    expect(onCancel).toHaveBeenCalledTimes(1)
    expect(onConfirm).not.toHaveBeenCalled()
  })

  it('is confirmed by Ctrl+Enter if a copy is kept, and only then', async () => {
    const kept = renderQuestion(question(2))
    await kept.user.keyboard('{Control>}{Enter}{/Control}')
    expect(kept.onConfirm).toHaveBeenCalledExactlyOnceWith('')
    expect(kept.onCancel).not.toHaveBeenCalled()
    cleanup()
    const lost = renderQuestion(question(2, { keepsCopies: false }))
    await lost.user.keyboard('{Control>}{Enter}{/Control}')
    expect(lost.onConfirm).not.toHaveBeenCalled()
  })

  it('is cancelled by Escape', async () => {
    const { onCancel, onConfirm, user } = renderQuestion(question(1))
    await user.keyboard('{Escape}')
    expect(onCancel).toHaveBeenCalledTimes(1)
    expect(onConfirm).not.toHaveBeenCalled()
  })

  it('ignores a click outside', async () => {
    const { onCancel, onConfirm, user } = renderQuestion(question(1))
    await user.click(document.body)
    expect(onCancel).not.toHaveBeenCalled()
    expect(onConfirm).not.toHaveBeenCalled()
  })

  it('requires the number of files to be typed if one is given', async () => {
    const { onConfirm, user } = renderQuestion(question(30, { countToType: 30 }))
    const box = screen.getByRole('textbox', { name: 'Type the number of files to confirm' })
    expect(confirmButton().disabled).toBe(true)
    await user.type(box, '3')
    expect(confirmButton().disabled).toBe(true)
    await user.type(box, '0')
    expect(confirmButton().disabled).toBe(false)
    await user.keyboard('{Enter}')
    expect(onConfirm).not.toHaveBeenCalled()
    await user.click(confirmButton())
    expect(onConfirm).toHaveBeenCalledTimes(1)
  })

  it.each(['３０', '٣٠', '۳۰', '३०'])('accepts the number in the digits of another script: %s', (digits) => {
    renderQuestion(question(30, { countToType: 30 }))
    const box = screen.getByRole('textbox', { name: 'Type the number of files to confirm' })
    fireEvent.change(box, { target: { value: digits } })
    expect(confirmButton().disabled).toBe(false)
  })

  it('requires no number below the threshold', () => {
    renderQuestion(question(2))
    expect(screen.queryByRole('textbox')).toBeNull()
    expect(confirmButton().disabled).toBe(false)
  })

  it('counts in its title only what will be deleted, and groups the rest', async () => {
    const plain = question(3)
    const files = plain.files.map((file, index) => ({
      ...file,
      planned: index === 0 ? ({ state: 'excluded', reason: 'protected' } as const) : file.planned,
    }))
    const { user } = renderQuestion({ ...plain, files })
    const dialog = screen.getByRole('alertdialog', { name: 'Delete 2 of 3 files?' })
    const group = within(dialog).getByText('1 file will not be deleted: protected on this computer')
    expect(group.closest('details')?.open).toBe(false)
    await user.click(group)
    const list = within(dialog).getByRole('list', { name: 'Files not deleted', hidden: true })
    expect(within(list).getByRole('listitem', { hidden: true }).textContent).toContain('file-0.png')
    expect(confirmButton().disabled).toBe(false)
  })

  it.each([
    [
      'protected',
      { state: 'excluded', reason: 'protected' },
      /^These 2 files are protected on this computer/,
    ],
    ['gone', { state: 'already-gone' }, /^These 2 files are already gone from the server/],
    ['changed', { state: 'excluded', reason: 'changed' }, /^None of these 2 files can be deleted/],
  ] as const)('asks nothing if all files are %s', async (_, planned, sentence) => {
    const { onCancel, onConfirm, user } = renderQuestion(question(2, {}, planned))
    const dialog = screen.getByRole('alertdialog', { name: 'Delete: nothing will be deleted' })
    expect(within(dialog).getByText(sentence)).toBeDefined()
    expect(within(dialog).getByRole('heading').textContent).toBe('Nothing will be deleted')
    expect(within(dialog).queryByRole('checkbox')).toBeNull()
    expect(dialog.textContent).not.toContain('permanently')
    expect(
      within(dialog)
        .getAllByRole('button')
        .map(({ textContent }) => textContent),
    ).toEqual(['Cancel'])
    expect(within(dialog).getAllByRole('listitem')).toHaveLength(2)
    expect(document.activeElement).toBe(within(dialog).getByRole('button', { name: 'Cancel' }))
    await user.keyboard('{Escape}')
    expect(onCancel).toHaveBeenCalledOnce()
    expect(onConfirm).not.toHaveBeenCalled()
  })
})
