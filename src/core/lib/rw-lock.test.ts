import { describe, expect, it } from 'vitest'
import { flushEventLoop, Gate } from '../../testing/gate'
import { RwLock } from './rw-lock'

/** Work that records when it starts, and ends when its gate opens. */
function createWork(events: string[], name: string): { gate: Gate; run: () => Promise<void> } {
  const gate = new Gate()
  return {
    gate,
    run: async () => {
      events.push(`${name} starts`)
      await gate.isOpen
      events.push(`${name} ends`)
    },
  }
}

describe('RwLock', () => {
  it('runs shared work in parallel', async () => {
    const lock = new RwLock()
    const events: string[] = []
    const [one, other] = [createWork(events, 'one'), createWork(events, 'other')]
    const done = [lock.shared(one.run), lock.shared(other.run)]
    await flushEventLoop()
    expect(events).toEqual(['one starts', 'other starts'])
    other.gate.open()
    one.gate.open()
    await Promise.all(done)
  })

  it('runs exclusive work alone, and makes later shared work wait for it', async () => {
    const lock = new RwLock()
    const events: string[] = []
    const [reader, writer, late] = [
      createWork(events, 'reader'),
      createWork(events, 'writer'),
      createWork(events, 'late reader'),
    ]
    const done = [lock.shared(reader.run), lock.exclusive(writer.run), lock.shared(late.run)]
    await flushEventLoop()
    expect(events).toEqual(['reader starts'])
    reader.gate.open()
    await flushEventLoop()
    expect(events).toEqual(['reader starts', 'reader ends', 'writer starts'])
    late.gate.open()
    writer.gate.open()
    await Promise.all(done)
    expect(events.slice(3)).toEqual(['writer ends', 'late reader starts', 'late reader ends'])
  })

  it('runs exclusive work in the order of the calls, and continues after a failure', async () => {
    const lock = new RwLock()
    const events: number[] = []
    const failed = lock.exclusive(() => Promise.reject(new Error('failed')))
    const runs = [1, 2, 3].map((n) =>
      lock.exclusive(() => {
        events.push(n)
        return Promise.resolve(n)
      }),
    )
    await expect(failed).rejects.toThrow('failed')
    expect(await Promise.all(runs)).toEqual([1, 2, 3])
    expect(events).toEqual([1, 2, 3])
    expect(await lock.shared(() => Promise.resolve('shared'))).toBe('shared')
  })
})
