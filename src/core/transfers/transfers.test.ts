import { describe, expect, it } from 'vitest'
import { flushEventLoop } from '../../testing/gate'
import { doneState, sampleNewFile, transferAll, TransferHarness } from '../../testing/transfer-harness'
import { accountKeyOf } from '../connections/open-connection'
import type { SelectedAsset } from '../../shared/deletion'
import type { TransferKind, TransferProblem } from '../../shared/transfers'

const there: SelectedAsset = { ...sampleNewFile('a').identity, size: 7, modifiedDate: '2026-01-02T03:04:05' }

describe('the queue', () => {
  it('runs a batch to its end, reports it once, and releases the connection', async () => {
    const harness = await TransferHarness.start()
    harness.runners.upload.work = transferAll()
    const id = await harness.addBatch(['a', 'b'])
    expect(harness.fileStates(id)).toEqual({ a: 'done', b: 'done' })
    expect(harness.getBatch(id)).toMatchObject({ phase: 'done', files: 2, bytes: 2_000, bytesDone: 2_000 })
    expect(harness.ended.map((batch) => [batch.id, batch.phase])).toEqual([[id, 'done']])
    expect([harness.leases, harness.transfers.isRunning()]).toEqual([0, false])
  })

  it('knows on which account a batch is running', async () => {
    const harness = await TransferHarness.start()
    await harness.addBatch(['a'])
    await harness.addBatch(['b'], { getAccount: 'other' })
    const keys = (['acme', 'other'] as const).map((name) => accountKeyOf(harness.getAccount(name)))
    expect(keys.map((key) => harness.transfers.isRunningOn(key))).toEqual([true, false])
    harness.transfers.pauseBatches(null)
    await flushEventLoop()
    expect(keys.map((key) => harness.transfers.isRunningOn(key))).toEqual([false, false])
  })

  it('returns file ids in order, and finds the batch', async () => {
    const harness = await TransferHarness.start()
    const { batchId, fileIds } = await harness.transfers.addBatch({
      kind: 'upload',
      open: harness.getAccount('acme'),
      context: null,
      folder: null,
      target: { kind: 'folder', name: 'x' },
      files: [sampleNewFile('a'), sampleNewFile('b')],
    })
    const found = harness.transfers.findBatch(batchId)
    expect(found?.files.map(({ file }) => file.id)).toEqual(fileIds)
    expect(found?.batch).toMatchObject({
      id: batchId,
      serverKey: 'https://platform.example',
      accountId: 'acme',
    })
    expect(harness.transfers.findBatch('other')).toBeNull()
  })

  it('runs one batch at a time in each direction, the oldest first', async () => {
    const harness = await TransferHarness.start()
    const uploadId = await harness.addBatch(['a'])
    const copyId = await harness.addBatch(['b'], { kind: 'copy' })
    const downloadId = await harness.addBatch(['c'], { kind: 'download' })
    const { upload, copy, download } = harness.runners
    expect([upload.runs.length, copy.runs.length, download.runs.length]).toEqual([1, 0, 1])
    expect(download.currentRun().run.batch.id).toBe(downloadId)
    const manualRun = upload.currentRun()
    expect(manualRun.run.batch.id).toBe(uploadId)
    await manualRun.finishFile(manualRun.takeFile())
    manualRun.end()
    await flushEventLoop()
    expect(copy.currentRun().run.batch.id).toBe(copyId)
    expect(harness.leases).toBe(2)
    expect(harness.transfers.snapshot().batches.map(({ id }) => id)).toEqual([downloadId, copyId, uploadId])
  })

  it('gives each file to one run, and ignores reports about files of another run', async () => {
    const harness = await TransferHarness.start()
    const id = await harness.addBatch(['a', 'b'])
    const first = harness.runners.upload.currentRun()
    const file = first.takeFile()
    first.requeue(file)
    first.end()
    await flushEventLoop()
    harness.clock.advance(2_500)
    await flushEventLoop()
    const second = harness.runners.upload.currentRun()
    expect(second.takeFile()).toEqual(file)
    await first.run.reportState(file.id, doneState)
    await expect(first.run.recordIntent(file.id, 'late')).rejects.toThrow('not a file of this run')
    first.run.requeue(file.id)
    expect([first.run.takeFile(), second.takeFile().identity.name, second.run.takeFile()]).toEqual([
      null,
      'b',
      null,
    ])
    expect(harness.fileStates(id)).toEqual({ a: 'waiting', b: 'waiting' })
  })

  it('requeues files that a run still holds when it ends', async () => {
    const harness = await TransferHarness.start()
    const id = await harness.addBatch(['a', 'b'])
    const manualRun = harness.runners.upload.currentRun()
    await manualRun.finishFile(manualRun.takeFile())
    await manualRun.run.reportState(manualRun.takeFile().id, { state: 'sending', bytes: 5 })
    manualRun.takenFiles.splice(0)
    manualRun.end()
    await flushEventLoop()
    expect(harness.fileStates(id)).toEqual({ a: 'done', b: 'waiting' })
    expect(harness.runners.upload.currentRun().takeFile().identity.name).toBe('b')
  })

  it('does not call a runner in a loop if it rejects or does nothing', async () => {
    const harness = await TransferHarness.start()
    let calls = 0
    harness.runners.upload.work = () => {
      calls += 1
      return calls === 1 ? Promise.resolve('ended') : Promise.reject(new Error('broken'))
    }
    const id = await harness.addBatch(['a', 'b'])
    expect([calls, harness.getBatch(id).phase]).toEqual([1, 'offline'])
    harness.clock.advance(2_500)
    await flushEventLoop()
    expect(calls).toBe(2)
    expect(harness.fileStates(id)).toEqual({ a: 'failed: internal', b: 'failed: internal' })
    expect([harness.getBatch(id).phase, harness.leases]).toEqual(['done', 0])
  })

  it('uploads nothing over a read-only connection, and still downloads', async () => {
    const harness = await TransferHarness.start()
    const { upload, download } = harness.runners
    const id = await harness.addBatch(['a', 'b', 'c'])
    const manualRun = upload.currentRun()
    const file = manualRun.takeFile()
    harness.isReadOnly = true
    expect(manualRun.run.takeFile()).toBeNull()
    await manualRun.finishFile(file)
    manualRun.end()
    await flushEventLoop()
    const refused = 'failed: connection-read-only'
    expect(harness.fileStates(id)).toEqual({ a: 'done', b: refused, c: refused })
    const copies = await harness.addBatch(['d'], { kind: 'copy' })
    await harness.addBatch(['e'], { kind: 'download' })
    expect(harness.fileStates(copies)).toEqual({ d: refused })
    expect(harness.ended.map((batch) => batch.id)).toEqual([id, copies])
    expect([upload.runs.length, harness.runners.copy.runs.length, download.runs.length]).toEqual([1, 0, 1])
  })

  it('retries all or some failed files with the same ids', async () => {
    const harness = await TransferHarness.start()
    const { upload } = harness.runners
    upload.work = transferAll(({ identity: { name } }) =>
      name === 'c' ? doneState : { state: 'failed', problem: 'answer-cut', detail: 'socket hang up' },
    )
    const id = await harness.addBatch(['a', 'b', 'c'])
    expect(harness.getBatch(id)).toMatchObject({
      phase: 'done',
      counts: { failed: 2, done: 1 },
      bytesDone: 1_000,
    })
    upload.work = transferAll()
    const a = harness.fileId(id, 'a')
    await harness.transfers.retryFiles(id, [a, harness.fileId(id, 'c'), 'unknown', 'x-0'])
    await flushEventLoop()
    expect(harness.fileStates(id)).toEqual({ a: 'done', b: 'failed: answer-cut', c: 'done' })
    await harness.transfers.retryFiles(id, null)
    await flushEventLoop()
    expect(harness.fileStates(id)).toEqual({ a: 'done', b: 'done', c: 'done' })
    expect(harness.fileId(id, 'a')).toBe(a)
    // The batch has ended three times.
    expect(harness.ended).toHaveLength(3)
  })

  it('resolves conflicts: upload, upload under another name, clear again, skip, or not replaced', async () => {
    const harness = await TransferHarness.start()
    const names = ['a', 'b', 'c', 'd', 'e']
    const id = await harness.addBatch(names.map((name) => sampleNewFile(name, { state: 'clearing' })))
    expect(harness.runners.upload.runs).toHaveLength(0)
    expect(harness.getBatch(id).phase).toBe('running')
    const ids = new Map(names.map((name) => [name, harness.fileId(id, name)]))
    const idOf = (name: string): string => ids.get(name) ?? ''
    await harness.transfers.resolveConflicts(
      id,
      new Map([
        [idOf('a'), { state: 'waiting' }],
        [idOf('b'), { state: 'waiting', name: 'b (2)' }],
        [idOf('c'), { state: 'skipped' }],
        [idOf('d'), { state: 'failed', problem: 'not-replaced' }],
      ]),
    )
    await flushEventLoop()
    expect(harness.fileStates(id)).toEqual({
      a: 'waiting',
      'b (2)': 'waiting',
      c: 'skipped',
      d: 'failed: not-replaced',
      e: 'clearing',
    })
    const manualRun = harness.runners.upload.currentRun()
    await manualRun.finishFile(manualRun.takeFile(), { state: 'name-taken', there: [there] })
    expect(manualRun.takeFile().identity.name).toBe('b (2)')
    // Only files that wait for a decision are resolved.
    await harness.transfers.resolveConflicts(
      id,
      new Map([
        [idOf('a'), { state: 'clearing' }],
        [idOf('b'), { state: 'skipped' }],
        [idOf('c'), { state: 'waiting' }],
        ['unknown', { state: 'waiting' }],
      ]),
    )
    expect(harness.fileStates(id)).toMatchObject({ a: 'clearing', 'b (2)': 'waiting', c: 'skipped' })
    await harness.transfers.resolveConflicts('unknown', new Map())
  })

  it('shows whether the file at a taken destination may be replaced', async () => {
    const harness = await TransferHarness.start()
    const copied = sampleNewFile('a')
    const asset = { ...copied.identity, size: 1_000, modifiedDate: null }
    const files = [copied, sampleNewFile('b')].map((file) => ({
      ...file,
      source: { kind: 'asset', asset } as const,
    }))
    const id = await harness.addBatch(files, { kind: 'copy' })
    const manualRun = harness.runners.copy.currentRun()
    for (const file of [manualRun.takeFile(), manualRun.takeFile()])
      await manualRun.finishFile(file, { state: 'name-taken', there: [] })
    expect(harness.getBatch(id).shown.map(({ isSource }) => isSource)).toEqual([true, undefined])
  })

  it('clears one or all finished batches, and nothing else', async () => {
    const harness = await TransferHarness.start()
    const running = await harness.addBatch(['a'])
    harness.runners.download.work = transferAll()
    const ended = await harness.addBatch(['b'], { kind: 'download' })
    const other = await harness.addBatch(['c'], { kind: 'download' })
    await harness.transfers.clearEnded(running)
    await harness.transfers.clearEnded(ended)
    expect(harness.transfers.snapshot().batches.map(({ id }) => id)).toEqual([other, running])
    await harness.transfers.clearEnded(null)
    expect(harness.transfers.snapshot().batches.map(({ id }) => id)).toEqual([running])
    expect((await harness.restart()).transfers.snapshot().batches.map(({ id }) => id)).toEqual([running])
  })
})

