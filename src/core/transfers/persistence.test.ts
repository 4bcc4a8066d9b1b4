import { describe, expect, it } from 'vitest'
import { flushEventLoop } from '../../testing/gate'
import { doneState, sampleNewFile, transferAll, TransferHarness } from '../../testing/transfer-harness'
import { MemoryDisk } from '../../testing/memory-storage'
import { serializeLog } from '../storage/append-log'
import type { TransferEntry } from './transfer-entry'

const path = 'transfers/transfers.log'

function readLog(disk: MemoryDisk): Uint8Array {
  return disk.files.get(path) ?? new Uint8Array()
}

/** Number of complete lines, without the header. */
function countLines(bytes: Uint8Array): number {
  return Math.max(0, bytes.filter((byte) => byte === 0x0a).length - 1)
}

describe('a restart', () => {
  it('pauses unfinished batches with their ids, names and intents, and keeps final outcomes', async () => {
    const harness = await TransferHarness.start()
    const id = await harness.addBatch([
      'a',
      'b',
      sampleNewFile('c', { localPath: 'ui/c' }),
      'd',
      sampleNewFile('e', { state: 'clearing' }),
    ])
    const manualRun = harness.runners.upload.currentRun()
    await manualRun.finishFile(manualRun.takeFile(), {
      state: 'failed',
      problem: 'server-refused',
      detail: 'no such segment',
    })
    await manualRun.finishFile(manualRun.takeFile(), { state: 'name-taken', there: [] })
    const c = manualRun.takeFile()
    await manualRun.run.recordIntent(c.id, 'part of c')
    await manualRun.run.reportState(c.id, { state: 'sending', bytes: 500 })
    await harness.transfers.resolveConflicts(
      id,
      new Map([[harness.fileId(id, 'e'), { state: 'waiting', name: 'e (2)' }]]),
    )
    const next = await harness.restart()
    expect(next.fileStates(id)).toEqual({
      a: 'failed: server-refused',
      b: 'name-taken',
      c: 'waiting',
      d: 'waiting',
      'e (2)': 'waiting',
    })
    expect(next.getBatch(id)).toMatchObject({ phase: 'paused', bytesDone: 0, bytesPerSecond: null })
    await flushEventLoop()
    expect(next.transfers.isRunning()).toBe(false)
    next.transfers.resumeBatches(id)
    await flushEventLoop()
    expect(next.runners.upload.currentRun().takeFile()).toEqual({
      ...c,
      localPath: 'ui/c',
      intent: 'part of c',
    })
    expect(next.transfers.findBatch(id)?.batch).toEqual(harness.transfers.findBatch(id)?.batch)
  })

  it('keeps which files replace others, and which outcomes were compared', async () => {
    const harness = await TransferHarness.start()
    const id = await harness.addBatch(['a', sampleNewFile('b', { state: 'clearing' }), 'c', 'd'])
    const manualRun = harness.runners.upload.currentRun()
    await manualRun.finishFile(manualRun.takeFile(), { state: 'done', sha256: 'a', as: null, bytes: 'same' })
    await manualRun.finishFile(manualRun.takeFile(), { state: 'name-taken', there: [] })
    await harness.transfers.resolveConflicts(
      id,
      new Map([
        [harness.fileId(id, 'b'), { state: 'waiting' }],
        [harness.fileId(id, 'c'), { state: 'clearing' }],
      ]),
    )
    // Twice: once from the lines as they were written, once from the compacted log.
    const next = await (await harness.restart()).restart()
    const files = next.transfers.findBatch(id)?.files ?? []
    expect(files.map(({ file }) => file.replaces ?? false)).toEqual([false, true, true, false])
    expect(files[0]?.outcome).toEqual({ state: 'done', sha256: 'a', as: null, bytes: 'same' })
    const listedDate = '2026-02-03T04:05:06'
    const state = { state: 'skipped', isAlreadyThere: true } as const
    const other = await next.addBatch([sampleNewFile('e', state), 'f'])
    const run = next.runners.upload.currentRun()
    await run.finishFile(run.takeFile(), { state: 'done', sha256: 'f', as: null, bytes: 'same', listedDate })
    const last = await (await next.restart()).restart()
    expect(last.getBatch(other)).toMatchObject({ alreadyThere: 1, counts: { skipped: 1, done: 1 } })
    const [{ file } = files[0] ?? { file: null }] = last.transfers.findBatch(other)?.files.slice(1) ?? []
    expect(
      last.transfers.knownUploads(last.transfers.findBatch(other)?.batch.accountKey ?? ''),
    ).toMatchObject([{ sha256: 'f', modifiedDate: listedDate, size: file?.size }])
  })

  it('cleans up half-done files before the account is open, and before their batch runs again', async () => {
    const harness = await TransferHarness.start()
    const id = await harness.addBatch(['a', 'b', 'c'])
    const manualRun = harness.runners.upload.currentRun()
    for (const name of ['a', 'b'])
      await manualRun.run.recordIntent(manualRun.takeFile().id, `part of ${name}`)
    await manualRun.finishFile(manualRun.takenFiles[1] ?? manualRun.takeFile())
    const next = new TransferHarness(harness.disk.crash())
    let release: () => void = () => undefined
    next.runners.upload.onCleanUp = () => new Promise((resolve) => (release = resolve))
    await next.transfers.loadQueue()
    await flushEventLoop()
    expect(next.runners.upload.cleaned).toEqual([{ name: 'a', intent: 'part of a' }])
    next.connect('acme')
    next.transfers.resumeBatches(null)
    await flushEventLoop()
    expect(next.runners.upload.runs).toHaveLength(0)
    release()
    await flushEventLoop()
    expect(next.runners.upload.currentRun().run.batch.id).toBe(id)
  })

  it('sends nothing to a destination that a deletion was to clear, until the user retries it', async () => {
    const harness = await TransferHarness.start()
    const id = await harness.addBatch([sampleNewFile('a', { state: 'clearing' })])
    const next = await harness.restart()
    expect(next.fileStates(id)).toEqual({ a: 'failed: replacing-cut-short' })
    expect([next.getBatch(id).phase, next.ended]).toEqual(['done', []])
    await next.transfers.resolveConflicts(id, new Map([[next.fileId(id, 'a'), { state: 'waiting' }]]))
    expect(next.runners.upload.runs).toHaveLength(0)
    await next.transfers.retryFiles(id, null)
    await flushEventLoop()
    expect(next.runners.upload.currentRun().takeFile().intent).toBeNull()
    expect((await next.restart()).fileStates(id)).toEqual({ a: 'waiting' })
  })

  it('removes the contents of cleared batches from disk', async () => {
    const harness = await TransferHarness.start()
    harness.runners.upload.work = transferAll()
    await harness.addBatch(['secret plan'])
    await harness.transfers.clearEnded(null)
    const next = await harness.restart()
    expect(new TextDecoder().decode(readLog(next.disk))).not.toContain('secret plan')
    expect(next.transfers.snapshot()).toEqual({ batches: [], isPersisted: true, isReadable: true })
  })
})

