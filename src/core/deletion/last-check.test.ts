import { describe, expect, it } from 'vitest'
import { DeletionHarness, storedFile, outcomesByName } from '../../testing/deletion-harness'
import { Gate, GatedDisk, flushEventLoop } from '../../testing/gate'
import { MemoryPlatform, type PlatformFile } from '../../testing/memory-platform'
import { MemoryDisk } from '../../testing/memory-storage'
import { throttledResponse } from '../../testing/scripted-http'
import { stoppedError } from '../wordbee/budget/permit-queue'

const anew = { size: 999, modifiedDate: '2026-05-05T00:00:00.0000000Z' }
const nightMs = 8 * 3_600_000

function benchOf(files: readonly PlatformFile[], disk = new MemoryDisk()): DeletionHarness {
  return new DeletionHarness(new MemoryPlatform(files), disk)
}

const filesOf = (...names: string[]): PlatformFile[] => names.map((name) => storedFile(name))

/** The computer sleeps for a night, in which somebody works; wakes by itself. */
async function sleepOver(bench: DeletionHarness, work: () => void = () => undefined): Promise<void> {
  bench.deletions.pause()
  await flushEventLoop()
  work()
  bench.clock.advance(nightMs)
  bench.deletions.resume()
}

/** Right after so many DELETEs another call of the account is answered by 429: the next DELETE waits for the end of that pause. */
function pauseAfter(bench: DeletionHarness, deletes: number): void {
  const { platform, clock } = bench
  let isArmed = false
  platform.fault = ({ path }) => {
    if (!isArmed || !path.endsWith('/list')) return null
    platform.fault = () => null
    return throttledResponse
  }
  platform.afterWork = () => {
    if (isArmed || platform.deletes().length !== deletes) return
    isArmed = true
    clock.isFrozen = true
    void bench.listAssets([1]).catch(() => undefined)
  }
}

function endPause({ clock }: DeletionHarness): void {
  clock.isFrozen = false
  clock.advance(16_000)
}

/** The nth promise of room is given only when the gate opens, unless its asker gives up. */
function holdRoom({ client }: DeletionHarness, nth: number): Gate {
  const gate = new Gate()
  const { reserve } = client
  let asked = 0
  const held: typeof reserve = async (calls, signal) => {
    asked += 1
    if (asked !== nth) return reserve(calls, signal)
    const givesUp = new Promise<never>((_, reject) => {
      signal?.addEventListener('abort', () => reject(stoppedError()))
    })
    await Promise.race([gate.isOpen, givesUp])
    return reserve(calls, signal)
  }
  Object.assign(client, { reserve: held })
  return gate
}

