import { describe, expect, it } from 'vitest'
import { SegmentIdQueue } from './segment-id-queue'

const ids = (first: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => first + index)
const upToThree = (waiting: readonly number[]): number => Math.min(3, waiting.length)

/** The ids, or `nothing yet` if the promise does not resolve within a turn of the event loop. */
async function settled(taking: Promise<readonly number[]>): Promise<readonly number[] | 'nothing yet'> {
  const timeout = new Promise<'nothing yet'>((resolve) => setTimeout(() => resolve('nothing yet')))
  return Promise.race([taking, timeout])
}

describe('the queue of segment ids', () => {
  it('returns ids once they exceed one listing, and the rest when it is closed', async () => {
    const queue = new SegmentIdQueue()
    queue.addIds(ids(1, 3))
    const first = queue.takeIds(upToThree)
    expect(await settled(first)).toBe('nothing yet')
    queue.addIds(ids(3, 3))
    expect(await first).toEqual([1, 2, 3])
    const second = queue.takeIds(upToThree)
    expect(await settled(second)).toBe('nothing yet')
    queue.close()
    expect(await second).toEqual([4, 5])
    expect(await queue.takeIds(upToThree)).toEqual([])
    expect([queue.knownCount(), queue.batchCount(), queue.remainingCount()]).toEqual([5, 2, 0])
  })

  it('returns no ids while it is paused or after it was aborted', async () => {
    const queue = SegmentIdQueue.of(ids(1, 7))
    queue.pause(true)
    const paused = queue.takeIds(upToThree)
    expect(await settled(paused)).toBe('nothing yet')
    queue.pause(false)
    expect(await paused).toEqual([1, 2, 3])
    queue.abort()
    expect(await queue.takeIds(upToThree)).toEqual([])
  })

  it('wakes all callers that wait for ids', async () => {
    const queue = new SegmentIdQueue()
    const taking = [queue.takeIds(upToThree), queue.takeIds(upToThree), queue.takeIds(upToThree)]
    queue.addIds(ids(1, 5))
    queue.close()
    expect(await Promise.all(taking)).toEqual([[1, 2, 3], [4, 5], []])
  })

  it('counts expected ids as left until it is closed', () => {
    const queue = new SegmentIdQueue()
    queue.addIds(ids(1, 20), 600)
    expect(queue.remainingCount()).toBe(600)
    queue.close()
    expect(queue.remainingCount()).toBe(20)
  })
})