/**
 * A log with every kind of entry. `acknowledged`: the number of lines after which a batch was acknowledged; `intended`: after
 * which the intent of a file was logged.
 */
async function sampleHistory(): Promise<{
  bytes: Uint8Array
  acknowledged: Map<string, number>
  intended: Map<string, number>
}> {
  const harness = await TransferHarness.start()
  const lines = (): number => countLines(readLog(harness.disk))
  const acknowledged = new Map<string, number>()
  const intended = new Map<string, number>()
  const upload = await harness.addBatch(['a', 'b', 'c', sampleNewFile('d', { state: 'clearing' })])
  acknowledged.set(upload, lines())
  const manualRun = harness.runners.upload.currentRun()
  for (const name of ['a', 'b', 'c']) {
    const file = manualRun.takeFile()
    await manualRun.run.recordIntent(file.id, `part of ${name}`)
    intended.set(file.id, lines())
    if (name === 'b') await manualRun.finishFile(file, { state: 'failed', problem: 'timed-out' })
    else await manualRun.finishFile(file)
  }
  await harness.transfers.resolveConflicts(
    upload,
    new Map([[harness.fileId(upload, 'd'), { state: 'skipped' }]]),
  )
  const download = await harness.addBatch(['e', 'f'], { kind: 'download' })
  acknowledged.set(download, lines())
  await harness.transfers.retryFiles(upload, null)
  await harness.transfers.stopBatch(download)
  return { bytes: readLog(harness.disk), acknowledged, intended }
}

