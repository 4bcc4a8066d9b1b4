import { describe, expect, it } from 'vitest'
import { DeletionHarness, storedFile, outcomesByName } from '../../testing/deletion-harness'
import { Gate, GatedDisk, flushEventLoop } from '../../testing/gate'
import { MemoryPlatform, type PlatformFile } from '../../testing/memory-platform'
import { MemoryDisk } from '../../testing/memory-storage'
import { throttledResponse } from '../../testing/scripted-http'
import { stoppedError } from '../wordbee/wordbee-error'

const newVersion = { size: 999, modifiedDate: '2026-05-05T00:00:00.0000000Z' }
const nightMs = 8 * 3_600_000

function createHarness(files: readonly PlatformFile[], disk = new MemoryDisk()): DeletionHarness {
  return new DeletionHarness(new MemoryPlatform(files), disk)
}

const filesNamed = (...names: string[]): PlatformFile[] => names.map((name) => storedFile(name))

/** The computer sleeps for a night while someone else works. */
async function sleepOvernight(harness: DeletionHarness, work: () => void = () => undefined): Promise<void> {
  harness.deletions.suspend()
  await flushEventLoop()
  work()
  harness.clock.advance(nightMs)
  harness.deletions.resume()
}

/** Throttles another call of the account after this many DELETEs, so that the next DELETE waits for the end of the throttle. */
function throttleAfter(harness: DeletionHarness, deletes: number): void {
  const { platform, clock } = harness
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
    void harness.listAssets([1]).catch(() => undefined)
  }
}

function endThrottle({ clock }: DeletionHarness): void {
  clock.isFrozen = false
  clock.advance(16_000)
}

/** Grants the nth reservation only when the gate opens, unless the caller gives up. */
function delayReservation({ client }: DeletionHarness, nth: number): Gate {
  const gate = new Gate()
  const { reserve } = client
  let reservations = 0
  const delayedReserve: typeof reserve = async (wanted, signal) => {
    // One delete at a time, as when the hour is nearly full.
    const calls = { ...wanted, more: 0 }
    reservations += 1
    if (reservations !== nth) return reserve(calls, signal)
    const aborted = new Promise<never>((_, reject) => {
      signal?.addEventListener('abort', () => reject(stoppedError()))
    })
    await Promise.race([gate.isOpen, aborted])
    return reserve(calls, signal)
  }
  Object.assign(client, { reserve: delayedReserve })
  return gate
}

