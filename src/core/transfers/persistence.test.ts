import { describe, expect, it } from 'vitest'
import { flushEventLoop } from '../../testing/gate'
import { doneState, sampleNewFile, transferAll, TransferHarness } from '../../testing/transfer-harness'
import { MemoryDisk } from '../../testing/memory-storage'
import { serializeLog } from '../storage/append-log'
import type { TransferEntry } from './transfer-entry'

const path = 'transfers/transfers.log'

function bytesOn(disk: MemoryDisk): Uint8Array {
  return disk.files.get(path) ?? new Uint8Array()
}

/** How many lines of it are whole, without the header. */
function linesIn(bytes: Uint8Array): number {
  return Math.max(0, bytes.filter((byte) => byte === 0x0a).length - 1)
}

describe('a restart', () => {
  it('shows what was under way as paused, with ids, names and intents, and what ended as it ended', async () => {
    const harness = await TransferHarness.start()
    const c0 = sampleNewFile('c', { localPath: 'ui/c' })
    const id = await harness.addBatch(['a', 'b', c0, 'd', sampleNewFile('e', { state: 'clearing' })])
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
      ...{ a: 'failed: server-refused', b: 'name-taken', c: 'waiting', d: 'waiting', 'e (2)': 'waiting' },
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

  it('has what was left half done taken away before the account is open, and before anything of it runs again', async () => {
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

  it('sends nothing to a place that a deletion was to clear, until the user asks for it again', async () => {
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

  it('forgets what stood in cleared batches', async () => {
    const harness = await TransferHarness.start()
    harness.runners.upload.work = transferAll()
    await harness.addBatch(['secret plan'])
    await harness.transfers.clearEnded(null)
    const next = await harness.restart()
    expect(new TextDecoder().decode(bytesOn(next.disk))).not.toContain('secret plan')
    expect(next.transfers.snapshot()).toEqual({ batches: [], isKept: true, isReadable: true })
  })
})

/** A run of all that is written, and for each number of lines what was answered for by then. */
async function history(): Promise<{
  bytes: Uint8Array
  promised: Map<string, number>
  told: Map<string, number>
}> {
  const harness = await TransferHarness.start()
  const lines = (): number => linesIn(bytesOn(harness.disk))
  const promised = new Map<string, number>()
  const reported = new Map<string, number>()
  const one = await harness.addBatch(['a', 'b', 'c', sampleNewFile('d', { state: 'clearing' })])
  promised.set(one, lines())
  const manualRun = harness.runners.upload.currentRun()
  for (const name of ['a', 'b', 'c']) {
    const file = manualRun.takeFile()
    await manualRun.run.recordIntent(file.id, `part of ${name}`)
    reported.set(file.id, lines())
    if (name === 'b') await manualRun.finishFile(file, { state: 'failed', problem: 'timed-out' })
    else await manualRun.finishFile(file)
  }
  await harness.transfers.resolveConflicts(one, new Map([[harness.fileId(one, 'd'), { state: 'skipped' }]]))
  const two = await harness.addBatch(['e', 'f'], { kind: 'download' })
  promised.set(two, lines())
  await harness.transfers.retryFiles(one, null)
  await harness.transfers.stopBatch(two)
  return { bytes: bytesOn(harness.disk), promised, told: reported }
}

describe('a log that a crash cut', () => {
  it('opens at every byte, holds every batch that was answered for whole, and shows no end that was not told', async () => {
    const { bytes, promised, told: reported } = await history()
    for (let length = 0; length <= bytes.length; length += 1) {
      const part = bytes.slice(0, length)
      const harness = await TransferHarness.start(new MemoryDisk(new Map([[path, part]])))
      const lines = linesIn(part)
      const { batches, isPersisted: isKept } = harness.transfers.snapshot()
      expect(isKept).toBe(true)
      for (const [id, since] of promised) {
        const batch = batches.find((each) => each.id === id)
        expect(batch !== undefined, String(length)).toBe(lines >= since)
        if (batch !== undefined) expect(batch.files).toBe(id === [...promised.keys()][0] ? 4 : 2)
      }
      for (const [fileId, before] of reported) {
        const file = batches.flatMap(({ shown }) => shown).find(({ id }) => id === fileId)
        if (lines <= before) expect(file?.outcome.state ?? 'waiting').toBe('waiting')
      }
    }
  }, 60_000)

  it('goes on after it: what is added then is not mixed with what was cut off', async () => {
    const { bytes } = await history()
    const first = bytes.indexOf(0x0a, bytes.indexOf(0x0a) + 1) + 1
    const harness = await TransferHarness.start(new MemoryDisk(new Map([[path, bytes.slice(0, first + 20)]])))
    const id = await harness.addBatch(['z'])
    const next = await harness.restart()
    expect(next.transfers.snapshot().batches.map((batch) => batch.id)).toEqual([id])
    expect(next.fileStates(id)).toEqual({ z: 'waiting' })
  })

  it('loses no end that was told, whatever of the append under way reached the disk', async () => {
    for (const kept of [0, 0.5, 1]) {
      const harness = await TransferHarness.start()
      const id = await harness.addBatch(['a', 'b'])
      const manualRun = harness.runners.upload.currentRun()
      await manualRun.finishFile(manualRun.takeFile())
      void manualRun.finishFile(manualRun.takeFile())
      for (let moment = 0; moment < 4; moment += 1) await Promise.resolve()
      const next = await harness.restart((_path, bytes) => Math.floor(bytes.length * kept))
      expect(next.fileStates(id).a).toBe('done')
      expect(['waiting', 'done']).toContain(next.fileStates(id).b)
    }
  })
})

describe('a disk that does not take it', () => {
  it('is told, and nothing is sent that could not be written down: the rest waits for the user', async () => {
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

  it('hears later of what happened meanwhile', async () => {
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

  it('that cannot even be read takes no batch', async () => {
    const harness = new TransferHarness()
    harness.disk.fault = () => 'EACCES'
    await harness.transfers.loadQueue()
    expect(harness.transfers.snapshot()).toEqual({ batches: [], isKept: false, isReadable: false })
    harness.disk.fault = () => null
    await expect(harness.addBatch(['a'])).rejects.toThrow('transfers.log')
  })
})

describe('a log that must not be written', () => {
  it('of a newer version is left as it is, and nothing is sent', async () => {
    const harness = await TransferHarness.start()
    await harness.addBatch(['a'])
    const newer = new TextDecoder().decode(serializeLog({ kind: 'transfers', version: 2 }, []))
    const disk = new MemoryDisk(new Map([[path, new TextEncoder().encode(newer)]]))
    const next = await TransferHarness.start(disk)
    await expect(next.addBatch(['b'])).rejects.toThrow('transfers.log')
    expect(next.transfers.snapshot()).toEqual({ batches: [], isKept: false, isReadable: false })
    expect(new TextDecoder().decode(bytesOn(disk))).toBe(newer)
  })

  it('shows what stands before the damage, and runs and takes away nothing of it', async () => {
    const harness = await TransferHarness.start()
    const id = await harness.addBatch(['a', 'b'])
    const manualRun = harness.runners.upload.currentRun()
    await manualRun.run.recordIntent(manualRun.takeFile().id, 'part of a')
    const lines = bytesOn(harness.disk).length
    await harness.addBatch(['c'], { kind: 'download' })
    const bytes = bytesOn(harness.disk).slice()
    bytes[lines + 30] = 0
    const next = await TransferHarness.start(new MemoryDisk(new Map([[path, bytes]])))
    next.transfers.resumeBatches(null)
    await next.transfers.retryFiles(id, null)
    await flushEventLoop()
    expect(next.getBatch(id)).toMatchObject({ phase: 'paused', counts: { waiting: 2 } })
    expect([next.runners.upload.runs.length, next.runners.upload.cleaned.length]).toEqual([0, 0])
    expect(next.transfers.snapshot().isPersisted).toBe(false)
    expect(bytesOn(next.disk)).toEqual(bytes)
  })
})

/** A log of two batches that was damaged between them. */
async function damaged(): Promise<{ readonly bytes: Uint8Array; readonly bench: TransferHarness }> {
  const before = await TransferHarness.start()
  await before.addBatch(['a', 'b'])
  const lines = bytesOn(before.disk).length
  await before.addBatch(['c'], { kind: 'download' })
  const bytes = bytesOn(before.disk).slice()
  bytes[lines + 30] = 0
  return { bytes, bench: await TransferHarness.start(new MemoryDisk(new Map([[path, bytes]]))) }
}

const asideLogs = (disk: MemoryDisk): string[] =>
  [...disk.files.keys()].filter((each) => each.includes('aside'))

describe('a log that cannot be continued', () => {
  it('is put aside as it is when the user wants a new one, which takes batches and is kept', async () => {
    const { bytes, bench: harness } = await damaged()
    expect(harness.transfers.snapshot()).toMatchObject({ isKept: false, isReadable: false, batches: [{}] })
    const answers = await Promise.all([harness.transfers.resetQueue(), harness.transfers.resetQueue()])
    expect(answers.map(({ ok }) => ok)).toEqual([true, true])
    expect(harness.transfers.snapshot()).toEqual({ batches: [], isKept: true, isReadable: true })
    expect(asideLogs(harness.disk)).toHaveLength(1)
    expect(harness.disk.files.get(asideLogs(harness.disk)[0] ?? '')).toEqual(bytes)
    harness.runners.upload.work = transferAll()
    const id = await harness.addBatch(['z'])
    expect(harness.fileStates(id)).toEqual({ z: 'done' })
    const next = await harness.restart()
    expect(next.transfers.snapshot().batches.map((batch) => batch.id)).toEqual([id])
    expect(asideLogs(next.disk)).toHaveLength(1)
  })

  it('stays as it is where the disk does not take that, or dies of it', async () => {
    const { bytes, bench: harness } = await damaged()
    harness.disk.fault = (operation) => (operation === 'replace' ? 'ENOSPC' : null)
    expect(await harness.transfers.resetQueue()).toMatchObject({
      ok: false,
      failure: { kind: 'storage-failed' },
    })
    expect(harness.transfers.snapshot().isReadable).toBe(false)
    expect(bytesOn(harness.disk)).toEqual(bytes)
    harness.disk.fault = () => null
    void harness.transfers.resetQueue()
    for (let moment = 0; moment < 6; moment += 1) await Promise.resolve()
    const { disk } = await harness.restart()
    const kept = asideLogs(disk).map((each) => disk.files.get(each))
    expect([bytesOn(disk), ...kept]).toContainEqual(bytes)
  })

  it('is not put aside while it can be continued, whatever the disk does', async () => {
    const harness = await TransferHarness.start()
    const id = await harness.addBatch(['a'])
    harness.disk.fault = (operation) => (operation === 'append' ? 'ENOSPC' : null)
    await expect(harness.addBatch(['b'])).rejects.toThrow('ENOSPC')
    expect(harness.transfers.snapshot()).toMatchObject({ isKept: false, isReadable: true })
    expect((await harness.transfers.resetQueue()).ok).toBe(true)
    expect([asideLogs(harness.disk), harness.transfers.snapshot().batches.map((batch) => batch.id)]).toEqual([
      [],
      [id],
    ])
  })
})

describe('a log that is mostly history', () => {
  it('is written anew when it is opened, and says the same', async () => {
    const harness = await TransferHarness.start()
    const id = await harness.addBatch(['a', 'b', 'c', sampleNewFile('d', { state: 'skipped' })])
    const manualRun = harness.runners.upload.currentRun()
    await manualRun.finishFile(manualRun.takeFile())
    await manualRun.finishFile(manualRun.takeFile(), { state: 'name-taken', there: [] })
    await manualRun.run.recordIntent(manualRun.takeFile().id, 'part of c')
    const repeated: TransferEntry = { t: 'intent', batchId: id, n: 2, intent: 'part of c' }
    const more = serializeLog({ kind: 'transfers', version: 1 }, Array<TransferEntry>(1_200).fill(repeated))
    const long = Buffer.concat([bytesOn(harness.disk), more.subarray(more.indexOf(0x0a) + 1)])
    const before = harness.transfers.findBatch(id)
    const disk = new MemoryDisk(new Map([[path, long]]))
    const next = await TransferHarness.start(disk)
    expect(linesIn(bytesOn(disk))).toBe(2)
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