describe('a file that changed or vanished', () => {
  const renewed = { path: '/given/elsewhere', size: 40, modifiedMs: 9 }

  async function startFailed(problem: TransferProblem, kind: TransferKind = 'upload') {
    const harness = await TransferHarness.start()
    harness.runners[kind].work = transferAll(({ identity: { name } }) =>
      name === 'a' ? { state: 'failed', problem } : doneState,
    )
    const id = await harness.addBatch(['a', 'b'], { kind })
    return { harness, id }
  }

  it.each(['source-changed', 'source-vanished', 'source-unreadable'] as const)(
    'can be chosen again and is then uploaded, also after a restart: %s',
    async (problem) => {
      const { harness, id } = await startFailed(problem)
      harness.runners.upload.work = null
      expect(await harness.transfers.renewSource(id, harness.fileId(id, 'a'), renewed)).toBe(true)
      expect(harness.getBatch(id)).toMatchObject({ phase: 'running', bytes: 1_040, bytesDone: 1_000 })
      await flushEventLoop()
      const file = harness.runners.upload.currentRun().takeFile()
      expect(file).toMatchObject({ size: 40, source: { kind: 'file', file: renewed }, intent: null })
      expect(file.identity.name).toBe('a')
      const next = await harness.restart()
      expect(next.fileStates(id)).toEqual({ a: 'waiting', b: 'done' })
      next.transfers.resumeBatches(id)
      await flushEventLoop()
      expect(next.runners.upload.currentRun().takeFile()).toMatchObject({
        size: 40,
        source: { file: renewed },
      })
    },
  )

  it('cannot be chosen again if it is done, failed otherwise, or belongs to a copy or download', async () => {
    const { harness, id } = await startFailed('source-changed')
    const before = harness.fileStates(id)
    expect(await harness.transfers.renewSource(id, harness.fileId(id, 'b'), renewed)).toBe(false)
    expect(await harness.transfers.renewSource(id, `${id}-7`, renewed)).toBe(false)
    expect(await harness.transfers.renewSource('other', 'other-0', renewed)).toBe(false)
    expect(harness.fileStates(id)).toEqual(before)
    const full = await startFailed('disk-full')
    expect(
      await full.harness.transfers.renewSource(full.id, full.harness.fileId(full.id, 'a'), renewed),
    ).toBe(false)
    for (const kind of ['copy', 'download'] as const) {
      const other = await startFailed('source-changed', kind)
      expect(
        await other.harness.transfers.renewSource(other.id, other.harness.fileId(other.id, 'a'), renewed),
      ).toBe(false)
    }
  })
})
