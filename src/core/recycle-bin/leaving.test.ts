import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BinBench } from '../../testing/bin-bench'
import { nodeHash } from '../../testing/memory-ports'
import { Restores } from './restores'
import { saveCopies, type SavePort } from './save-copies'

const dayMs = 24 * 60 * 60 * 1_000
const media = { method: 'POST', path: /media\/upload/ }

describe('a copy that is being removed', () => {
  let bench: BinBench

  beforeEach(async () => {
    bench = await BinBench.start()
  })
  afterEach(() => bench.close())

  const facts = () => ({ origin: bench.origin, jobId: 'job-2', why: 'to-delete' as const })

  /** Copies of several files, the one of `a.txt` last: it is the last to go. */
  async function keepAll(): Promise<string[]> {
    const ids: string[] = []
    for (const name of ['#1 100%.png', 'empty.txt', 'flex.txt', 'a.txt']) {
      ids.push(await bench.keep(name))
      bench.clock.advance(1)
    }
    return ids
  }

  /** Begins when the first bytes of a removal are about to go. */
  function whenTheFirstGoes<Value>(work: () => Promise<Value>): () => Promise<Value | null> {
    let begun: Promise<Value> | null = null
    bench.disk.fault = (operation, path) => {
      if (operation === 'remove' && path.startsWith('copies/')) begun ??= work()
      return null
    }
    return () => begun ?? Promise.resolve(null)
  }

  async function expectThere(id: string | null): Promise<void> {
    expect((await bench.bin.list()).map((entry) => entry.id)).toContain(id)
    expect(bench.blobs()).toContain(`copies/${String(id)}`)
  }

  const removals: readonly (readonly [string, (ids: readonly string[]) => Promise<unknown>])[] = [
    ['purged', (ids) => bench.bin.purge(ids)],
    [
      'expired',
      () => {
        bench.clock.advance(30 * dayMs)
        return bench.bin.removeExpired()
      },
    ],
  ]

  it.each(removals)('does not serve again while it is %s: the file is downloaded anew', async (_, remove) => {
    const ids = await keepAll()
    const asset = await bench.find('a.txt')
    const keeping = whenTheFirstGoes(() => bench.bin.keep(asset, facts()))
    await remove(ids)
    const kept = await keeping()
    if (kept?.ok !== true) throw new Error('not kept')
    expect(ids).not.toContain(kept.copyId)
    await expectThere(kept.copyId)
  })

  it('does not serve again while it makes room: its file is refused where there is no more', async () => {
    await keepAll()
    bench.clock.advance(dayMs)
    bench.limits = { ...bench.limits, binBytes: 6_000 }
    await bench.server.store.put({ segmentId: 1, name: 'new.txt', bytes: 'n'.repeat(5_500) })
    const [asset, added] = [await bench.find('a.txt'), await bench.find('new.txt')]
    const keeping = whenTheFirstGoes(() => bench.bin.keep(asset, facts()))
    const kept = await bench.bin.keep(added, facts())
    expect(await keeping()).toEqual({ ok: false, failure: 'bin-full' })
    await expectThere(kept.ok ? kept.copyId : null)
  })

  it('stays where it was proven before the others were chosen', async () => {
    const ids = await keepAll()
    const asset = await bench.find('a.txt')
    const [kept, report] = await Promise.all([bench.bin.keep(asset, facts()), bench.bin.purge(ids)])
    expect(report).toEqual({ removed: 3, held: 1 })
    expect(kept).toEqual({ ok: true, copyId: ids[3] })
    await expectThere(ids[3] ?? null)
  })

  it('is found no more, and is found again where the disk refused to let go of it', async () => {
    const ids = await keepAll()
    const finding = whenTheFirstGoes(() => Promise.all(ids.map((id) => bench.bin.find(id))))
    await bench.bin.purge(ids.slice(1))
    expect((await finding())?.map((entry) => entry !== null)).toEqual([true, false, false, false])
    bench.disk.fault = (operation) => (operation === 'remove' ? 'EACCES' : null)
    await expect(bench.bin.purge(ids.slice(0, 1))).rejects.toThrow('EACCES')
    expect(await bench.bin.find(ids[0] ?? '')).not.toBeNull()
  })

  it('is not saved: it went while the user chose where', async () => {
    const ids = await keepAll()
    const chooseFile: SavePort['chooseFile'] = async (name) => {
      await bench.bin.purge(ids)
      return { name, write: () => Promise.reject(new Error('nothing may be written')) }
    }
    const chooseFolder: SavePort['chooseFolder'] = () => Promise.resolve(null)
    const report = await saveCopies(bench.bin, { chooseFile, chooseFolder }, ids.slice(3))
    expect(report).toEqual({ cancelled: false, saved: [], failed: [{ copyId: ids[3], why: 'copy-gone' }] })
  })

  it('is not restored, and nothing of it is sent', async () => {
    const ids = await keepAll()
    const { bin, clock, origin, server } = bench
    await server.store.remove({ segmentId: 1, name: 'a.txt' })
    const ignore = (): void => undefined
    const restores = new Restores({
      ...{ bin, measure: nodeHash.measure, clock, connection: () => origin, hold: () => ignore },
      mayWrite: () => true,
      ...{ onChange: ignore, onRefresh: ignore, onRestored: ignore },
    })
    const started = await restores.start(ids.slice(3))
    await bin.purge(ids.slice(3))
    await restores.finished()
    expect(started.ok).toBe(true)
    expect(restores.current()?.files.map(({ outcome }) => outcome)).toEqual([{ state: 'copy-gone' }])
    expect(server.calls.count(media)).toBe(0)
  })
})