describe('a log truncated by a crash', () => {
  it('opens at every truncation point, with every acknowledged batch and without outcomes that were not logged', async () => {
    const { bytes, acknowledged, intended } = await sampleHistory()
    for (let length = 0; length <= bytes.length; length += 1) {
      const part = bytes.slice(0, length)
      const harness = await TransferHarness.start(new MemoryDisk(new Map([[path, part]])))
      const lines = countLines(part)
      const { batches, isPersisted } = harness.transfers.snapshot()
      expect(isPersisted).toBe(true)
      for (const [id, linesNeeded] of acknowledged) {
        const batch = batches.find((candidate) => candidate.id === id)
        expect(batch !== undefined, String(length)).toBe(lines >= linesNeeded)
        if (batch !== undefined) expect(batch.files).toBe(id === [...acknowledged.keys()][0] ? 4 : 2)
      }
      for (const [fileId, linesBefore] of intended) {
        const file = batches.flatMap(({ shown }) => shown).find(({ id }) => id === fileId)
        if (lines <= linesBefore) expect(file?.outcome.state ?? 'waiting').toBe('waiting')
      }
    }
  }, 60_000)

  it('is continued without mixing new entries with the torn line', async () => {
    const { bytes } = await sampleHistory()
    const secondLine = bytes.indexOf(0x0a, bytes.indexOf(0x0a) + 1) + 1
    const torn = bytes.slice(0, secondLine + 20)
    const harness = await TransferHarness.start(new MemoryDisk(new Map([[path, torn]])))
    const id = await harness.addBatch(['z'])
    const next = await harness.restart()
    expect(next.transfers.snapshot().batches.map((batch) => batch.id)).toEqual([id])
    expect(next.fileStates(id)).toEqual({ z: 'waiting' })
  })

  it('keeps every reported outcome, however much of a pending append reached the disk', async () => {
    for (const writtenShare of [0, 0.5, 1]) {
      const harness = await TransferHarness.start()
      const id = await harness.addBatch(['a', 'b'])
      const manualRun = harness.runners.upload.currentRun()
      await manualRun.finishFile(manualRun.takeFile())
      void manualRun.finishFile(manualRun.takeFile())
      for (let turn = 0; turn < 4; turn += 1) await Promise.resolve()
      const next = await harness.restart((_path, bytes) => Math.floor(bytes.length * writtenShare))
      expect(next.fileStates(id).a).toBe('done')
      expect(['waiting', 'done']).toContain(next.fileStates(id).b)
    }
  })
})

