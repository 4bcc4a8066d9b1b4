import { describe, expect, it } from 'vitest'
import type { FileState, JobFile } from '../shared/deletion'
import type { RestoreView } from '../shared/recycle-bin'
import { transferStateNames, type TransferBatch } from '../shared/transfers'
import { sampleJob } from '../testing/window-api'
import { JobHerald, type DesktopPort, type Notice } from './job-herald'

/** A desktop that notes what it is told. */
function createDesktop() {
  const notices: Notice[] = []
  const progress: (number | null)[] = []
  const desktop = { isFront: false, now: 0 }
  const port: DesktopPort = {
    isInFront: () => desktop.isFront,
    notify: (notice) => notices.push(notice),
    showProgress: (fraction) => progress.push(fraction),
  }
  const herald = new JobHerald(port, { elapsed: () => desktop.now, now: () => desktop.now })
  return { desktop, herald, notices, progress }
}

function files(...states: readonly FileState['state'][]): readonly JobFile[] {
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
    const { desktop, herald, notices } = createDesktop()
    herald.jobChanged(sampleJob({ phase: 'deleting', files: files(...gone(1), 'waiting') }))
    desktop.now = 10_001
    herald.jobChanged(sampleJob({ phase: 'done', files: files(...gone(1), 'still-on-server') }))
    expect(notices).toEqual([
      { title: 'notice.ended.title', body: 'notice.part', numbers: { done: 1, total: 2 } },
    ])
    expect(JSON.stringify(notices)).not.toContain('secret')
  })

  it('counts nothing as deleted that no listing proved', () => {
    const { herald, notices } = createDesktop()
    const asked = Array.from({ length: 26 }, () => 'asked' as const)
    herald.jobChanged(sampleJob({ phase: 'verifying', files: files(...asked) }))
    const unproven = [...gone(24), 'not-checked', 'already-gone'] as const
    herald.jobChanged(sampleJob({ phase: 'done', files: files(...unproven) }))
    expect(notices[0]?.numbers).toEqual({ done: 24, total: 26 })
  })

  it.each([
    { why: 'the window is in front', isFront: true, now: 20_000, count: 2 },
    { why: 'the job was short and small', isFront: false, now: 10_000, count: 25 },
  ])('is silent where $why', ({ isFront, now, count }) => {
    const { desktop, herald, notices } = createDesktop()
    desktop.isFront = isFront
    herald.jobChanged(sampleJob({ phase: 'deleting', files: files(...gone(count)) }))
    desktop.now = now
    herald.jobChanged(sampleJob({ phase: 'done', files: files(...gone(count)) }))
    expect(notices).toEqual([])
  })

  it('says nothing of a job that had ended, or was interrupted, before it looked', () => {
    const { herald, notices, progress } = createDesktop()
    herald.jobChanged(sampleJob({ phase: 'done', files: files(...gone(100)) }))
    herald.jobChanged(sampleJob({ phase: 'interrupted', files: files(...gone(100)) }))
    expect([notices, progress]).toEqual([[], []])
  })

  it('tells a stop and an interruption as what they are', () => {
    const { herald, notices } = createDesktop()
    const many = files(...gone(30))
    herald.jobChanged(sampleJob({ phase: 'deleting', files: many }))
    herald.jobChanged(sampleJob({ phase: 'done', files: many, stop: { reason: 'session-lost' } }))
    herald.jobChanged(sampleJob({ id: 'job-2', phase: 'deleting', files: many }))
    herald.jobChanged(sampleJob({ id: 'job-2', phase: 'interrupted', files: many }))
    expect(notices.map(({ title }) => title)).toEqual(['notice.stopped.title', 'notice.interrupted.title'])
  })

  it('tells of files that vanished unasked at once, however short the job, and once', () => {
    const { herald, notices } = createDesktop()
    const [file] = files('asked')
    const vanished = file === undefined ? [] : [{ ...file.identity, copyId: null }]
    herald.jobChanged(sampleJob({ phase: 'first-file', files: files('asked'), vanished }))
    herald.jobChanged(sampleJob({ phase: 'done', files: files(...gone(1)), vanished }))
    expect(notices).toEqual([
      { title: 'notice.vanished.title', body: 'notice.vanished', numbers: { count: 1 } },
    ])
  })

  it('shows how far a job is, and clears it at the end', () => {
    const { herald, progress } = createDesktop()
    herald.jobChanged(sampleJob({ phase: 'deleting', files: files('waiting', 'waiting') }))
    herald.jobChanged(sampleJob({ phase: 'deleting', files: files('asked', 'waiting') }))
    herald.jobChanged(sampleJob({ phase: 'deleting', files: files('asked', 'asking') }))
    herald.jobChanged(sampleJob({ phase: 'done', files: files(...gone(2)) }))
    expect(progress).toEqual([0, 0.5, null])
  })

  it('tells of a long restore what came back', () => {
    const { desktop, herald, notices, progress } = createDesktop()
    const [file] = files('asked')
    if (file === undefined) throw new Error('no file')
    const { identity } = file
    const restore = (state: 'waiting' | 'restored' | 'not-listed', isDone: boolean): RestoreView => ({
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
    herald.restoreChanged(restore('waiting', false))
    desktop.now = 10_001
    herald.restoreChanged(restore('restored', true))
    herald.restoreChanged(restore('restored', true))
    herald.restoreChanged(null)
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
    const { herald, progress } = createDesktop()
    const idle = batch({ id: 'paused', phase: 'paused', bytes: 9_000 })
    herald.transfersMoved([batch({ bytesDone: 250 }), idle])
    const done = { ...batch({}).counts, done: 4 }
    herald.transfersMoved([batch({ bytes: 0, counts: done }), idle])
    herald.transfersMoved([batch({ phase: 'done' }), idle])
    expect(progress).toEqual([0.25, 0.4, null])
  })

  it('gives way to a deletion, and has the taskbar again after it', () => {
    const { herald, progress } = createDesktop()
    herald.transfersMoved([batch({ bytesDone: 500 })])
    herald.jobChanged(
      sampleJob({ phase: 'deleting', files: files(...gone(1), 'waiting', 'waiting', 'waiting') }),
    )
    herald.transfersMoved([batch({ bytesDone: 600 })])
    herald.jobChanged(sampleJob({ phase: 'done', files: files(...gone(4)) }))
    expect(progress).toEqual([0.5, 0.25, 0.6])
  })

  it.each([
    [{ files: 26, counts: { ...batch({}).counts, done: 26 } }, 0, 'notice.moved.all'],
    [{ counts: { ...batch({}).counts, done: 9, failed: 1 } }, 10_001, 'notice.moved.part'],
  ] as const)('tells of a batch that was long once it ended', (change, now, body) => {
    const { desktop, herald, notices } = createDesktop()
    desktop.now = now
    herald.batchEnded(batch({ phase: 'done', kind: 'download', ...change }))
    const { done } = change.counts
    const total = 'files' in change ? change.files : 10
    expect(notices).toEqual([{ title: 'notice.download.title', body, numbers: { done, total } }])
  })

  it('keeps still about a short one, and where the window is in front', () => {
    const { desktop, herald, notices } = createDesktop()
    herald.batchEnded(batch({ phase: 'done' }))
    desktop.isFront = true
    herald.batchEnded(batch({ phase: 'done', files: 500 }))
    expect(notices).toEqual([])
  })
})