describe('while the computer sleeps', () => {
  it('no DELETE is sent, even if its intent was being written', async () => {
    const disk = new GatedDisk(1)
    const gate = new Gate()
    disk.canWrite = gate.isOpen
    const harness = createHarness(filesNamed('x', 'y'), disk)
    const ended = harness.deleteFiles(['x', 'y'], [1])
    await flushEventLoop()
    harness.deletions.suspend()
    gate.open()
    await flushEventLoop()
    expect(harness.platform.deletes()).toEqual(['x'])
    harness.deletions.resume()
    expect(outcomesByName(await ended)).toEqual({ x: 'deleted-and-verified', y: 'deleted-and-verified' })
  })

  it('a file that someone replaces is left alone, in any segment', async () => {
    const harness = createHarness([...filesNamed('x', 'y'), storedFile('z', { segmentId: 2 })])
    harness.limits.deletesInFlight = 1
    const { platform } = harness
    platform.afterWork = ({ method }) => {
      if (method !== 'DELETE') return
      platform.afterWork = () => undefined
      void sleepOvernight(harness, () => platform.put(storedFile('z', { segmentId: 2, ...newVersion })))
    }
    const run = await harness.deleteFiles(['x', 'y', 'z'], [1, 2])
    expect(outcomesByName(run)).toMatchObject({ y: 'deleted-and-verified', z: 'not-deleted: changed' })
    expect(platform.deletes()).toEqual(['x', 'y'])
  })

  it('a response that arrives after resume does not count as a fresh listing', async () => {
    const harness = createHarness(filesNamed('w', 'x', 'y', 'z'))
    harness.limits.deletesInFlight = 1
    const { platform } = harness
    let deletes = 0
    harness.network = {
      send: async (request) => {
        const response = await platform.send(request)
        deletes += request.method === 'DELETE' ? 1 : 0
        if (request.method !== 'DELETE' || deletes !== 2) return response
        await sleepOvernight(harness, () => platform.put(storedFile('y', newVersion)))
        await flushEventLoop()
        return response
      },
    }
    const run = await harness.deleteFiles(['w', 'x', 'y', 'z'], [1])
    expect(outcomesByName(run)).toMatchObject({ y: 'not-deleted: changed', z: 'deleted-and-verified' })
  })

  it('a file that someone replaces is left alone if its DELETE was waiting for a throttle', async () => {
    const harness = createHarness(filesNamed('w', 'x', 'y', 'z'))
    harness.limits.deletesInFlight = 1
    throttleAfter(harness, 2)
    const ended = harness.deleteFiles(['w', 'x', 'y', 'z'], [1])
    await flushEventLoop()
    harness.deletions.suspend()
    harness.platform.put(storedFile('y', newVersion))
    await flushEventLoop()
    harness.deletions.resume()
    endThrottle(harness)
    expect(outcomesByName(await ended)).toMatchObject({
      y: 'not-deleted: changed',
      z: 'deleted-and-verified',
    })
  })
})

describe('while a DELETE waits to be sent', () => {
  it.each<[string, (harness: DeletionHarness) => void, string]>([
    ['a lock', (harness) => (harness.protects = () => true), 'not-deleted: protected'],
    ['making the connection read-only', (harness) => (harness.isReadOnly = true), 'not-deleted: job-stopped'],
  ])('%s takes effect', async (_, change, outcome) => {
    const harness = createHarness(filesNamed('w', 'x', 'y', 'z'))
    harness.limits.deletesInFlight = 1
    throttleAfter(harness, 2)
    const ended = harness.deleteFiles(['w', 'x', 'y', 'z'], [1])
    await flushEventLoop()
    const sent = harness.platform.deletes()
    expect(sent).toHaveLength(2)
    change(harness)
    endThrottle(harness)
    expect(outcomesByName(await ended)).toMatchObject({ y: outcome, z: outcome })
    expect(harness.platform.deletes()).toEqual(sent)
  })

  it('a stop of the run cancels it and its wait for quota', async () => {
    const harness = createHarness(filesNamed('a', 'b', 'c', 'd', 'e', 'f'))
    harness.limits.deletesInFlight = 2
    delayReservation(harness, 2)
    const { platform } = harness
    platform.fault = ({ method }) =>
      method === 'DELETE' && platform.deletes().length > 1 ? { status: 500 } : null
    const run = await harness.deleteFiles(['a', 'b', 'c', 'd', 'e', 'f'], [1])
    expect(run.stop?.reason).toBe('failures-in-a-row')
    expect(platform.deletes()).toEqual(['a', 'c', 'd', 'e'])
    expect(outcomesByName(run)).toMatchObject({
      b: 'not-deleted: job-stopped',
      f: 'not-deleted: job-stopped',
    })
  })

  it('a listing that shows its file as changed prevents it, even if it was made for another file', async () => {
    const harness = createHarness(filesNamed('a', 'b', 'c', 'd'))
    harness.limits.deletesInFlight = 2
    const reservation = delayReservation(harness, 2)
    const { platform } = harness
    platform.fault = ({ method }) => {
      if (method !== 'DELETE' || platform.deletes().length !== 2) return null
      platform.fault = () => null
      platform.put(storedFile('b', newVersion))
      return throttledResponse
    }
    const ended = harness.deleteFiles(['a', 'b', 'c', 'd'], [1])
    await flushEventLoop()
    reservation.open()
    expect(outcomesByName(await ended)).toMatchObject({
      b: 'not-deleted: changed',
      c: 'deleted-and-verified',
    })
    expect(platform.deletes()).not.toContain('b')
  })
})

