import { describe, expect, it } from 'vitest'
import { transferAll, TransferHarness } from '../../testing/transfer-harness'

const names = (count: number): string[] => Array.from({ length: count }, (_, n) => `f${String(n)}`)

describe('finished batches', () => {
  it('are dropped once twenty others ended after them if they need no action, and stay dropped after a restart', async () => {
    const harness = await TransferHarness.start()
    harness.runners.download.work = transferAll((file) =>
      file.identity.name === 'bad' ? { state: 'failed', problem: 'timed-out' } : { state: 'skipped' },
    )
    // The oldest batch is the last to end.
    const slow = await harness.addBatch(['a'])
    const failed = await harness.addBatch(['bad'], { kind: 'download' })
    const ids: string[] = []
    for (const name of names(22)) ids.push(await harness.addBatch([name], { kind: 'download' }))
    const listed = (harness: TransferHarness): string[] =>
      harness.transfers.snapshot().batches.map(({ id }) => id)
    expect(listed(harness)).toEqual([...ids.slice(2).reverse(), failed, slow])
    const manualRun = harness.runners.upload.currentRun()
    await manualRun.finishFile(manualRun.takeFile())
    manualRun.end()
    await expect.poll(() => harness.getBatch(slow).phase).toBe('done')
    expect(listed(harness)).toEqual([...ids.slice(3).reverse(), failed, slow])
    expect(listed(await harness.restart())).toEqual([...ids.slice(3).reverse(), failed, slow])
  })

  it('are sent with a limited number of files', async () => {
    const harness = await TransferHarness.start()
    harness.runners.upload.work = transferAll()
    for (let batch = 0; batch < 25; batch += 1) await harness.addBatch(names(100))
    await expect
      .poll(() => harness.transfers.snapshot().batches.every(({ phase }) => phase === 'done'))
      .toBe(true)
    const { batches } = harness.transfers.snapshot()
    expect(batches.map(({ shown }) => shown.length)).toEqual([
      ...Array<number>(5).fill(100),
      ...Array<number>(15).fill(10),
    ])
    expect(JSON.stringify(batches).length).toBeLessThan(300_000)
  })
})
