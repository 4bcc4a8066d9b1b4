import { describe, expect, it } from 'vitest'
import { sendAll, TransferBench } from '../../testing/transfer-bench'

const names = (count: number): string[] => Array.from({ length: count }, (_, n) => `f${String(n)}`)

describe('batches that ended', () => {
  it('go by themselves when twenty others ended after them and they need nobody, also for a restart', async () => {
    const bench = await TransferBench.start()
    bench.runners.download.work = sendAll((file) =>
      file.identity.name === 'bad' ? { state: 'failed', problem: 'timed-out' } : { state: 'skipped' },
    )
    // The oldest of all is the last to end.
    const long = await bench.add(['a'])
    const failed = await bench.add(['bad'], { kind: 'download' })
    const ids: string[] = []
    for (const name of names(22)) ids.push(await bench.add([name], { kind: 'download' }))
    const listed = (on: TransferBench): string[] => on.transfers.news().batches.map(({ id }) => id)
    expect(listed(bench)).toEqual([...ids.slice(2).reverse(), failed, long])
    const hand = bench.runners.upload.hand()
    await hand.finish(hand.take())
    hand.end()
    await expect.poll(() => bench.batch(long).phase).toBe('done')
    expect(listed(bench)).toEqual([...ids.slice(3).reverse(), failed, long])
    expect(listed(await bench.restart())).toEqual([...ids.slice(3).reverse(), failed, long])
  })

  it('are told in bounds, however many files they had', async () => {
    const bench = await TransferBench.start()
    bench.runners.upload.work = sendAll()
    for (let batch = 0; batch < 25; batch += 1) await bench.add(names(100))
    await expect.poll(() => bench.transfers.news().batches.every(({ phase }) => phase === 'done')).toBe(true)
    const { batches } = bench.transfers.news()
    expect(batches.map(({ shown }) => shown.length)).toEqual([
      ...Array<number>(5).fill(100),
      ...Array<number>(15).fill(10),
    ])
    expect(JSON.stringify(batches).length).toBeLessThan(300_000)
  })
})
