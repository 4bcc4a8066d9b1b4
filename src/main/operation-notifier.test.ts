import { describe, expect, it } from 'vitest'
import type { FileState, DeletionFile } from '../shared/deletion'
import type { RestoreRun } from '../shared/recycle-bin'
import { transferStateNames, type TransferBatch } from '../shared/transfers'
import { sampleRun } from '../testing/window-api'
import { OperationNotifier, type DesktopNotifications, type Notice } from './operation-notifier'

/** A desktop that notes what it is told. */
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
  return states.map((state, at) => ({
    key: String(at),
    identity: {
      ...{ context: { family: 'classic', scope: 'pr1' }, segmentId: 1, locale: null },
      ...{ relativePath: '', name: `secret-${String(at)}.png` },
    },
    ...{ size: 1, copyId: null, answer: null },
    // Each state of these tests is one that needs no more than its name.
    outcome: { state } as FileState,
  }))
}

const gone = (count: number) => Array.from({ length: count }, () => 'deleted-and-verified' as const)

describe('the herald of jobs', () => {
  it('tells the verified count of a long job that ends in the background, and no name', () => {
    const { desktop, notifier, notices } = createDesktop()
    notifier.runChanged(sampleRun({ phase: 'deleting', files: files(...gone(1), 'waiting') }))
    desktop.now = 10_001
    notifier.runChanged(sampleRun({ phase: 'done', files: files(...gone(1), 'still-on-server') }))
    expect(notices).toEqual([
      { title: 'notice.ended.title', body: 'notice.part', numbers: { done: 1, total: 2 } },
    ])
    expect(JSON.stringify(notices)).not.toContain('secret')
  })

  it('counts nothing as deleted that no listing proved', () => {
    const { notifier, notices } = createDesktop()
    const asked = Array.from({ length: 26 }, () => 'asked' as const)
    notifier.runChanged(sampleRun({ phase: 'verifying', files: files(...asked) }))
    const unproven = [...gone(24), 'not-checked', 'already-gone'] as const
    notifier.runChanged(sampleRun({ phase: 'done', files: files(...unproven) }))
    expect(notices[0]?.numbers).toEqual({ done: 24, total: 26 })
  })

  it.each([
    { why: 'the window is in front', isFront: true, now: 20_000, count: 2 },
    { why: 'the job was short and small', isFront: false, now: 10_000, count: 25 },
  ])('is silent where $why', ({ isFront, now, count }) => {
    const { desktop, notifier, notices } = createDesktop()
    desktop.isFront = isFront
    notifier.runChanged(sampleRun({ phase: 'deleting', files: files(...gone(count)) }))
    desktop.now = now
    notifier.runChanged(sampleRun({ phase: 'done', files: files(...gone(count)) }))
    expect(notices).toEqual([])
  })

  it('says nothing of a job that had ended, or was interrupted, before it looked', () => {
    const { notifier, notices, progress } = createDesktop()
    notifier.runChanged(sampleRun({ phase: 'done', files: files(...gone(100)) }))
    notifier.runChanged(sampleRun({ phase: 'interrupted', files: files(...gone(100)) }))
    expect([notices, progress]).toEqual([[], []])
  })

  it('tells a stop and an interruption as what they are', () => {
    const { notifier, notices } = createDesktop()
    const many = files(...gone(30))
    notifier.runChanged(sampleRun({ phase: 'deleting', files: many }))
    notifier.runChanged(sampleRun({ phase: 'done', files: many, stop: { reason: 'session-lost' } }))
    notifier.runChanged(sampleRun({ id: 'job-2', phase: 'deleting', files: many }))
    notifier.runChanged(sampleRun({ id: 'job-2', phase: 'interrupted', files: many }))
    expect(notices.map(({ title }) => title)).toEqual(['notice.stopped.title', 'notice.interrupted.title'])
  })

  it('tells of files that vanished unasked at once, however short the job, and once', () => {
    const { notifier, notices } = createDesktop()
    const [file] = files('asked')
    const vanished = file === undefined ? [] : [{ ...file.identity, copyId: null }]
    notifier.runChanged(sampleRun({ phase: 'first-file', files: files('asked'), vanished }))
    notifier.runChanged(sampleRun({ phase: 'done', files: files(...gone(1)), vanished }))
    expect(notices).toEqual([
      { title: 'notice.vanished.title', body: 'notice.vanished', numbers: { count: 1 } },
    ])
  })

  it('shows how far a job is, and clears it at the end', () => {
    const { notifier, progress } = createDesktop()
    notifier.runChanged(sampleRun({ phase: 'deleting', files: files('waiting', 'waiting') }))
    notifier.runChanged(sampleRun({ phase: 'deleting', files: files('asked', 'waiting') }))
    notifier.runChanged(sampleRun({ phase: 'deleting', files: files('asked', 'asking') }))
    notifier.runChanged(sampleRun({ phase: 'done', files: files(...gone(2)) }))
    expect(progress).toEqual([0, 0.5, null])
  })

  it('tells of a long restore what came back', () => {
    const { desktop, notifier, notices, progress } = createDesktop()
    const [file] = files('asked')
    if (file === undefined) throw new Error('no file')
    const { identity } = file
    const restore = (state: 'waiting' | 'restored' | 'not-listed', isDone: boolean): RestoreRun => ({
      ...{ accountKey: 'a', connectionName: 'a', connectionColor: 'blue', host: 'h', accountId: 'a' },
      files: [
        {
          ...{ copyId: 'c', identity, doubt: null },
          outcome: state === 'restored' ? { state, bytes: 'same' } : { state },
        },
        { ...{ copyId: 'd', identity, doubt: null }, outcome: { state: 'not-listed' } },
      ],
      ...{ isDone, stopRequested: false },
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

/** A batch of ten files of 100 bytes each, begun at 0. */
function batch(change: Partial<TransferBatch>): TransferBatch {
  const none = Object.fromEntries(transferStateNames.map((name) => [name, 0])) as TransferBatch['counts']
  return {
    ...{ id: 'b', kind: 'upload', phase: 'running', beganAt: 0, files: 10, bytes: 1_000, bytesDone: 0 },
    ...{ bytesPerSecond: null, secondsLeft: null, waitingUntil: null, shown: [], counts: none },
    ...{
      accountKey: 'a',
      connectionName: 'Acme',
      connectionColor: 'blue',
      host: 'a.example',
      accountId: 'acme',
    },
    target: { kind: 'folder', name: 'Pictures' },
    ...change,
  }
}

describe('the herald of transfers', () => {
  it('shows how far what runs is, by bytes, or by files where no size is known', () => {
    const { notifier, progress } = createDesktop()
    const idle = batch({ id: 'paused', phase: 'paused', bytes: 9_000 })
    notifier.onTransferProgress([batch({ bytesDone: 250 }), idle])
    const done = { ...batch({}).counts, done: 4 }
    notifier.onTransferProgress([batch({ bytes: 0, counts: done }), idle])
    notifier.onTransferProgress([batch({ phase: 'done' }), idle])
    expect(progress).toEqual([0.25, 0.4, null])
  })

  it('gives way to a deletion, and has the taskbar again after it', () => {
    const { notifier, progress } = createDesktop()
    notifier.onTransferProgress([batch({ bytesDone: 500 })])
    notifier.runChanged(
      sampleRun({ phase: 'deleting', files: files(...gone(1), 'waiting', 'waiting', 'waiting') }),
    )
    notifier.onTransferProgress([batch({ bytesDone: 600 })])
    notifier.runChanged(sampleRun({ phase: 'done', files: files(...gone(4)) }))
    expect(progress).toEqual([0.5, 0.25, 0.6])
  })

  it.each([
    [{ files: 26, counts: { ...batch({}).counts, done: 26 } }, 0, 'notice.moved.all'],
    [{ counts: { ...batch({}).counts, done: 9, failed: 1 } }, 10_001, 'notice.moved.part'],
  ] as const)('tells of a batch that was long once it ended', (change, now, body) => {
    const { desktop, notifier, notices } = createDesktop()
    desktop.now = now
    notifier.onBatchEnd(batch({ phase: 'done', kind: 'download', ...change }))
    const { done } = change.counts
    const total = 'files' in change ? change.files : 10
    expect(notices).toEqual([{ title: 'notice.download.title', body, numbers: { done, total } }])
  })

  it('keeps still about a short one, and where the window is in front', () => {
    const { desktop, notifier, notices } = createDesktop()
    notifier.onBatchEnd(batch({ phase: 'done' }))
    desktop.isFront = true
    notifier.onBatchEnd(batch({ phase: 'done', files: 500 }))
    expect(notices).toEqual([])
  })
})
