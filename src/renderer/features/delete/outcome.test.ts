import { describe, expect, it } from 'vitest'
import {
  notDeletedReasons,
  type FileState,
  type DeletionFile,
  type DeletionRun,
} from '../../../shared/deletion'
import { sampleAsset, sampleRun } from '../../../testing/window-api'
import {
  byUrgency,
  runPercent,
  outcomeDetail,
  outcomeText,
  outcomeTone,
  resultTone,
  summarize,
  summaryText,
} from './outcome'

const verified: FileState = { state: 'deleted-and-verified' }

function runWith(outcomes: readonly FileState[], facts: Partial<DeletionRun> = {}): DeletionRun {
  const files = outcomes.map((outcome, index): DeletionFile => {
    const { key, ...identity } = sampleAsset({ name: `${index}.png` })
    return { key, identity, size: 1, outcome, copyId: null, answer: null }
  })
  return sampleRun({ files, ...facts })
}

describe('outcomeText', () => {
  it.each<[FileState, string]>([
    [verified, 'Deleted and verified'],
    [{ state: 'already-gone' }, 'Was already gone'],
    [{ state: 'still-on-server', replaced: false }, 'Still on the server'],
    [{ state: 'not-checked' }, 'Not checked'],
    [{ state: 'not-deleted', reason: 'changed' }, 'Not deleted: changed since you looked'],
    [{ state: 'not-deleted', reason: 'unsafe-name' }, 'Not deleted: this name cannot be asked for safely'],
    [{ state: 'not-deleted', reason: 'name-too-long' }, 'Not deleted: name too long for the server'],
  ])('has for %j the sentence that scripts rely on', (outcome, sentence) => {
    expect(outcomeText(outcome)).toBe(sentence)
  })

  it('is not changed by the message of the server, which is the detail', () => {
    const outcome: FileState = {
      state: 'not-deleted',
      reason: 'refused-by-server',
      detail: 'Locked by j.doe',
    }
    expect(outcomeText(outcome)).toBe('Not deleted: the server refused')
    expect(outcomeDetail(outcome)).toEqual({ text: 'Locked by j.doe', isForeign: true })
  })

  it('has a detail for a file that was replaced by a newer one', () => {
    expect(outcomeDetail({ state: 'still-on-server', replaced: true })).toMatchObject({ isForeign: false })
    expect(outcomeDetail({ state: 'still-on-server', replaced: false })).toBeNull()
  })
})

describe('resultTone', () => {
  it('is success only if everything is verified', () => {
    expect(resultTone(runWith([verified, verified]))).toBe('ok')
    expect(resultTone(runWith([verified, { state: 'already-gone' }]))).toBe('ok')
    expect(resultTone(runWith([verified, { state: 'not-checked' }]))).toBe('warn')
    expect(resultTone(runWith([verified, { state: 'not-deleted', reason: 'changed' }]))).toBe('warn')
    expect(resultTone(runWith([verified, { state: 'still-on-server', replaced: false }]))).toBe('bad')
    expect(resultTone(runWith([{ state: 'already-gone' }]))).toBe('quiet')
  })

  it('is never success after a stop, and bad if a file vanished', () => {
    expect(resultTone(runWith([verified], { stop: { reason: 'by-user' } }))).toBe('warn')
    expect(resultTone(runWith([verified], { stop: { reason: 'listing-failed' } }))).toBe('bad')
    expect(resultTone(runWith([verified], { vanished: [{ ...sampleAsset(), copyId: null }] }))).toBe('bad')
  })

  it('is not success for any reason why a file was not deleted', () => {
    for (const reason of notDeletedReasons) {
      expect(outcomeTone({ state: 'not-deleted', reason })).not.toBe('ok')
    }
  })
})

describe('byUrgency', () => {
  it('puts failures first, and otherwise keeps the order of the run', () => {
    const { files } = runWith([
      verified,
      { state: 'not-checked' },
      verified,
      { state: 'still-on-server', replaced: false },
    ])
    expect(byUrgency(files).map((file) => file.identity.name)).toEqual(['3.png', '1.png', '0.png', '2.png'])
  })
})

describe('summaryText', () => {
  it('counts the outcomes that occurred and omits the others', () => {
    const outcomes: FileState[] = [verified, verified, { state: 'still-on-server', replaced: false }]
    expect(summaryText(summarize(runWith(outcomes)))).toBe('Deleted 2 files · 1 still there')
  })
})

describe('runPercent', () => {
  it('counts sent files while deleting, and is null while checking and verifying', () => {
    const files: FileState[] = [{ state: 'asked' }, verified, { state: 'asking' }, { state: 'waiting' }]
    expect(runPercent(runWith(files, { phase: 'deleting' }))).toBe(50)
    expect(runPercent(runWith(files, { phase: 'checking' }))).toBeNull()
    expect(runPercent(runWith(files, { phase: 'verifying' }))).toBeNull()
  })
})