describe('while the computer sleeps', () => {
  it('no DELETE leaves, also where its intent was being written', async () => {
    const disk = new GatedDisk(1)
    const gate = new Gate()
    disk.canWrite = gate.isOpen
    const bench = benchOf(filesOf('x', 'y'), disk)
    const ended = bench.deleteFiles(['x', 'y'], [1])
    await flushEventLoop()
    bench.deletions.pause()
    gate.open()
    await flushEventLoop()
    expect(bench.platform.deletes()).toEqual(['x'])
    bench.deletions.resume()
    expect(outcomesByName(await ended)).toEqual({ x: 'deleted-and-verified', y: 'deleted-and-verified' })
  })

  it('what somebody replaces is left alone, in whichever segment it is', async () => {
    const bench = benchOf([...filesOf('x', 'y'), storedFile('z', { segmentId: 2 })])
    bench.limits.deletesInFlight = 1
    const { platform } = bench
    platform.afterWork = ({ method }) => {
      if (method !== 'DELETE') return
      platform.afterWork = () => undefined
      void sleepOver(bench, () => platform.put(storedFile('z', { segmentId: 2, ...anew })))
    }
    const job = await bench.deleteFiles(['x', 'y', 'z'], [1, 2])
    expect(outcomesByName(job)).toMatchObject({ y: 'deleted-and-verified', z: 'not-deleted: changed' })
    expect(platform.deletes()).toEqual(['x', 'y'])
  })

  it('an answer that comes only after it woke is no listing', async () => {
    const bench = benchOf(filesOf('w', 'x', 'y', 'z'))
    bench.limits.deletesInFlight = 1
    const { platform } = bench
    let deletes = 0
    bench.network = {
      send: async (request) => {
        const answer = await platform.send(request)
        deletes += request.method === 'DELETE' ? 1 : 0
        if (request.method !== 'DELETE' || deletes !== 2) return answer
        await sleepOver(bench, () => platform.put(storedFile('y', anew)))
        await flushEventLoop()
        return answer
      },
    }
    const job = await bench.deleteFiles(['w', 'x', 'y', 'z'], [1])
    expect(outcomesByName(job)).toMatchObject({ y: 'not-deleted: changed', z: 'deleted-and-verified' })
  })

  it('what somebody replaces is left alone where its DELETE was waiting for a pause of the server', async () => {
    const bench = benchOf(filesOf('w', 'x', 'y', 'z'))
    bench.limits.deletesInFlight = 1
    pauseAfter(bench, 2)
    const ended = bench.deleteFiles(['w', 'x', 'y', 'z'], [1])
    await flushEventLoop()
    bench.deletions.pause()
    bench.platform.put(storedFile('y', anew))
    await flushEventLoop()
    bench.deletions.resume()
    endPause(bench)
    expect(outcomesByName(await ended)).toMatchObject({
      y: 'not-deleted: changed',
      z: 'deleted-and-verified',
    })
  })
})

describe('while a DELETE waits to be sent', () => {
  it.each<[string, (bench: DeletionHarness) => void, string]>([
    ['a lock', (bench) => (bench.protects = () => true), 'not-deleted: protected'],
    ['making the connection read-only', (bench) => (bench.isReadOnly = true), 'not-deleted: job-stopped'],
  ])('%s holds', async (_, acquire, outcome) => {
    const bench = benchOf(filesOf('w', 'x', 'y', 'z'))
    bench.limits.deletesInFlight = 1
    pauseAfter(bench, 2)
    const ended = bench.deleteFiles(['w', 'x', 'y', 'z'], [1])
    await flushEventLoop()
    const sent = bench.platform.deletes()
    expect(sent).toHaveLength(2)
    acquire(bench)
    endPause(bench)
    expect(outcomesByName(await ended)).toMatchObject({ y: outcome, z: outcome })
    expect(bench.platform.deletes()).toEqual(sent)
  })

  it('a job that stops for others takes it back, and does not wait for room any more', async () => {
    const bench = benchOf(filesOf('a', 'b', 'c', 'd', 'e', 'f'))
    bench.limits.deletesInFlight = 2
    holdRoom(bench, 2)
    const { platform } = bench
    platform.fault = ({ method }) =>
      method === 'DELETE' && platform.deletes().length > 1 ? { status: 500 } : null
    const job = await bench.deleteFiles(['a', 'b', 'c', 'd', 'e', 'f'], [1])
    expect(job.stop?.reason).toBe('failures-in-a-row')
    expect(platform.deletes()).toEqual(['a', 'c', 'd', 'e'])
    expect(outcomesByName(job)).toMatchObject({
      b: 'not-deleted: job-stopped',
      f: 'not-deleted: job-stopped',
    })
  })

  it('what the look of another one shows of its file counts', async () => {
    const bench = benchOf(filesOf('a', 'b', 'c', 'd'))
    bench.limits.deletesInFlight = 2
    const room = holdRoom(bench, 2)
    const { platform } = bench
    platform.fault = ({ method }) => {
      if (method !== 'DELETE' || platform.deletes().length !== 2) return null
      platform.fault = () => null
      platform.put(storedFile('b', anew))
      return throttledResponse
    }
    const ended = bench.deleteFiles(['a', 'b', 'c', 'd'], [1])
    await flushEventLoop()
    room.open()
    expect(outcomesByName(await ended)).toMatchObject({
      b: 'not-deleted: changed',
      c: 'deleted-and-verified',
    })
    expect(platform.deletes()).not.toContain('b')
  })
})

