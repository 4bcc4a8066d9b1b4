import { describe, expect, it } from 'vitest'
import { applyDeletionChange } from '../../shared/apply-deletion-change'
import type { DeletionChange, DeletionRun } from '../../shared/deletion'
import { DeletionHarness, outcomesByName, storedFile } from '../../testing/deletion-harness'
import { flushEventLoop, Gate, GatedDisk } from '../../testing/gate'
import { MemoryPlatform } from '../../testing/memory-platform'

const namesOf = (count: number): string[] => Array.from({ length: count }, (_, n) => `file-${String(n)}`)

/** A window: it receives one whole state, and then only changes. */
class WatchingWindow {
  run: DeletionRun | null = null
  readonly changes: DeletionChange[] = []

  constructor(private readonly harness: DeletionHarness) {
    harness.onReport = () => this.update()
  }

  private update(): void {
    const change = this.harness.deletions.takeChange()
    if (change === null) {
      this.run = this.harness.deletions.currentRun()
      return
    }
    this.changes.push(change)
    this.run = this.run === null ? null : applyDeletionChange(this.run, change)
    expect(this.run).toEqual(this.harness.deletions.currentRun())
  }
}

async function deleteAll(count: number): Promise<{ harness: DeletionHarness; window: WatchingWindow }> {
  const names = namesOf(count)
  const harness = DeletionHarness.overFiles(names.map((name) => storedFile(name)))
  const window = new WatchingWindow(harness)
  await harness.deleteFiles(names, [1])
  return { harness, window }
}

describe('the changes of a run', () => {
  it('add up to its state after each step', async () => {
    const { harness, window } = await deleteAll(40)
    expect(window.run).toEqual(harness.deletions.currentRun())
    expect(window.run?.phase).toBe('done')
    expect(new Set(Object.values(outcomesByName(harness.ended[0] ?? never())))).toEqual(
      new Set(['deleted-and-verified']),
    )
  })

  it('mention each file as often in a large run as in a small one', async () => {
    const mentions = async (count: number): Promise<number> => {
      const { window } = await deleteAll(count)
      return window.changes.reduce((sum, { files }) => sum + files.length, 0) / count
    }
    const [few, many] = [await mentions(50), await mentions(500)]
    expect(many).toBeCloseTo(few, 0)
  })

  it('are not applied to another run, or after a missing one', async () => {
    const { window } = await deleteAll(5)
    const [first, second] = [window.changes[1] ?? never(), window.changes[2] ?? never()]
    const start = { ...(window.run ?? never()), revision: first.since }
    expect(applyDeletionChange({ ...start, id: 'other' }, first)).toBeNull()
    expect(applyDeletionChange(start, second)).toBeNull()
    expect(applyDeletionChange(start, first)?.revision).toBe(first.revision)
  })

  it('are ignored by a state that contains them', async () => {
    const { window } = await deleteAll(5)
    const run = window.run ?? never()
    expect(applyDeletionChange(run, window.changes[1] ?? never())).toBe(run)
  })
})

describe('the journal of a run', () => {
  it('is flushed once for the DELETEs that wait together, and none is sent before', async () => {
    const names = namesOf(13)
    const platform = new MemoryPlatform(names.map((name) => storedFile(name)))
    // The intents of the four files after the canary wait for this gate.
    const gate = new Gate()
    const disk = new GatedDisk(1)
    disk.canWrite = gate.isOpen
    const harness = new DeletionHarness(platform, disk)
    const appends = countAppends(disk)
    const ended = harness.deleteFiles(names, [1])
    await flushEventLoop()
    expect(platform.deletes()).toHaveLength(1)
    gate.open()
    const run = await ended
    expect(new Set(Object.values(outcomesByName(run)))).toEqual(new Set(['deleted-and-verified']))
    expect(appends()).toBeLessThan(names.length * 1.5)
  })

  it('stops the run if the outcome of a DELETE cannot be written', async () => {
    const names = namesOf(30)
    const harness = DeletionHarness.overFiles(names.map((name) => storedFile(name)))
    harness.disk.fault = (operation) =>
      operation === 'append' && harness.platform.deletes().length === 1 ? 'EIO' : null
    const run = await harness.deleteFiles(names, [1])
    expect(run.stop).toEqual({ reason: 'journal-failed' })
    expect(harness.platform.deletes()).toHaveLength(1)
  })
})

function countAppends(disk: GatedDisk): () => number {
  let appends = 0
  disk.fault = (operation) => {
    if (operation === 'append') appends += 1
    return null
  }
  return () => appends
}

function never(): never {
  throw new Error('nothing was recorded')
}
