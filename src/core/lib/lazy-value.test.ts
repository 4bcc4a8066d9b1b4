import { describe, expect, it } from 'vitest'
import { LazyValue } from './lazy-value'

describe('LazyValue', () => {
  it('loads once, on first use, for all callers', async () => {
    let loads = 0
    const value = new LazyValue(() => {
      loads += 1
      return Promise.resolve(loads)
    })
    expect(value.peek()).toBeNull()
    expect(loads).toBe(0)
    expect(await Promise.all([value.get(), value.get()])).toEqual([1, 1])
    expect(await value.get()).toBe(1)
    expect(await value.peek()).toBe(1)
  })

  it('tries again after a failure, which all callers of that attempt receive', async () => {
    let loads = 0
    const value = new LazyValue(() => {
      loads += 1
      return loads === 1 ? Promise.reject(new Error('failed')) : Promise.resolve(loads)
    })
    const attempts = await Promise.allSettled([value.get(), value.get()])
    expect(attempts.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(await value.get()).toBe(2)
  })

  it('loads again after a reset, and keeps that value when the earlier attempt fails late', async () => {
    const rejections: ((error: Error) => void)[] = []
    let loads = 0
    const value = new LazyValue(() => {
      loads += 1
      if (loads === 1) return new Promise<number>((_, reject) => rejections.push(reject))
      return Promise.resolve(loads)
    })
    const early = value.get()
    value.reset()
    expect(await value.get()).toBe(2)
    for (const reject of rejections) reject(new Error('late'))
    await expect(early).rejects.toThrow('late')
    expect(await value.get()).toBe(2)
  })
})
