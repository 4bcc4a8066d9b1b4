import { describe, expect, it } from 'vitest'
import type { FileState, DeletionFile } from '../shared/deletion'
import type { RestoreRun } from '../shared/recycle-bin'
import { transferStateNames, type TransferBatch } from '../shared/transfers'
import { sampleRun } from '../testing/window-api'
import { OperationNotifier, type DesktopNotifications, type Notice } from './operation-notifier'

/** A desktop that records notices and progress. */
function createDesktop() {
  const notices: Notice[] = []
  const progress: (number | null)[] = []
  const desktop = { isFront: false, now: 0 }
  const port: DesktopNotifications = {
    isInFront: () => desktop.isFront,
    notify: (notice) => notices.push(notice),
    showProgress: (fraction) => progress.push(fraction),
  }
  const notifier = new OperationNotifier(port, { elapsed: () => desktop.now, now: () => desktop.now })
  return { desktop, notifier, notices, progress }
}

function files(...states: readonly FileState['state'][]): readonly DeletionFile[] {
  return states.map((state, index) => ({
    key: String(index),
    identity: {
      context: { family: 'classic', scope: 'pr1' },
      segmentId: 1,
      locale: null,
      relativePath: '',
      name: `secret-${String(index)}.png`,
    },
    size: 1,
    copyId: null,
    answer: null,
    // All states in these tests have no further properties.
    outcome: { state } as FileState,
  }))
}

const deleted = (count: number) => Array.from({ length: count }, () => 'deleted-and-verified' as const)

describe('OperationNotifier for deletions and restores', () => {
  it('reports the verified count of a long run that ends in the background, without names', () => {
    const { desktop, notifier, notices } = createDesktop()
    notifier.runChanged(sampleRun({ phase: 'deleting', files: files(...deleted(1), 'waiting') }))
    desktop.now = 10_001
    notifier.runChanged(sampleRun({ phase: 'done', files: files(...deleted(1), 'still-on-server') }))
    expect(notices).toEqual([
      { title: 'notice.ended.title', body: 'notice.part', numbers: { done: 1, total: 2 } },
    ])
    expect(JSON.stringify(notices)).not.toContain('secret')
  })

  it('counts only verified files as deleted', () => {
    const { notifier, notices } = createDesktop()
    const asked = Array.from({ length: 26 }, () => 'asked' as const)
    notifier.runChanged(sampleRun({ phase: 'verifying', files: files(...asked) }))
    const unproven = [...deleted(24), 'not-checked', 'already-gone'] as const
    notifier.runChanged(sampleRun({ phase: 'done', files: files(...unproven) }))
    expect(notices[0]?.numbers).toEqual({ done: 24, total: 26 })
  })

  it.each([
    { reason: 'the window is in front', isFront: true, now: 20_000, count: 2 },
    { reason: 'the run was short and small', isFront: false, now: 10_000, count: 25 },
  ])('sends no notice if $reason', ({ isFront, now, count }) => {
    const { desktop, notifier, notices } = createDesktop()
    desktop.isFront = isFront
    notifier.runChanged(sampleRun({ phase: 'deleting', files: files(...deleted(count)) }))
    desktop.now = now
    notifier.runChanged(sampleRun({ phase: 'done', files: files(...deleted(count)) }))
    expect(notices).toEqual([])
  })

  it('ignores runs that had ended or were interrupted before it started', () => {
    const { notifier, notices, progress } = createDesktop()
    notifier.runChanged(sampleRun({ phase: 'done', files: files(...deleted(100)) }))
    notifier.runChanged(sampleRun({ phase: 'interrupted', files: files(...deleted(100)) }))
    expect([notices, progress]).toEqual([[], []])
  })

  it('distinguishes stopped from interrupted runs', () => {
    const { notifier, notices } = createDesktop()
    const many = files(...deleted(30))
    notifier.runChanged(sampleRun({ phase: 'deleting', files: many }))
    notifier.runChanged(sampleRun({ phase: 'done', files: many, stop: { reason: 'session-lost' } }))
    notifier.runChanged(sampleRun({ id: 'job-2', phase: 'deleting', files: many }))
    notifier.runChanged(sampleRun({ id: 'job-2', phase: 'interrupted', files: many }))
    expect(notices.map(({ title }) => title)).toEqual(['notice.stopped.title', 'notice.interrupted.title'])
  })

  it('reports vanished files immediately, once, even for a short run', () => {
    const { notifier, notices } = createDesktop()
    const [file] = files('asked')
    const vanished = file === undefined ? [] : [{ ...file.identity, copyId: null }]
    notifier.runChanged(sampleRun({ phase: 'first-file', files: files('asked'), vanished }))
    notifier.runChanged(sampleRun({ phase: 'done', files: files(...deleted(1)), vanished }))
    expect(notices).toEqual([
      { title: 'notice.vanished.title', body: 'notice.vanished', numbers: { count: 1 } },
    ])
  })

  it('shows the progress of a run, and clears it at the end', () => {
    const { notifier, progress } = createDesktop()
    notifier.runChanged(sampleRun({ phase: 'deleting', files: files('waiting', 'waiting') }))
    notifier.runChanged(sampleRun({ phase: 'deleting', files: files('asked', 'waiting') }))
    notifier.runChanged(sampleRun({ phase: 'deleting', files: files('asked', 'asking') }))
    notifier.runChanged(sampleRun({ phase: 'done', files: files(...deleted(2)) }))
    expect(progress).toEqual([0, 0.5, null])
  })

  it('reports how many files a long restore brought back', () => {
    const { desktop, notifier, notices, progress } = createDesktop()
    const [file] = files('asked')
    if (file === undefined) throw new Error('no file')
    const { identity } = file
    const restore = (state: 'waiting' | 'restored' | 'not-listed', isDone: boolean): RestoreRun => ({
      accountKey: 'a',
      connectionName: 'a',
      connectionColor: 'blue',
      host: 'h',
      accountId: 'a',
      files: [
        {
          copyId: 'c',
          identity,
          doubt: null,
          outcome: state === 'restored' ? { state, bytes: 'same' } : { state },
        },
        { copyId: 'd', identity, doubt: null, outcome: { state: 'not-listed' } },
      ],
      isDone,
      stopRequested: false,
    })
    notifier.onRestoreChange(restore('waiting', false))
    desktop.now = 10_001
    notifier.onRestoreChange(restore('restored', true))
    notifier.onRestoreChange(restore('restored', true))
    notifier.onRestoreChange(null)
    expect(notices).toEqual([
      { title: 'notice.restored.title', body: 'notice.restored.part', numbers: { done: 1, total: 2 } },
    ])
    expect(progress).toEqual([0.5, null])
  })
})