describe('a disk error', () => {
  it('is reported and pauses the batch, and nothing is sent without a logged intent', async () => {
    const harness = await TransferHarness.start()
    const id = await harness.addBatch(['a', 'b', 'c'])
    const manualRun = harness.runners.upload.currentRun()
    const file = manualRun.takeFile()
    harness.disk.fault = (operation) => (operation === 'append' ? 'ENOSPC' : null)
    await expect(manualRun.run.recordIntent(file.id, 'part of a')).rejects.toThrow('ENOSPC')
    await flushEventLoop()
    expect(harness.transfers.snapshot().isPersisted).toBe(false)
    expect(harness.getBatch(id)).toMatchObject({ phase: 'paused', counts: { waiting: 3 } })
    await expect(harness.addBatch(['d'])).rejects.toThrow('ENOSPC')
    expect(harness.transfers.snapshot().batches).toHaveLength(1)
    harness.disk.fault = () => null
    harness.runners.upload.work = transferAll()
    harness.transfers.resumeBatches(id)
    await flushEventLoop()
    expect(harness.transfers.snapshot().isPersisted).toBe(true)
    expect((await harness.restart()).fileStates(id)).toEqual({ a: 'done', b: 'done', c: 'done' })
  })

  it('delays entries until the disk works again', async () => {
    const harness = await TransferHarness.start()
    const id = await harness.addBatch(['a', 'b'])
    const manualRun = harness.runners.upload.currentRun()
    harness.disk.fault = () => 'EIO'
    await manualRun.finishFile(manualRun.takeFile())
    expect([harness.fileStates(id).a, harness.transfers.snapshot().isPersisted]).toEqual(['done', false])
    harness.disk.fault = () => null
    await manualRun.finishFile(manualRun.takeFile(), { state: 'failed', problem: 'timed-out' })
    expect(harness.transfers.snapshot().isPersisted).toBe(true)
    expect((await harness.restart()).fileStates(id)).toEqual({ a: 'done', b: 'failed: timed-out' })
  })

  it('on reading prevents new batches', async () => {
    const harness = new TransferHarness()
    harness.disk.fault = () => 'EACCES'
    await harness.transfers.loadQueue()
    expect(harness.transfers.snapshot()).toEqual({ batches: [], isPersisted: false, isReadable: false })
    harness.disk.fault = () => null
    await expect(harness.addBatch(['a'])).rejects.toThrow('transfers.log')
  })
})

describe('a log that must not be written', () => {
  it('is left unchanged if it is of a newer version, and nothing is sent', async () => {
    const harness = await TransferHarness.start()
    await harness.addBatch(['a'])
    const newer = new TextDecoder().decode(serializeLog({ kind: 'transfers', version: 2 }, []))
    const disk = new MemoryDisk(new Map([[path, new TextEncoder().encode(newer)]]))
    const next = await TransferHarness.start(disk)
    await expect(next.addBatch(['b'])).rejects.toThrow('transfers.log')
    expect(next.transfers.snapshot()).toEqual({ batches: [], isPersisted: false, isReadable: false })
    expect(new TextDecoder().decode(readLog(disk))).toBe(newer)
  })

  it('is shown up to the damage, without running or cleaning up anything', async () => {
    const harness = await TransferHarness.start()
    const id = await harness.addBatch(['a', 'b'])
    const manualRun = harness.runners.upload.currentRun()
    await manualRun.run.recordIntent(manualRun.takeFile().id, 'part of a')
    const validBytes = readLog(harness.disk).length
    await harness.addBatch(['c'], { kind: 'download' })
    const bytes = readLog(harness.disk).slice()
    bytes[validBytes + 30] = 0
    const next = await TransferHarness.start(new MemoryDisk(new Map([[path, bytes]])))
    next.transfers.resumeBatches(null)
    await next.transfers.retryFiles(id, null)
    await flushEventLoop()
    expect(next.getBatch(id)).toMatchObject({ phase: 'paused', counts: { waiting: 2 } })
    expect([next.runners.upload.runs.length, next.runners.upload.cleaned.length]).toEqual([0, 0])
    expect(next.transfers.snapshot().isPersisted).toBe(false)
    expect(readLog(next.disk)).toEqual(bytes)
  })
})

/** A log of two batches that was damaged between them. */
async function startWithDamagedLog(): Promise<{
  readonly bytes: Uint8Array
  readonly harness: TransferHarness
}> {
  const original = await TransferHarness.start()
  await original.addBatch(['a', 'b'])
  const validBytes = readLog(original.disk).length
  await original.addBatch(['c'], { kind: 'download' })
  const bytes = readLog(original.disk).slice()
  bytes[validBytes + 30] = 0
  return { bytes, harness: await TransferHarness.start(new MemoryDisk(new Map([[path, bytes]]))) }
}

const asideLogs = (disk: MemoryDisk): string[] =>
  [...disk.files.keys()].filter((fileName) => fileName.includes('aside'))

