import { describe, expect, it } from 'vitest'
import { IdFeed } from './id-feed'

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
    const feed = new IdFeed()
    feed.add(ids(1, 3))
    const first = feed.take(three)
    expect(await soon(first)).toBe('nothing yet')
    feed.add(ids(3, 3))
    expect(await first).toEqual([1, 2, 3])
    const second = feed.take(three)
    expect(await soon(second)).toBe('nothing yet')
    feed.end()
    expect(await second).toEqual([4, 5])
    expect(await feed.take(three)).toEqual([])
    expect([feed.known(), feed.taken(), feed.left()]).toEqual([5, 2, 0])
  })

  it('are not given while they are held, nor after they were stopped', async () => {
    const feed = IdFeed.of(ids(1, 7))
    feed.hold(true)
    const held = feed.take(three)
    expect(await soon(held)).toBe('nothing yet')
    feed.hold(false)
    expect(await held).toEqual([1, 2, 3])
    feed.stop()
    expect(await feed.take(three)).toEqual([])
  })

  it('wake everyone who waits for them', async () => {
    const feed = new IdFeed()
    const taking = [feed.take(three), feed.take(three), feed.take(three)]
    feed.add(ids(1, 5))
    feed.end()
    expect(await Promise.all(taking)).toEqual([[1, 2, 3], [4, 5], []])
  })

  it('count those that are expected as left until the end', () => {
    const feed = new IdFeed()
    feed.add(ids(1, 20), 600)
    expect(feed.left()).toBe(600)
    feed.end()
    expect(feed.left()).toBe(20)
  })
})