/** A batch of ten files of 100 bytes each, started at 0. */
function batch(change: Partial<TransferBatch>): TransferBatch {
  const none = Object.fromEntries(transferStateNames.map((name) => [name, 0])) as TransferBatch['counts']
  return {
    id: 'b',
    kind: 'upload',
    phase: 'running',
    beganAt: 0,
    files: 10,
    bytes: 1_000,
    bytesDone: 0,
    bytesPerSecond: null,
    secondsLeft: null,
    waitingUntil: null,
    shown: [],
    counts: none,
    accountKey: 'a',
    connectionName: 'Acme',
    connectionColor: 'blue',
    host: 'a.example',
    accountId: 'acme',
    target: { kind: 'folder', name: 'Pictures' },
    ...change,
  }
}

describe('OperationNotifier for transfers', () => {
  it('shows the progress of running batches in bytes, or in files if sizes are unknown', () => {
    const { notifier, progress } = createDesktop()
    const idle = batch({ id: 'paused', phase: 'paused', bytes: 9_000 })
    notifier.onTransferProgress([batch({ bytesDone: 250 }), idle])
    const done = { ...batch({}).counts, done: 4 }
    notifier.onTransferProgress([batch({ bytes: 0, counts: done }), idle])
    notifier.onTransferProgress([batch({ phase: 'done' }), idle])
    expect(progress).toEqual([0.25, 0.4, null])
  })

  it('shows the progress of a deletion instead while one runs', () => {
    const { notifier, progress } = createDesktop()
    notifier.onTransferProgress([batch({ bytesDone: 500 })])
    notifier.runChanged(
      sampleRun({ phase: 'deleting', files: files(...deleted(1), 'waiting', 'waiting', 'waiting') }),
    )
    notifier.onTransferProgress([batch({ bytesDone: 600 })])
    notifier.runChanged(sampleRun({ phase: 'done', files: files(...deleted(4)) }))
    expect(progress).toEqual([0.5, 0.25, 0.6])
  })

  it.each([
    [{ files: 26, counts: { ...batch({}).counts, done: 26 } }, 0, 'notice.moved.all'],
    [{ counts: { ...batch({}).counts, done: 9, failed: 1 } }, 10_001, 'notice.moved.part'],
    [{ counts: { ...batch({}).counts, done: 9, failed: 1 } }, -86_400_000, 'notice.moved.part'],
  ] as const)('reports the end of a long or large batch', (change, now, body) => {
    const { desktop, notifier, notices } = createDesktop()
    desktop.now = now
    notifier.onBatchEnd(batch({ phase: 'done', kind: 'download', ...change }))
    const { done } = change.counts
    const total = 'files' in change ? change.files : 10
    expect(notices).toEqual([{ title: 'notice.download.title', body, numbers: { done, total } }])
  })

  it('sends no notice for a short batch, or if the window is in front', () => {
    const { desktop, notifier, notices } = createDesktop()
    notifier.onBatchEnd(batch({ phase: 'done' }))
    desktop.isFront = true
    notifier.onBatchEnd(batch({ phase: 'done', files: 500 }))
    expect(notices).toEqual([])
  })
})