describe('a log that cannot be continued', () => {
  it('is moved aside unchanged when the user resets it, and the new one accepts batches', async () => {
    const { bytes, harness } = await startWithDamagedLog()
    expect(harness.transfers.snapshot()).toMatchObject({
      isPersisted: false,
      isReadable: false,
      batches: [{}],
    })
    const results = await Promise.all([harness.transfers.resetQueue(), harness.transfers.resetQueue()])
    expect(results.map(({ ok }) => ok)).toEqual([true, true])
    expect(harness.transfers.snapshot()).toEqual({ batches: [], isPersisted: true, isReadable: true })
    expect(asideLogs(harness.disk)).toHaveLength(1)
    expect(harness.disk.files.get(asideLogs(harness.disk)[0] ?? '')).toEqual(bytes)
    harness.runners.upload.work = transferAll()
    const id = await harness.addBatch(['z'])
    expect(harness.fileStates(id)).toEqual({ z: 'done' })
    const next = await harness.restart()
    expect(next.transfers.snapshot().batches.map((batch) => batch.id)).toEqual([id])
    expect(asideLogs(next.disk)).toHaveLength(1)
  })

  it('stays unchanged if the disk fails or the app crashes during the reset', async () => {
    const { bytes, harness } = await startWithDamagedLog()
    harness.disk.fault = (operation) => (operation === 'replace' ? 'ENOSPC' : null)
    expect(await harness.transfers.resetQueue()).toMatchObject({
      ok: false,
      failure: { kind: 'storage-failed' },
    })
    expect(harness.transfers.snapshot().isReadable).toBe(false)
    expect(readLog(harness.disk)).toEqual(bytes)
    harness.disk.fault = () => null
    void harness.transfers.resetQueue()
    for (let turn = 0; turn < 6; turn += 1) await Promise.resolve()
    const { disk } = await harness.restart()
    const aside = asideLogs(disk).map((fileName) => disk.files.get(fileName))
    expect([readLog(disk), ...aside]).toContainEqual(bytes)
  })

  it('is not moved aside if it can be continued, even after disk errors', async () => {
    const harness = await TransferHarness.start()
    const id = await harness.addBatch(['a'])
    harness.disk.fault = (operation) => (operation === 'append' ? 'ENOSPC' : null)
    await expect(harness.addBatch(['b'])).rejects.toThrow('ENOSPC')
    expect(harness.transfers.snapshot()).toMatchObject({ isPersisted: false, isReadable: true })
    expect((await harness.transfers.resetQueue()).ok).toBe(true)
    expect([asideLogs(harness.disk), harness.transfers.snapshot().batches.map((batch) => batch.id)]).toEqual([
      [],
      [id],
    ])
  })
})

describe('a log that is mostly history', () => {
  it('is compacted when it is opened, without losing anything', async () => {
    const harness = await TransferHarness.start()
    const id = await harness.addBatch(['a', 'b', 'c', sampleNewFile('d', { state: 'skipped' })])
    const manualRun = harness.runners.upload.currentRun()
    await manualRun.finishFile(manualRun.takeFile())
    await manualRun.finishFile(manualRun.takeFile(), { state: 'name-taken', there: [] })
    await manualRun.run.recordIntent(manualRun.takeFile().id, 'part of c')
    const repeated: TransferEntry = { t: 'intent', batchId: id, n: 2, intent: 'part of c' }
    const more = serializeLog({ kind: 'transfers', version: 1 }, Array<TransferEntry>(1_200).fill(repeated))
    const long = Buffer.concat([readLog(harness.disk), more.subarray(more.indexOf(0x0a) + 1)])
    const before = harness.transfers.findBatch(id)
    const disk = new MemoryDisk(new Map([[path, long]]))
    const next = await TransferHarness.start(disk)
    expect(countLines(readLog(disk))).toBe(2)
    expect(next.transfers.findBatch(id)).toEqual(before)
    next.transfers.resumeBatches(id)
    await flushEventLoop()
    await next.runners.upload.currentRun().finishFile(next.runners.upload.currentRun().takeFile(), doneState)
    expect((await next.restart()).fileStates(id)).toEqual({
      a: 'done',
      b: 'name-taken',
      c: 'done',
      d: 'skipped',
    })
  })
})
