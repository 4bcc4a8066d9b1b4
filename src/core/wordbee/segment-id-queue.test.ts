import { describe, expect, it } from 'vitest'
import { SegmentIdQueue } from './segment-id-queue'

const ids = (first: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, at) => first + at)
const three = (waiting: readonly number[]): number => Math.min(3, waiting.length)

/** What is taken within the turns that follow. */
async function soon(taking: Promise<readonly number[]>): Promise<readonly number[] | 'nothing yet'> {
  const later = new Promise<'nothing yet'>((resolve) => setTimeout(() => resolve('nothing yet')))
  return Promise.race([taking, later])
}

describe('ids that are listed as they are found', () => {
  it('are given when more are known than one listing takes, and the rest at the end', async () => {
    const queue = new SegmentIdQueue()
    queue.addIds(ids(1, 3))
    const first = queue.takeIds(three)
    expect(await soon(first)).toBe('nothing yet')
    queue.addIds(ids(3, 3))
    expect(await first).toEqual([1, 2, 3])
    const second = queue.takeIds(three)
    expect(await soon(second)).toBe('nothing yet')
    queue.close()
    expect(await second).toEqual([4, 5])
    expect(await queue.takeIds(three)).toEqual([])
    expect([queue.known(), queue.taken(), queue.left()]).toEqual([5, 2, 0])
  })

  it('are not given while they are held, nor after they were stopped', async () => {
    const queue = SegmentIdQueue.of(ids(1, 7))
    queue.pause(true)
    const held = queue.takeIds(three)
    expect(await soon(held)).toBe('nothing yet')
    queue.pause(false)
    expect(await held).toEqual([1, 2, 3])
    queue.abort()
    expect(await queue.takeIds(three)).toEqual([])
  })

  it('wake everyone who waits for them', async () => {
    const queue = new SegmentIdQueue()
    const taking = [queue.takeIds(three), queue.takeIds(three), queue.takeIds(three)]
    queue.addIds(ids(1, 5))
    queue.close()
    expect(await Promise.all(taking)).toEqual([[1, 2, 3], [4, 5], []])
  })

  it('count those that are expected as left until the end', () => {
    const queue = new SegmentIdQueue()
    queue.addIds(ids(1, 20), 600)
    expect(queue.left()).toBe(600)
    queue.close()
    expect(queue.left()).toBe(20)
  })
})