describe('what was seen more than a minute ago is no ground for a DELETE', () => {
  it('where copies took so long', async () => {
    const platform = new MemoryPlatform(filesOf('x', 'y'))
    const bench: DeletionHarness = new DeletionHarness(platform, new MemoryDisk(), () => ({
      keepsCopies: true,
      spaceFor: () => Promise.resolve('fits'),
      backUp: ({ name, size }) => {
        if (name === 'y' && size !== anew.size) {
          bench.clock.advance(70_000)
          platform.put(storedFile('y', anew))
        }
        return Promise.resolve({ ok: true, copyId: name })
      },
    }))
    const job = await bench.deleteFiles(['x', 'y'], [1])
    expect(outcomesByName(job)).toEqual({ x: 'deleted-and-verified', y: 'not-deleted: changed' })
  })

  it('where room was waited for so long, also while others are answered', async () => {
    const bench = benchOf(filesOf('a', 'b', 'c', 'd', 'e'))
    bench.limits.deletesInFlight = 2
    const room = holdRoom(bench, 2)
    const { platform } = bench
    platform.afterWork = ({ method }) => {
      if (method === 'DELETE') bench.clock.advance(25_000)
      if (platform.deletes().length !== 4) return
      platform.put(storedFile('b', anew))
      room.open()
    }
    const job = await bench.deleteFiles(['a', 'b', 'c', 'd', 'e'], [1])
    expect(outcomesByName(job)).toMatchObject({ b: 'not-deleted: changed', e: 'deleted-and-verified' })
  })
})

it('a file that was deleted, and is there again by others, is copied before a namesake that may take it', async () => {
  const platform = new MemoryPlatform([storedFile('x'), storedFile('y', { locale: 'fr' }), storedFile('y')])
  const copied: string[] = []
  const bench = new DeletionHarness(platform, new MemoryDisk(), () => ({
    keepsCopies: true,
    spaceFor: () => Promise.resolve('fits'),
    backUp: ({ name, locale, size }) => {
      copied.push(`${name} ${locale ?? '-'} ${String(size)}`)
      return Promise.resolve({ ok: true, copyId: name })
    },
  }))
  bench.limits.deletesInFlight = 1
  platform.alsoDeletes = ({ locale, name }) =>
    locale === null ? platform.all().filter((other) => other.name === name && other.locale !== null) : []
  platform.fault = ({ method }) => {
    if (method !== 'DELETE' || platform.deletes().length !== 3) return null
    platform.fault = () => null
    platform.add(storedFile('y', { locale: 'fr', ...anew }))
    return throttledResponse
  }
  const job = await bench.deleteFiles(['x', 'y'], [1])
  expect(copied).toContain('y fr 999')
  expect(job.vanished).toMatchObject([{ name: 'y', locale: 'fr', copyId: 'y' }])
})

it('an intent whose DELETE never left claims nothing after a death', async () => {
  const disk = new GatedDisk(1)
  const gate = new Gate()
  disk.canWrite = gate.isOpen
  const bench = benchOf(filesOf('x', 'y'), disk)
  void bench.deleteFiles(['x', 'y'], [1])
  await flushEventLoop()
  bench.deletions.pause()
  gate.open()
  await flushEventLoop()
  bench.platform.remove('y')
  const next = await bench.restart()
  next.connect()
  await flushEventLoop()
  const [x, y] = next.deletions.currentRun()?.files ?? []
  expect(x?.outcome.state).toBe('deleted-and-verified')
  expect(y?.outcome.state).toBe('waiting')
  expect(bench.platform.deletes()).toEqual(['x'])
})