describe('a listing older than a minute does not justify a DELETE', () => {
  it('if copies took that long', async () => {
    const platform = new MemoryPlatform(filesNamed('x', 'y'))
    const harness: DeletionHarness = new DeletionHarness(platform, new MemoryDisk(), () => ({
      keepsCopies: true,
      expiresAt: () => 0,
      spaceFor: () => Promise.resolve('fits'),
      backUp: ({ name, size }) => {
        if (name === 'y' && size !== newVersion.size) {
          harness.clock.advance(70_000)
          platform.put(storedFile('y', newVersion))
        }
        return Promise.resolve({ ok: true, copyId: name })
      },
    }))
    const run = await harness.deleteFiles(['x', 'y'], [1])
    expect(outcomesByName(run)).toEqual({ x: 'deleted-and-verified', y: 'not-deleted: changed' })
  })

  it('if the wait for quota took that long, even while other DELETEs get responses', async () => {
    const harness = createHarness(filesNamed('a', 'b', 'c', 'd', 'e'))
    harness.limits.deletesInFlight = 2
    const reservation = delayReservation(harness, 2)
    const { platform } = harness
    platform.afterWork = ({ method }) => {
      if (method === 'DELETE') harness.clock.advance(25_000)
      if (platform.deletes().length !== 4) return
      platform.put(storedFile('b', newVersion))
      reservation.open()
    }
    const run = await harness.deleteFiles(['a', 'b', 'c', 'd', 'e'], [1])
    expect(outcomesByName(run)).toMatchObject({ b: 'not-deleted: changed', e: 'deleted-and-verified' })
  })
})

it('a deleted file that someone uploads again is copied before a DELETE that may remove it', async () => {
  const platform = new MemoryPlatform([storedFile('x'), storedFile('y', { locale: 'fr' }), storedFile('y')])
  const copied: string[] = []
  const harness = new DeletionHarness(platform, new MemoryDisk(), () => ({
    keepsCopies: true,
    expiresAt: () => 0,
    spaceFor: () => Promise.resolve('fits'),
    backUp: ({ name, locale, size }) => {
      copied.push(`${name} ${locale ?? '-'} ${String(size)}`)
      return Promise.resolve({ ok: true, copyId: name })
    },
  }))
  harness.limits.deletesInFlight = 1
  platform.alsoDeletes = ({ locale, name }) =>
    locale === null ? platform.all().filter((other) => other.name === name && other.locale !== null) : []
  platform.fault = ({ method }) => {
    if (method !== 'DELETE' || platform.deletes().length !== 3) return null
    platform.fault = () => null
    platform.add(storedFile('y', { locale: 'fr', ...newVersion }))
    return throttledResponse
  }
  const run = await harness.deleteFiles(['x', 'y'], [1])
  expect(copied).toContain('y fr 999')
  expect(run.vanished).toMatchObject([{ name: 'y', locale: 'fr', copyId: 'y' }])
})

it('after a crash an intent alone does not count as a deletion', async () => {
  const disk = new GatedDisk(1)
  const gate = new Gate()
  disk.canWrite = gate.isOpen
  const harness = createHarness(filesNamed('x', 'y'), disk)
  void harness.deleteFiles(['x', 'y'], [1])
  await flushEventLoop()
  harness.deletions.suspend()
  gate.open()
  await flushEventLoop()
  harness.platform.remove('y')
  const next = await harness.restart()
  next.connect()
  await flushEventLoop()
  const [x, y] = next.deletions.currentRun()?.files ?? []
  expect(x?.outcome.state).toBe('deleted-and-verified')
  expect(y?.outcome.state).toBe('waiting')
  expect(harness.platform.deletes()).toEqual(['x'])
})
