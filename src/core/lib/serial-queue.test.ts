import { describe, expect, it } from 'vitest'
import { Gate } from '../../testing/gate'
import { SerialQueue } from './serial-queue'

describe('SerialQueue', () => {
  it('starts work only when the work before it has ended, in the order of the calls', async () => {
    const queue = new SerialQueue()
    const gate = new Gate()
    const events: string[] = []
    const first = queue.run(async () => {
      events.push('first starts')
      await gate.isOpen
      events.push('first ends')
    })
    const second = queue.run(() => {
      events.push('second')
      return 2
    })
    gate.open()
    expect(await second).toBe(2)
    await first
    expect(events).toEqual(['first starts', 'first ends', 'second'])
  })

  it('passes a failure to its caller only, and continues', async () => {
    const queue = new SerialQueue()
    const failed = queue.run(() => Promise.reject(new Error('first')))
    const thrown = queue.run(() => {
      throw new Error('second')
    })
    await expect(failed).rejects.toThrow('first')
    await expect(thrown).rejects.toThrow('second')
    await expect(queue.run(() => 'third')).resolves.toBe('third')
  })

  it('is idle once all work has ended, whether or not it failed', async () => {
    const queue = new SerialQueue()
    let ended = 0
    const work = async (): Promise<void> => {
      await Promise.resolve()
      ended += 1
      throw new Error('failed')
    }
    const runs = [queue.run(work), queue.run(work)]
    const results = Promise.allSettled(runs)
    await queue.whenIdle()
    expect(ended).toBe(2)
    await results
  })
})
